"""What is done with accounts, contacts, their numbers and conversations; the only room that writes them."""

from followthrough.foundation.accounts.actions.conversations import fill_interactions, saved_interactions
from followthrough.foundation.accounts.actions.placing import fill_accounts, saved_accounts
from followthrough.foundation.accounts.actions.points import (
    fill_points,
    mark_contactpoint,
    saved_contacts,
    saved_points,
    settle_contact,
)
from followthrough.foundation.accounts.actions.tidying import (
    clean_account,
    clean_address,
    clean_contact,
    clean_point,
    known_currency,
)

__all__ = [
    "clean_account",
    "clean_address",
    "clean_contact",
    "clean_point",
    "fill_accounts",
    "fill_interactions",
    "fill_points",
    "known_currency",
    "mark_contactpoint",
    "saved_accounts",
    "saved_contacts",
    "saved_interactions",
    "saved_points",
    "settle_contact",
]
