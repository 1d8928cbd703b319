"""Which open invoices a payment is for: by the numbers in its reference, else by an amount that fits one alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_BREAKS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Open:
    """An open invoice: its id, its number, what is open, when it is due; `ref` is our own number for it."""

    id: int
    number: str
    amount: Decimal
    due_on: date | None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What a payment settles, in order; doubtful where nothing tells which invoice is meant."""

    shares: tuple[tuple[int, Decimal], ...]
    is_doubtful: bool


def match(amount: Decimal, reference: str, candidates: Sequence[Open], *, by_amount: bool = True) -> Match:
    """Share an amount among the invoices it names, the earliest due first; what is left over stays on account.

    Where no number is named, the one invoice of exactly this amount is meant if the payer is known (`by_amount`). Two
    of them, or none, are doubtful.
    """
    named = [one for one in candidates if is_named(one.number, reference)]
    if named:
        return Match(_shared(amount, named), is_doubtful=False)
    exact = [one for one in candidates if one.amount == amount]
    if len(exact) == 1 and by_amount:
        return Match(((exact[0].id, amount),), is_doubtful=False)
    return Match((), is_doubtful=bool(candidates))


def proposed(amount: Decimal, reference: str, candidates: Sequence[Open]) -> str | None:
    """Our number of the one invoice a bank's text means; None where it names several, or nothing tells.

    Named whole, however it is written; or by its last part alone ("Rechnung 12") if exactly that amount is open of one.
    """
    named = [one for one in candidates if is_named(one.number, reference) or is_named(one.ref, reference)]
    if named:
        return named[0].ref if len(named) == 1 else None
    hinted = [one for one in candidates if one.amount == amount and _is_hinted(one.number, reference)]
    return hinted[0].ref if len(hinted) == 1 else None


def _is_hinted(number: str, reference: str) -> bool:
    """Whether a word of the text is the last part of the number, with or without its leading zeros."""
    last = next((part for part in reversed(_BREAKS.split(number.lower())) if part.isdigit()), "").lstrip("0")
    return bool(last) and any(word.lstrip("0") == last for word in _BREAKS.split(reference.lower()) if word.isdigit())


def is_named(number: str, reference: str) -> bool:
    """Whether a reference names an invoice number, whatever stands between its parts: INV 2026 00012."""
    key, text = _BREAKS.sub("", number.lower()), _BREAKS.sub(" ", reference.lower()).strip()
    if not key:
        return False
    words = text.split()
    starts = range(len(words))
    return any(_joined(words[start:], key) for start in starts)


def _joined(words: Sequence[str], key: str) -> bool:
    """Whether the first words, put together, are exactly the key."""
    got = ""
    for word in words:
        got += word
        if got == key:
            return True
        if len(got) >= len(key):
            return False
    return False


def _shared(amount: Decimal, named: Sequence[Open]) -> tuple[tuple[int, Decimal], ...]:
    left, shares = amount, []
    for one in sorted(named, key=lambda one: (one.due_on or date.max, one.id)):
        part = min(left, one.amount)
        if part > 0:
            shares.append((one.id, part))
            left -= part
    return tuple(shares)
