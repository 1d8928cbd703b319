"""Today: what is owed, in groups, with the reason for each row; every count equals its rows."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.sources import seen_sources
from followthrough.keystone.promises.rules import Direction as Way
from followthrough.keystone.promises.rules import (
    Due,
    Horizon,
    Owed,
    PromiseState,
    Standing,
    StandingWord,
    horizon,
    standing,
    today_group,
)

FIRST, PAGE = 20, 100  # rows of a group at first (more than a screen), and with each “show more”
NAMED = ("account", "contact", "owner", "minder", "department")
NOT_IN_A_ROW = (
    "custom", "updated_at", "counted_due", "verdict", "judged_at", "closed_by", "reason", "agreed_with",
    "reason_text", "rule", "occurrence", "is_touched", "ladder", "pushed_at",
)  # fmt: skip
COLUMNS = (
    *(column.name for column in Promise._meta.concrete_fields if column.name not in NOT_IN_A_ROW),
    *(f"{link}__{column}" for link in NAMED for column in ("ref", "name")),
    "owner__team",
    *(f"blocked_by__{column}" for column in ("ref", "what", "state")),
)


class Scope(StrEnum):
    """Whose promises are shown."""

    MINE = "mine"
    TEAM = "team"
    DEPARTMENTS = "departments"


class Group(StrEnum):
    """The headings of Today, in their order; later and snoozed are only counted unless asked for."""

    LATE = "late"
    TODAY = "today"
    LATER_THIS_WEEK = "later_this_week"
    WAITING = "waiting"
    LATER = "later"
    SNOOZED = "snoozed"


SHOWN = (Group.LATE, Group.TODAY, Group.LATER_THIS_WEEK, Group.WAITING)
# Groups in queries: thousands of rows are sorted by theirs, and a number sorts several times faster than a word.
GROUPS = tuple(Group)
PLACES = {group: place for place, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Row:
    """One promise with how it stands, why it is here, and the colleague it is covered for.

    `why` is empty, and the source not to be shown, for a reader who does not see the source.
    """

    promise: Promise
    standing: Standing
    why: str
    shows_source: bool
    covered_for: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a promise stands in its group, and how many the group has."""

    pk: int
    listed: datetime
    total: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A group: how many there are, the first of them, and the cursor of the next ones (empty at the end)."""

    group: Group
    count: int
    rows: tuple[Row, ...]
    after: str = ""


def today(
    actor: Actor, *, now: datetime, scope: Scope = Scope.MINE, asked: Mapping[str, str] | None = None
) -> dict[Group, Rows]:
    """All groups, each with its count; later and snoozed without rows. `asked` narrows as in the list of promises."""
    seen = horizon(now, actor.zone)
    marks = _marks(_open(actor, scope, asked), seen) if asked else _first_marks(actor, scope).rows(**asdict(seen))
    by_group: dict[Group, list[Mark]] = {group: [] for group in Group}
    for place, pk, listed, total in marks:
        by_group[GROUPS[place]].append(Mark(pk, listed, total))
    shown = shown_rows([mark.pk for group in SHOWN for mark in by_group[group]], actor, now=now)
    return {group: _group(group, marks, shown) for group, marks in by_group.items()}


@prepared
def _first_marks(actor: Actor, scope: Scope) -> QuerySet[Any, Any]:
    moments: Any = [Given(one.name, DateTimeField()) for one in fields(Horizon)]
    return _marks(_open(actor, scope, {}), Horizon(*moments))


def _marks(rows: QuerySet[Promise], seen: Horizon) -> QuerySet[Any, Any]:
    """The first of each group by their ids, with the group's count.

    Of a group that is only counted one row brings its count along. Rows are fetched by a second query, since numbering
    thousands of wide ones costs more than it.
    """
    numbered = _placed(rows, seen).annotate(
        nth=Window(RowNumber(), partition_by=[F("place")], order_by=[F("listed").asc(), F("pk").asc()]),
        total=Window(Count("pk"), partition_by=[F("place")]),
    )
    wanted = numbered.filter(Q(place__in=[PLACES[group] for group in SHOWN], nth__lte=FIRST) | Q(nth=1))
    marks: QuerySet[Any, Any] = wanted.order_by("place", "nth").values_list("place", "pk", "listed", "total")
    return marks


def more_of(
    group: Group,
    after: str,
    actor: Actor,
    *,
    now: datetime,
    scope: Scope = Scope.MINE,
    asked: Mapping[str, str] | None = None,
) -> Rows:
    """The next hundred of a group, beyond the cursor (empty: from the start), with the group's whole count."""
    placed = _placed(_open(actor, scope, asked or {}), horizon(now, actor.zone)).filter(place=PLACES[group])
    rest = placed
    if after:
        moment, last_id = _cursor(after)
        rest = placed.filter(Q(listed__gt=moment) | Q(listed=moment, pk__gt=last_id))
    found = [
        Mark(pk, listed, 0) for pk, listed in rest.order_by("listed", "pk").values_list("pk", "listed")[: PAGE + 1]
    ]
    page = found[:PAGE]
    count = placed.count() if after or len(found) > PAGE else len(found)
    shown = shown_rows([mark.pk for mark in page], actor, now=now)
    rows = tuple(shown[mark.pk] for mark in page if mark.pk in shown)
    return Rows(group, count, rows, _encode(page[-1]) if len(found) > PAGE else "")


def counts(
    actor: Actor, *, now: datetime, scope: Scope = Scope.MINE, asked: Mapping[str, str] | None = None
) -> dict[Group, int]:
    """How many each group has, without their rows, in one query."""
    placed = _placed(_open(actor, scope, asked or {}), horizon(now, actor.zone)).order_by()
    found = dict(placed.values_list("place").annotate(n=Count("pk")))
    return {group: found.get(place, 0) for place, group in enumerate(Group)}


def one_row(promise: Promise, actor: Actor, *, now: datetime) -> Row:
    """A single promise as Today shows it, for the fragment after an act."""
    return shown_rows([promise.pk], actor, now=now)[promise.pk]


def place_of(row: Row, actor: Actor, *, now: datetime) -> Group:
    """The group an open promise stands in on the actor's Today."""
    if row.standing.word is StandingWord.SNOOZED:
        return Group.SNOOZED
    calendar = calendar_owed_by(row.promise, Calendars())
    group = today_group(owed_of(row.promise), horizon(now, actor.zone), calendar)
    return Group(group.value) if group else Group.LATER


def in_scope(scope: Scope, actor: Actor) -> Q:
    """Whose promises: minded, owed by or raised to the actor or whom they cover for; their teams'; any department's."""
    me = actor.stands_for
    mine = Q(minder__in=me) | Q(owner__in=me) | Q(raised_to__in=me)
    if scope is Scope.MINE:
        return mine
    if scope is Scope.TEAM:
        return mine | Q(team__in=actor.team_ids) | Q(department__in=actor.team_ids)
    return Q(department__isnull=False)


def is_blocked() -> Q:
    """Whether another open promise must be kept first; asked per row, since few rows are and a join reads them all."""
    before = Promise._default_manager.filter(pk=OuterRef("blocked_by"), state=State.OPEN)
    return Q(blocked_by__isnull=False) & Q(Exists(before))


def _open(actor: Actor, scope: Scope, asked: Mapping[str, str]) -> QuerySet[Promise]:
    rows = Promise.visible_to(actor).filter(in_scope(scope, actor), state=State.OPEN)
    return narrowed(type_of(Promise), rows, asked, actor) if asked else rows


def _placed(rows: QuerySet[Promise], seen: Horizon) -> QuerySet[Any]:
    """Each open promise with its group (`place`), as `rules.today_group` decides it, and the moment it is sorted by.

    Unlike there, what is snoozed stands apart.
    """
    waiting = Q(direction=Direction.THEIRS) | Q(due__lt=seen.now) & is_blocked()
    place = Case(
        When(snoozed_until__gt=seen.now, then=Value(PLACES[Group.SNOOZED])),
        When(waiting, then=Value(PLACES[Group.WAITING])),
        When(due__lt=seen.now, then=Value(PLACES[Group.LATE])),
        When(due__lte=seen.end_of_today, then=Value(PLACES[Group.TODAY])),
        When(due__lte=seen.end_of_week, then=Value(PLACES[Group.LATER_THIS_WEEK])),
        default=Value(PLACES[Group.LATER]),
    )
    listed = Case(
        When(snoozed_until__gt=seen.now, then=F("snoozed_until")),
        When(direction=Direction.THEIRS, then=Coalesce(Cast("push_on", DateTimeField()), F("due"))),
        default=F("due"),
    )
    return rows.annotate(place=place, listed=listed)


def _group(group: Group, marks: Sequence[Mark], shown: Mapping[int, Row]) -> Rows:
    count = marks[0].total if marks else 0
    if group not in SHOWN:
        return Rows(group, count, ())
    rows = tuple(shown[mark.pk] for mark in marks if mark.pk in shown)
    return Rows(group, count, rows, _encode(marks[-1]) if count > len(marks) else "")


def shown_rows(ids: Sequence[int], actor: Actor, *, now: datetime) -> dict[int, Row]:
    """These promises as rows, by id; the caller has reached them through `visible_to`."""
    if not ids:
        return {}
    found = _linked().rows(ids=list(ids))
    calendars, sources = Calendars(), seen_sources(found, actor)
    rows: dict[int, Row] = {}
    for promise in found:
        shows = (promise.source_kind, promise.source_id) in sources or not promise.source_kind
        stands = standing(owed_of(promise), now, calendar_owed_by(promise, calendars))
        rows[promise.pk] = Row(promise, stands, promise.source_text if shows else "", shows, _covered(promise, actor))
    return rows


@prepared
def _linked() -> QuerySet[Promise]:
    linked = Promise._default_manager.select_related(*NAMED, "blocked_by").only(*COLUMNS)
    return linked.filter(among("pk", Given("ids", IDS)))


def owed_of(promise: Promise) -> Owed:
    """What the rules need to know of a promise to say how it stands."""
    return Owed(
        state=PromiseState(promise.state),
        due=Due(on=promise.due_on, at=promise.due_at),
        made_at=promise.created_at,
        direction=Way(promise.direction),
        kept_at=promise.closed_at,
        snoozed_until=promise.snoozed_until,
        is_blocked=promise.blocked_by is not None and promise.blocked_by.state == State.OPEN,
    )


def calendar_owed_by(promise: Promise, calendars: Calendars) -> WorkingCalendar:
    """The calendar of whoever owes it, in the zone the promise was given in."""
    owners_team = promise.owner.team_id if promise.owner else None
    calendar = calendars.of(promise.department_id, owners_team, promise.team_id)
    return calendar if calendar.zone == promise.zone else _in_zone(calendar, promise.zone)


@lru_cache(maxsize=64)
def _in_zone(calendar: WorkingCalendar, zone: str) -> WorkingCalendar:
    return replace(calendar, zone=zone)


def _covered(promise: Promise, actor: Actor) -> str:
    """The name of the colleague for whom it stands on this list; empty if it is the actor's own."""
    people = [person for person in (promise.minder, promise.owner) if person is not None]
    if any(person.pk == actor.user_id for person in people):
        return ""
    return next((person.name for person in people if person.pk in actor.covers), "")


def _encode(last: Mark) -> str:
    mark = json.dumps([last.listed.isoformat(), last.pk])
    return base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=")


def _cursor(after: str) -> tuple[datetime, int]:
    try:
        moment, last_id = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        return datetime.fromisoformat(moment), int(last_id)
    except (ValueError, TypeError, binascii.Error) as problem:
        raise Invalid({"after": _("This page mark is not valid. Start again from the first page.")}) from problem
