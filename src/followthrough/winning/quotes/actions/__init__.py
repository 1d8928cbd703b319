"""What is done with quotes; the only room that writes them."""

from followthrough.keystone.promises.actions import promise_verb_on, talk_verbs_on
from followthrough.winning.quotes.actions import (
    answering,
    approving,
    arranging,
    freezing,
    making,
    questions,
    repricing,
    revising,
    sending,
)
from followthrough.winning.quotes.actions.making import clean_quote, fill_quotes, saved_quotes
from followthrough.winning.quotes.models import Quote

__all__ = [
    "answering",
    "approving",
    "arranging",
    "clean_quote",
    "fill_quotes",
    "freezing",
    "making",
    "questions",
    "repricing",
    "revising",
    "saved_quotes",
    "sending",
]

talk_verbs_on(Quote)
promise_verb_on(Quote)
