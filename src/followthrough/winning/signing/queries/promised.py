"""The wait for each signature, and what a colleague owes who is to sign."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerState
from followthrough.winning.signing.rules import LADDER

SIGNATURE = "signing.signature"


def wanted_signature(envelope: Envelope, signer: Signer, now: datetime) -> Wanted:
    """A wait for the customer's signature with its ladder of reminders; of a colleague a promise to sign."""
    calendar = Calendars().of(envelope.owner.team_id if envelope.owner else None)
    asked_on = calendar.day_of(signer.asked_at or now)
    due = min(envelope.expires_on, calendar.add_working_days(asked_on, LADDER[1]))
    ours = signer.user_id is not None
    with written_for(signer.user if ours else envelope.owner):
        what = _("Sign: %(title)s") if ours else _("Signature of %(name)s: %(title)s")
        because = _("%(ref)s is out for signature until %(day)s.")
        return Wanted(
            what=what % {"title": envelope.title_text, "name": signer.name},
            kind=SIGNATURE,
            due_on=max(due, asked_on),
            account=envelope.account,
            contact=signer.contact,
            owner=signer.user,
            minder=signer.user or envelope.owner,
            owed_to="" if envelope.account else envelope.title_text,
            source=signer,
            source_text=because % {"ref": envelope.ref, "day": envelope.expires_on.isoformat()},
            rule=SIGNATURE,
            occurrence=occurrence_key(SIGNATURE, f"signer:{signer.pk}", "asked"),
            direction=Direction.OURS.value if ours else Direction.THEIRS.value,
            ladder=() if ours else LADDER,
            asked_on=asked_on,
        )


def wanted_signatures(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """One for each who was asked and has not signed; `ids` are signers."""
    rows = Signer._default_manager.filter(
        state__in=(SignerState.ASKED, SignerState.SEEN), envelope__state=EnvelopeState.OUT, binned_at__isnull=True
    )
    rows = rows if ids is None else rows.filter(pk__in=ids)
    for one in rows.select_related("envelope__owner", "envelope__account", "user", "contact").order_by("pk"):
        yield wanted_signature(one.envelope, one, now)
