"""What a customer says of a delivery; a low answer becomes a promise to call them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import make_promises, void_promises
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.serving.deliveries.models import AsExpected, OnTime, Satisfaction
from followthrough.serving.deliveries.queries.delivered import CALL


def may_answer(asked: Satisfaction) -> bool:
    """Not answered yet, or answered today: until the end of their day an answer may be changed."""
    if asked.answered_at is None:
        return True
    zone = ZoneInfo(asked.zone)
    return asked.answered_at.astimezone(zone).date() == clock.today(asked.zone)


@action(
    Satisfaction,
    needs="deliveries.ask",
    roles=DESK,
    button=gettext_lazy("Write down the answer"),
    icon="pen-line",
    applies=may_answer,
    labels={
        "on_time": gettext_lazy("Was it there in time?"),
        "as_expected": gettext_lazy("Was it what you expected?"),
        "words": gettext_lazy("In your words"),
    },
    options={"words": {"kind": "long"}},
    guests=ForGuests(gettext_lazy("Answer"), {"on_time": {}, "as_expected": {}, "words": {}}),
)
def answer_satisfaction(
    asked: Satisfaction, *, on_time: OnTime, as_expected: AsExpected, words: str = "", by: Actor, now: datetime
) -> Changes:
    """Say whether it was there in time and what was expected. It may be changed until the end of the day.

    Where it was not, whoever coordinates the account promises to call.
    """
    values = {"on_time": on_time, "as_expected": as_expected, "words": words.strip(), "answered_at": now}
    change_records(type_of(Satisfaction), [(asked, values)], by=by, now=now)
    asked.refresh_from_db()
    if asked.is_low:
        _promise_to_call(asked, by=by, now=now)
    else:
        void_promises(asked, reason_text=_("They are content after all."), by=by, now=now)
    if by.opens:
        return Changes(_("Thank you. You may change it until the end of the day."), record=asked)
    return Changes(_("The answer is on record."), record=asked)


def _promise_to_call(asked: Satisfaction, *, by: Actor, now: datetime) -> None:
    source = type_of(Satisfaction).kind
    there = Promise._default_manager.filter(source_kind=source, source_id=asked.pk, state=State.OPEN)
    account = asked.account
    if account is None or there.filter(binned_at__isnull=True).exists():
        return
    owner = account.coordinator or account.owner
    calendar = Calendars().of(owner.team_id if owner else None, account.team_id)
    with written_for(owner):
        wanted = Wanted(
            what=_("Call %(name)s about what was not right")
            % {"name": asked.contact.name if asked.contact else account.name},
            kind=CALL,
            due_on=calendar.add_working_days(calendar.day_of(now), 1),
            account=account,
            contact=asked.contact,
            owner=owner,
            source=asked,
            source_text=_("They said of “%(what)s” that it was not as it should be.") % {"what": asked.promise.what},
            occurrence=f"{CALL}/satisfaction:{asked.pk}/v-{asked.version}",
        )
    make_promises([wanted], by=by, now=now)
