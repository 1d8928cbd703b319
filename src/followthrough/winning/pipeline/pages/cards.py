"""An opportunity as a card, a stage as a lane."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.records.listing import COUNTED_UP_TO
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.keystone.promises.rules import Direction, Due, Owed, PromiseState, StandingWord, standing
from followthrough.web.frame import shown_person
from followthrough.web.looks.table import count_text
from followthrough.web.shapes import Badge, Link, Ring
from followthrough.web.shapes.boards import Card, Lane, MoveChoice
from followthrough.web.shapes.parts import RingState
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import due_text, money_text, month_text, percent_text
from followthrough.winning.pipeline import queries
from followthrough.winning.pipeline.models import Opportunity, StageKind
from followthrough.winning.pipeline.queries.promised import RULES

RINGS: dict[StandingWord, RingState] = {
    StandingWord.DUE_TODAY: "due",
    StandingWord.LATE: "late",
    StandingWord.WAITING: "wait",
    StandingWord.SNOOZED: "snooze",
}


def lanes(found: Sequence[queries.Lane], asked: Mapping[str, str], reader: Reader) -> tuple[Lane, ...]:
    """The stages of a board, in order."""
    calendars, choices = Calendars(), [MoveChoice(one.stage.ref, one.stage.name) for one in found]
    return tuple(_lane(one, choices, calendars, asked, reader) for one in found)


def _lane(
    found: queries.Lane, choices: Sequence[MoveChoice], calendars: Calendars, asked: Mapping[str, str], reader: Reader
) -> Lane:
    """A stage with its figures and first cards; the rest is one click away, in the list of the same filters."""
    kept = {**asked, "stage": found.stage.ref, "sort": "close_on"}
    rest, worth = found.count - len(found.cards), found.worth or ()
    moves = tuple(one for one in choices if one.lane != found.stage.ref)
    more = _("Show all %(count)s") % {"count": lane_count(found)}
    return Lane(
        key=found.stage.ref,
        title=found.stage.name,
        cards=tuple(card(one, moves, calendars, asked, reader) for one in found.cards),
        count=lane_count(found),
        note=_("%(chance)s likely") % {"chance": percent_text(found.stage.probability / 100)}
        if found.stage.kind == StageKind.OPEN
        else "",
        sum_text=worth_text(worth, reader),
        weighted_text=_("%(sum)s weighted") % {"sum": worth_text(worth, reader, weighted=True)}
        if worth and found.stage.kind == StageKind.OPEN
        else "",
        more=Link(more, f"/opportunities/?{urlencode(kept)}") if rest else None,
    )


def lane_count(lane: queries.Lane) -> str:
    """How many opportunities a stage has; above what is counted at once it says so."""
    return count_text(lane.count, lane.worth is not None or lane.count <= COUNTED_UP_TO)


def worth_text(worth: Sequence[queries.Worth], reader: Reader, *, weighted: bool = False) -> str:
    """Sums side by side, each in its own currency, never added up; the reader's own stands first."""
    own_first = sorted(worth, key=lambda one: (one.currency != reader.currency, one.currency))
    sums = [(one.weighted if weighted else one.total, one.currency) for one in own_first]
    return " · ".join(money_text(amount, currency, home=reader.currency) for amount, currency in sums)


def card(
    found: queries.Card, moves: tuple[MoveChoice, ...], calendars: Calendars, asked: Mapping[str, str], reader: Reader
) -> Card:
    """To whom, what, how much, until when, by whom, and what is next."""
    one, promise = found.opportunity, found.promise
    amount = one.amount
    return Card(
        id=str(one.pk),
        title=one.account.name if one.account else one.name,
        url=url_of(one),
        text=one.name if one.account else "",
        amount=money_text(amount, one.currency, home=reader.currency) if amount is not None else "",
        note=_closes(one, reader),
        by=shown_person(one.owner, reader.actor),
        age=_here(found),
        badges=_badges(found),
        ring=_ring(promise, calendars, reader) if promise else None,
        foot=_foot(one, promise, reader),
        foot_tone="plain" if promise else "due",
        foot_link=None if promise or one.state != StageKind.OPEN else Link(_("Add"), f"{url_of(one)}do/new-promise"),
        move_url=f"/pipeline/{one.ref}/move?{urlencode(asked)}" if reader.actor.may("opportunities.move") else "",
        version=str(one.version),
        moves=moves,
    )


def _here(found: queries.Card) -> str:
    """How long it has been in its stage; a stalled one says so with a badge."""
    if found.is_stalled or found.opportunity.state != StageKind.OPEN:
        return ""
    if not found.days:
        return _("here since today")
    return ngettext("%(count)s day here", "%(count)s days here", found.days) % {"count": found.days}


def _closes(one: Opportunity, reader: Reader) -> str:
    if one.closed_on:
        return _("closed %(month)s") % {"month": month_text(one.closed_on, today=reader.today)}
    if one.close_on:
        return _("closes %(month)s") % {"month": month_text(one.close_on, today=reader.today)}
    return ""


def _badges(found: queries.Card) -> tuple[Badge, ...]:
    stalled = Badge(_("%(count)s days here") % {"count": found.days}, "due", "hourglass")
    slipping = Badge(_("Slipping"), "late", "calendar-clock")
    return (stalled,) * found.is_stalled + (slipping,) * found.is_slipping


def _foot(one: Opportunity, promise: Promise | None, reader: Reader) -> str:
    if promise is None:
        return _("No next promise") if one.state == StageKind.OPEN else ""
    due = due_text(promise.due_on or promise.due, now=reader.now, zone=reader.zone)
    # The card says already what is sold: of what a rule promised, its kind is enough.
    what = str(kind_named(promise.kind).label) if promise.rule in RULES else promise.what
    return _("%(what)s, %(due)s") % {"what": what, "due": due}


def _ring(promise: Promise, calendars: Calendars, reader: Reader) -> Ring:
    owed = Owed(
        state=PromiseState.OPEN,
        due=Due(on=promise.due_on) if promise.due_on else Due(at=promise.due_at),
        made_at=promise.created_at,
        direction=Direction(promise.direction),
        snoozed_until=promise.snoozed_until,
        is_blocked=promise.blocked_by is not None and promise.blocked_by.state == PromiseState.OPEN,
    )
    owners_team = promise.owner.team_id if promise.owner else None
    found = standing(owed, reader.now, calendars.of(promise.department_id, owners_team, promise.team_id))
    return Ring(RINGS.get(found.word, "open"), found.elapsed)
