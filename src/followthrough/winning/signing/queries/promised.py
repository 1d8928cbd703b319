"""The wait for each signature, and what a colleague owes who is to sign."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerQuestion, SignerState
from followthrough.winning.signing.rules import LADDER

SIGNATURE = "signing.signature"
CHECK = "signing.check"
QUESTION = "signing.question"


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
            source_text=because % {"ref": envelope.ref, "day": day_said(envelope.expires_on)},
            rule=SIGNATURE,
            occurrence=occurrence_key(SIGNATURE, f"signer:{signer.pk}", _asking(signer)),
            direction=Direction.OURS.value if ours else Direction.THEIRS.value,
            ladder=() if ours else LADDER,
            asked_on=asked_on,
        )


def asking_key(asked: SignerQuestion) -> str:
    """The key of the promise to answer it."""
    return occurrence_key(QUESTION, f"question:{asked.pk}", "asked")


def wanted_reply(envelope: Envelope, asked: SignerQuestion, now: datetime) -> Wanted:
    """The answer to what a signer asks, the next working day, by whoever asked for the signature."""
    signer = asked.signer
    calendar = Calendars().of(envelope.owner.team_id if envelope.owner else None)
    with written_for(envelope.owner):
        gaps = {"who": signer.name, "title": envelope.title_text, "question": asked.question[:160]}
        return Wanted(
            what=_("Answer %(who)s about “%(title)s”: %(question)s") % gaps,
            kind=QUESTION,
            due_on=calendar.add_working_days(calendar.day_of(now), 1),
            account=envelope.account,
            contact=signer.contact,
            owner=envelope.owner,
            owed_to="" if envelope.account else signer.name,
            source=signer,
            source_text=_("Asked on the page of the signature; it is not signed before."),
            rule=QUESTION,
            occurrence=asking_key(asked),
        )


def _asking(signer: Signer) -> str:
    """Which asking it is: the first, or the one after a paper was returned."""
    return f"returned:{signer.handed_at:%Y%m%dT%H%M%S%f}" if signer.handed_at else "asked"


def _wanted_check(envelope: Envelope, signer: Signer, days: int, now: datetime) -> Wanted:
    """Whoever asked compares the paper that came with what was sent, within working days."""
    owner = envelope.owner or (envelope.account.owner if envelope.account else None)
    calendar = Calendars().of(owner.team_id if owner else None)
    came_at = signer.handed_at or now
    came = calendar.day_of(came_at)
    with written_for(owner):
        what = _("Check the paper that came: %(title)s") % {"title": envelope.title_text}
        because = _("%(name)s handed in the signed paper for %(ref)s on %(day)s; it counts once we say yes.")
        gaps = {"name": signer.name, "ref": envelope.ref, "day": day_said(came)}
        return Wanted(
            what=what,
            kind=CHECK,
            due_on=calendar.add_working_days(came, days),
            account=envelope.account,
            contact=signer.contact,
            owner=owner,
            owed_to="" if envelope.account else envelope.title_text,
            source=signer,
            source_text=because % gaps,
            rule=CHECK,
            occurrence=occurrence_key(CHECK, f"signer:{signer.pk}", f"{came_at:%Y%m%dT%H%M%S%f}"),
        )


def wanted_checks(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """One for each paper that came and waits to be compared; `ids` are signers."""
    rows = Signer._default_manager.filter(
        state=SignerState.HANDED, envelope__state=EnvelopeState.OUT, binned_at__isnull=True
    )
    rows = rows if ids is None else rows.filter(pk__in=ids)
    for one in rows.select_related("envelope__owner", "envelope__account__owner", "contact").order_by("pk"):
        yield _wanted_check(one.envelope, one, days, now)


def wanted_signatures(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """One for each who was asked and has not signed; `ids` are signers."""
    rows = Signer._default_manager.filter(
        state__in=(SignerState.ASKED, SignerState.SEEN), envelope__state=EnvelopeState.OUT, binned_at__isnull=True
    )
    rows = rows if ids is None else rows.filter(pk__in=ids)
    for one in rows.select_related("envelope__owner", "envelope__account", "user", "contact").order_by("pk"):
        yield wanted_signature(one.envelope, one, now)
