"""What signers asked: of a round, of one signer, about the record a round is about."""

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.winning.signing.models import Envelope, Signer, SignerQuestion


def questions_about(record: Record, actor: Actor) -> QuerySet[SignerQuestion]:
    """Those this actor sees, the first asked first."""
    rows = SignerQuestion.visible_to(actor).select_related("signer", "answered_by").order_by("pk")
    if isinstance(record, Signer):
        return rows.filter(signer=record)
    if isinstance(record, Envelope):
        return rows.filter(signer__envelope=record)
    return rows.filter(signer__envelope__about_kind=type_of(record).kind, signer__envelope__about_id=record.pk)


def asked_by(signer: Signer) -> QuerySet[SignerQuestion]:
    """What this signer asked, for their own eyes."""
    rows = SignerQuestion._default_manager.filter(signer=signer, binned_at__isnull=True)
    return rows.select_related("signer", "answered_by").order_by("pk")
