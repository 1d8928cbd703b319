"""What contracts do when a signature round ends."""

from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.winning.contracts.actions.sending import all_signed, back_to_the_table, out_for_signature
from followthrough.winning.signing.facts import EnvelopeCompleted, EnvelopeDeclined, EnvelopeExpired, EnvelopeRevoked


@listens(EnvelopeCompleted)
def let_it_run(fact: EnvelopeCompleted, key: str, at: datetime) -> None:
    """Signed by all: the contract or amendment is in force."""
    with acting(SYSTEM, "all_signed", surface="job", now=at):
        all_signed(fact.envelope_id, fact.about_kind, fact.about_id, fact.document_version_id, by=SYSTEM, now=at)


@listens(EnvelopeDeclined)
def hear_the_no(fact: EnvelopeDeclined, key: str, at: datetime) -> None:
    """Declined: back to the table, with who and why."""
    why = _("%(name)s declined to sign: %(reason)s") % {"name": fact.signer_name, "reason": fact.reason}
    _take_back(fact.about_kind, fact.about_id, why, at)


@listens(EnvelopeExpired)
def see_it_expire(fact: EnvelopeExpired, key: str, at: datetime) -> None:
    """The last day passed: back to the table."""
    _take_back(fact.about_kind, fact.about_id, _("The last day passed before all had signed."), at)


@listens(EnvelopeRevoked)
def hear_of_the_recall(fact: EnvelopeRevoked, key: str, at: datetime) -> None:
    """Called back from the round's own page: back to the table."""
    _take_back(fact.about_kind, fact.about_id, fact.reason, at)


def _take_back(kind: str, pk: int, why: str, at: datetime) -> None:
    with acting(SYSTEM, "take_back", surface="job", now=at):
        about = out_for_signature(kind, pk)
        if about is not None:
            back_to_the_table(about, why, by=SYSTEM, now=at)
