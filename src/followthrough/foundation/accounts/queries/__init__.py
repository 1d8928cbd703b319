"""What is asked about accounts: their families, when they were last spoken with, their story, their figures."""

from followthrough.foundation.accounts.queries.contacting import last_contacts, without_contact
from followthrough.foundation.accounts.queries.families import family_of
from followthrough.foundation.accounts.queries.page import account_facts
from followthrough.foundation.accounts.queries.timeline import Happened, Happening, Mark, timeline_of

__all__ = [
    "Happened",
    "Happening",
    "Mark",
    "account_facts",
    "family_of",
    "last_contacts",
    "timeline_of",
    "without_contact",
]
