"""Which calls and meetings still want a follow-up."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Interaction, InteractionKind, Outcome
from followthrough.kernel.access.actor import SYSTEM
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.calendars import Calendars, working_calendars
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.rules import occurrence_key

RULE = "promises.follow_up"
KIND = "promises.follow_up"
SPOKEN = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT)
NOT_MET = (Outcome.WRONG_NUMBER, Outcome.CANCELLED)
RECENT = timedelta(days=14)  # what was said longer ago, in a book that comes in now, is history
LOOK_BACK = timedelta(days=3)


def followup_key(said: Interaction) -> str:
    """The occurrence under which the follow-up of a conversation is promised, whoever promises it."""
    return occurrence_key(RULE, f"interaction:{said.pk}", said.pk)


def wanted_followups(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A follow-up so many working days after each call, meeting or visit that came in lately.

    None for a wrong number or a cancelled meeting, for one of more than two weeks ago, or where it was said to be the
    end of it.
    """
    rows = Interaction.visible_to(SYSTEM).filter(kind__in=SPOKEN, at__gt=F("created_at") - RECENT)
    rows = rows.exclude(outcome__in=NOT_MET).filter(Q(account__isnull=False) | Q(contact__isnull=False))
    if ids is None:
        there = Promise._default_manager.filter(source_kind=Interaction._meta.label_lower, source_id=OuterRef("pk"))
        rows = rows.filter(~Exists(there), created_at__gt=now - LOOK_BACK)
    else:
        rows = rows.filter(pk__in=ids)
    calendars = working_calendars()
    for said in rows.select_related("account", "contact", "by").order_by("pk"):
        yield _wanted(said, days, calendars)


def _wanted(said: Interaction, days: int, calendars: Calendars) -> Wanted:
    calendar = calendars.of(said.by.team_id if said.by else None, said.account.team_id if said.account else None)
    started = calendar.day_of(max(said.at, said.created_at))
    name = said.contact.name if said.contact else said.account.name if said.account else ""
    again = said.outcome == Outcome.NO_ANSWER
    words = _("Try again to reach %(name)s") if again else _("Follow up with %(name)s")
    because = _("%(days)d working days after the conversation of %(day)s.")
    return Wanted(
        what=words % {"name": name},
        kind=KIND,
        due_on=calendar.add_working_days(started, 1 if again else days),
        account=said.account,
        contact=said.contact,
        owner=said.by,
        source=said,
        source_text=because % {"days": 1 if again else days, "day": calendar.day_of(said.at).isoformat()},
        rule=RULE,
        occurrence=followup_key(said),
    )
