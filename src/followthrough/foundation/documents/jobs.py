"""What documents do by themselves: follow the rules of how long they are kept."""

from followthrough.foundation.documents.actions.retaining import date_documents
from followthrough.kernel.jobs.declare import job


@job("documents.date_again", every="25 * * * *", lock="documents.date_again")
def date_again() -> None:
    """Write on each document until when it is kept: after a rule has changed, or its change was taken back."""
    date_documents()
