"""What quotes announce."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class QuoteSent(Fact):
    """A version went to the customer."""

    quote: int
    version: int


@dataclass(frozen=True, slots=True)
class QuoteAnswered(Fact):
    """The customer accepted or declined: `answer` is `accepted` or `declined`."""

    quote: int
    version: int
    answer: str
