"""What the desk does with a round that is out: remind, give more time, call back."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.waits import push_promise
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.winning.signing.actions.asking import LONGEST, send_link
from followthrough.winning.signing.actions.by_signers import is_open
from followthrough.winning.signing.actions.chain import add_events, locked_envelope, stamp
from followthrough.winning.signing.actions.ending import call_back
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer
from followthrough.winning.signing.rules import deadline_of

GONE_OUT = gettext_lazy("The mail to them has gone out.")
PAUSE = timedelta(hours=4)  # between two reminders


def is_out(envelope: Envelope) -> bool:
    """Whether somebody has still to sign, in time."""
    return envelope.state == EnvelopeState.OUT and envelope.signed_at is None


def is_in_time(envelope: Envelope) -> bool:
    """The same, and the last day has not passed."""
    return is_out(envelope) and envelope.deadline > clock.now()


@action(
    Signer,
    needs="envelopes.remind",
    roles=DESK,
    button=gettext_lazy("Remind"),
    icon="bell",
    applies=is_open,
    undo_words=GONE_OUT,
)
def remind_signer(signer: Signer, *, by: Actor, now: datetime) -> Changes:
    """Mail the signer their link once more. It counts as a push of the wait; four hours lie between two reminders."""
    envelope = locked_envelope(signer.envelope_id)
    waits = Promise._default_manager.select_for_update(of=("self",)).filter(
        source_kind=type_of(Signer).kind, source_id=signer.pk, state=State.OPEN, binned_at__isnull=True
    )
    wait = waits.filter(direction=Direction.THEIRS).order_by("pk").first()
    if wait is not None and wait.pushed_at and now - wait.pushed_at < PAUSE:
        raise Refused(_("%(name)s was reminded within the last four hours.") % {"name": signer.name})
    count = signer.reminders + 1
    mail = send_link(envelope, signer, "signing.reminder", once=f"signing/{signer.pk}/{count}", by=by, now=now)
    change_records(type_of(Signer), [(signer, {"reminders": count})], by=by, now=now)
    told = {"name": signer.name, "email": signer.email, "message_id": mail.message_id, "count": count}
    add_events(envelope, [("reminded", signer, told)], by=by, now=now)
    if wait is not None:
        push_promise(wait, note=_("Reminder %(count)d was mailed.") % {"count": count}, by=by, now=now)
    return Changes(_("%(name)s is reminded.") % {"name": signer.name}, record=signer)


@action(
    Envelope,
    needs="envelopes.revoke",
    roles=DESK,
    button=gettext_lazy("Call back"),
    icon="ban",
    applies=is_out,
    undo_words=gettext_lazy("Those who were asked are told. Send it out anew."),
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def revoke_envelope(envelope: Envelope, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Call the document back: nobody can sign it any more, and those who were asked are told why."""
    held = locked_envelope(envelope.pk)
    if not is_out(held):
        raise Refused(_("All have signed by now; it can't be called back any more."))
    call_back(held, reason.strip(), by=by, now=now)
    return Changes(_("“%(title)s” is called back.") % {"title": held.title_text}, record=held)


@action(
    Envelope,
    needs="envelopes.revoke",
    button=gettext_lazy("Give more time"),
    icon="calendar",
    applies=is_in_time,
    undo_words=gettext_lazy("Set another day in the same way."),
    labels={"expires_on": gettext_lazy("Last day")},
)
def extend_envelope(envelope: Envelope, *, expires_on: date, by: Actor, now: datetime) -> Changes:
    """Let it be signed until another day, at most a year from now."""
    deadline = deadline_of(expires_on, envelope.zone)
    if not now < deadline <= now + timedelta(days=LONGEST):
        raise Invalid({"expires_on": _("Choose a last day from today to a year from now.")})
    told = {"expires": stamp(deadline), "before": stamp(envelope.deadline)}
    change_records(type_of(Envelope), [(envelope, {"expires_on": expires_on, "deadline": deadline})], by=by, now=now)
    add_events(envelope, [("extended", None, told)], by=by, now=now)
    return Changes(_("It can be signed until %(day)s.") % {"day": day_said(expires_on)}, record=envelope)
