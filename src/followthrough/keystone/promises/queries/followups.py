"""Which calls and meetings still want a follow-up."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Interaction, InteractionKind, Outcome
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key

RULE = "promises.follow_up"
KIND = "promises.follow_up"
SPOKEN = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT)
ENDED = (Outcome.WRONG_NUMBER, Outcome.DISCONNECTED, Outcome.CANCELLED)
NOT_MET = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.DID_NOT_COME)
RECENT = timedelta(days=14)  # what was said longer ago, in a book that comes in now, is history
LOOK_BACK = timedelta(days=3)


def followup_key(said: Interaction) -> str:
    """The occurrence under which the follow-up of a conversation is promised, whoever promises it."""
    return occurrence_key(RULE, f"interaction:{said.pk}", said.pk)


def wanted_followups(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A follow-up so many working days after each call, meeting or visit that came in lately.

    The next working day if they were not reached or want to be called back. None for a wrong number or a cancelled
    meeting, nor for what was said more than two weeks before it came in.
    """
    rows = Interaction.visible_to(SYSTEM).filter(kind__in=SPOKEN, at__gt=F("created_at") - RECENT)
    rows = rows.exclude(outcome__in=ENDED).filter(Q(account__isnull=False) | Q(contact__isnull=False))
    if ids is None:
        there = Promise._default_manager.filter(source_kind=Interaction._meta.label_lower, source_id=OuterRef("pk"))
        rows = rows.filter(~Exists(there), created_at__gt=now - LOOK_BACK)
    else:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    for said in rows.select_related("account", "contact", "by").order_by("pk"):
        yield _wanted(said, days, calendars)


def _wanted(said: Interaction, days: int, calendars: Calendars) -> Wanted:
    calendar = calendars.of(said.by.team_id if said.by else None, said.account.team_id if said.account else None)
    started = calendar.day_of(max(said.at, said.created_at))
    name = said.contact.name if said.contact else said.account.name if said.account else ""
    soon = said.outcome in NOT_MET or said.outcome == Outcome.CALL_BACK
    wait = min(days, 1) if soon else days
    with written_for(said.by):
        return Wanted(
            what=_words(said.outcome) % {"name": name},
            kind=KIND,
            due_on=calendar.add_working_days(started, wait),
            account=said.account,
            contact=said.contact,
            owner=said.by,
            source=said,
            source_text=_("%(days)d working days after the conversation of %(day)s.")
            % {"days": wait, "day": day_said(calendar.day_of(said.at))},
            rule=RULE,
            occurrence=followup_key(said),
        )


def _words(outcome: str) -> str:
    if outcome == Outcome.CALL_BACK:
        return _("Call %(name)s back")
    return _("Try again to reach %(name)s") if outcome in NOT_MET else _("Follow up with %(name)s")
