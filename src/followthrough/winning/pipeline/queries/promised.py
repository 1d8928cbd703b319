"""What the pipeline's rules want: a next step on every open opportunity, a new date for one that slips."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.pipeline.models import Opportunity, StageKind, StageMove
from followthrough.winning.pipeline.rules import SLIPS_TOO_OFTEN, is_slipping

NEXT_STEP = "pipeline.next_step"
SLIPPING = "pipeline.slipping"
RULES = (NEXT_STEP, SLIPPING)
SOURCE = Opportunity._meta.label_lower


def open_promises(rule: str = "") -> QuerySet[Promise]:
    """Open promises that arise from the opportunity of the outer query, all or those of one rule."""
    rows = Promise._default_manager.filter(source_kind=SOURCE, state=State.OPEN, binned_at__isnull=True)
    return rows.filter(source_id=OuterRef("pk"), **({"rule": rule} if rule else {}))


def without_next_step(ids: Collection[int] | None = None) -> QuerySet[Opportunity]:
    """Open opportunities from which no open promise arises, but for that of a new closing date."""
    rows = Opportunity._default_manager.filter(state=StageKind.OPEN, binned_at__isnull=True)
    owed = open_promises().exclude(rule=SLIPPING)
    rows = rows.filter(~Exists(owed))
    return rows if ids is None else rows.filter(pk__in=ids)


def wanted_next_steps(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A next step so many working days after an open opportunity came to its stage (or into the house)."""
    if ids is None:
        made = Promise._default_manager.filter(source_kind=SOURCE, source_id=OuterRef("pk"), rule=NEXT_STEP)
        # One that was made, kept or let go since it came to this stage is not made again: somebody decided so.
        came = OuterRef("stage_since")
        rows = without_next_step().filter(~Exists(made.filter(Q(created_at__gte=came) | Q(closed_at__gte=came))))
    else:
        rows = Opportunity._default_manager.filter(pk__in=ids, state=StageKind.OPEN, binned_at__isnull=True)
    found = list(rows.select_related("account", "owner", "team").order_by("pk"))
    own, moves = _own_promises(found, NEXT_STEP), _last_moves(found)
    calendars = Calendars()
    for one in found:
        promise = own.get(one.pk)
        key = (
            promise.occurrence if promise else occurrence_key(NEXT_STEP, f"opportunity:{one.pk}", moves.get(one.pk, 0))
        )
        calendar = calendars.of(one.owner.team_id if one.owner else None, one.team_id)
        started = calendar.day_of(promise.created_at if promise else now)
        with written_for(one.owner):
            wanted = Wanted(
                what=_("Agree the next step: %(name)s") % {"name": one.name},
                kind=NEXT_STEP,
                due_on=calendar.add_working_days(started, days),
                occurrence=str(key),
                rule=NEXT_STEP,
                source_text=_("Every open opportunity has a next step: %(days)d working days from %(day)s.")
                % {"days": days, "day": day_said(started)},
                **_owed(one),
            )
        yield wanted


def wanted_new_dates(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A new closing date where the agreed one has passed or was moved later twice, once for each date."""
    rows = Opportunity._default_manager.filter(state=StageKind.OPEN, binned_at__isnull=True, close_on__isnull=False)
    rows = rows.filter(Q(close_on__lte=now.date()) | Q(slips__gte=SLIPS_TOO_OFTEN))
    if ids is None:
        of_this = Concat(Value(f"{SLIPPING}/opportunity:"), _text("pk"), Value("/on-"), _text("close_on"))
        made = Promise._default_manager.filter(occurrence=OuterRef("key"))
        rows = rows.annotate(key=of_this).filter(~Exists(made))
    else:
        rows = rows.filter(pk__in=ids)
    found = list(rows.select_related("account", "owner", "team").order_by("pk"))
    own = _own_promises(found, SLIPPING)
    calendars = Calendars()
    for one in found:
        calendar = calendars.of(one.owner.team_id if one.owner else None, one.team_id)
        today, close_on = calendar.day_of(now), one.close_on
        if close_on is None or not is_slipping(close_on, one.slips, today):
            continue
        promise = own.get(one.pk)
        with written_for(one.owner):
            wanted = Wanted(
                what=_("Agree a new closing date: %(name)s") % {"name": one.name},
                kind=SLIPPING,
                due_on=calendar.add_working_days(calendar.day_of(promise.created_at) if promise else today, days),
                occurrence=occurrence_key(SLIPPING, f"opportunity:{one.pk}", close_on),
                rule=SLIPPING,
                source_text=_why(one, close_on, today),
                **_owed(one),
            )
        yield wanted


def _why(one: Opportunity, close_on: date, today: date) -> str:
    if close_on < today:
        return _("The closing date %(day)s has passed.") % {"day": day_said(close_on)}
    return _("The closing date was moved %(times)d times, last to %(day)s.") % {
        "times": one.slips,
        "day": day_said(close_on),
    }


def _owed(one: Opportunity) -> dict[str, Any]:
    """By its owner, to its account; to nobody yet where none is known."""
    owed_to = "" if one.account else _("not yet known")
    return {"account": one.account, "owed_to": owed_to, "owner": one.owner, "team": one.team, "source": one}


def _own_promises(found: list[Opportunity], rule: str) -> dict[int | None, Promise]:
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id__in=[one.pk for one in found], rule=rule)
    return {promise.source_id: promise for promise in rows.filter(state=State.OPEN, binned_at__isnull=True)}


def _last_moves(found: list[Opportunity]) -> dict[int, int]:
    rows = StageMove._default_manager.filter(opportunity__in=[one.pk for one in found]).order_by()
    return dict(rows.values_list("opportunity").annotate(last=Max("pk")))


def _text(name: str) -> Cast:
    return Cast(F(name), CharField())
