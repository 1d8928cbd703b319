"""What the heads-up ladder wants: up to four promises of the owner per term, and the outcome once the term is over."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.settings import rules_now
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.contracts.models import Contract, ContractState
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.renewals.models import Outcome, Renewal
from followthrough.winning.renewals.queries.terms import Term, renewable, term_of
from followthrough.winning.renewals.rules.ladder import AHEAD, is_due, rung_day

HEADS_UP = "renewals.heads_up"
RUNGS = ("renewals.first", "renewals.second", "renewals.third", "renewals.last")
USUAL = (120, 90, 60, 30)
OUTCOME = "renewals.outcome"
CONTRACT, RENEWAL = Contract._meta.label_lower, Renewal._meta.label_lower
SAYS = (
    gettext_noop("Prepare the renewal of %(name)s"),
    gettext_noop("Talk with %(account)s about the renewal of %(name)s"),
    gettext_noop("Send the offer for the renewal of %(name)s"),
    gettext_noop("Get the answer on the renewal of %(name)s"),
)


def rungs_now() -> dict[str, int]:
    """The rungs that are on, with their days, as a manager set them."""
    found = rules_now()
    return {key: found[key].days for key in RUNGS if found[key].is_on}


def heads_up(place: int) -> Callable[[Collection[int] | None, int, datetime], Iterator[Wanted]]:
    """The rule of one rung; `place` 0 is the first."""
    return lambda ids, days, now: _wanted_rung(place, ids, days, now)


def coming(now: datetime, days: int) -> QuerySet[Contract]:
    """Signed contracts whose end nobody decided and whose day that counts lies at most so many days ahead.

    A day of zones comes on top.
    """
    today = now.date()
    rows = Contract._default_manager.filter(
        state=ContractState.SIGNED,
        binned_at__isnull=True,
        notice_given_on__isnull=True,
        superseded_from__isnull=True,
    )
    soon = Q(notice_by__lte=today + timedelta(days=days + 1)) | Q(
        notice_by__isnull=True, term_ends_on__lte=today + timedelta(days=days + 1)
    )
    return rows.filter(soon, term_ends_on__gte=today - timedelta(days=1))


def _wanted_rung(place: int, ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    rows = coming(now, days + AHEAD)
    rows = rows.filter(pk__in=ids) if ids is not None else rows
    rows = rows.annotate(target=Coalesce("notice_by", "term_ends_on"))
    calendars, rungs = Calendars(), list(rungs_now().values())
    if below := [one for one in rungs if one < days]:  # the next rung has taken over; a day of zones on top
        rows = rows.filter(target__gte=now.date() + timedelta(days=max(below) + AHEAD - 1))
    if ids is None:  # nearly all of them were promised before: only the others are read whole
        rows = rows.filter(pk__in=_without_promise(place, dict(rows.values_list("pk", "target"))))
    for one in renewable(list(rows.select_related("account", "owner", "team", "contact").order_by("pk"))):
        calendar = calendar_of(one, calendars)
        today = calendar.day_of(now)
        term = term_of(one, today, calendar)
        known = calendar.day_of(one.state_since)
        if term and is_due(term.target, days, rungs, today=today, known_on=known):
            yield _rung(place, one, term, days, calendar.shift_back_to_working_day(rung_day(term.target, days)), today)


def _without_promise(place: int, targets: Mapping[int, date]) -> list[int]:
    """Those of the contracts whose promise for the present target was never made, whatever became of it."""
    keys = {_key(place, pk, target): pk for pk, target in targets.items()}
    rows = Promise._default_manager.filter(occurrence__in=list(keys))
    made = set(rows.values_list("occurrence", flat=True))
    return [pk for key, pk in keys.items() if key not in made]


def _key(place: int, pk: int, target: date) -> str:
    return occurrence_key(RUNGS[place], f"contract:{pk}", target)


def _rung(place: int, one: Contract, term: Term, days: int, day: date, today: date) -> Wanted:
    with written_for(one.owner):
        gaps = {"name": one.name, "account": one.account.name}
        because = _("%(days)d days before the last day for notice, %(day)s.") if term.notice_by else ""
        because = because or _("%(days)d days before it ends, %(day)s.")
        return Wanted(
            what=_(SAYS[place]) % gaps,
            kind=HEADS_UP,
            due_on=max(day, today),
            account=one.account,
            contact=one.contact,
            owner=one.owner,
            team=one.team,
            source=one,
            source_text=because % {"days": days, "day": day_said(term.target)},
            rule=RUNGS[place],
            occurrence=_key(place, one.pk, term.target),
            starts_now=day < today,
        )


def wanted_outcomes(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """What became of a renewal whose term is over, where nothing that happened tells it."""
    rows = Renewal._default_manager.filter(state=Outcome.OPEN, binned_at__isnull=True, ends_on__lt=now.date())
    rows = rows.filter(pk__in=ids) if ids is not None else rows
    calendars = Calendars()
    for one in rows.select_related("account", "owner", "team", "contract__owner").order_by("pk"):
        calendar = calendar_of(one.contract, calendars)
        with written_for(one.owner):
            yield Wanted(
                what=_("Write down what became of the renewal of %(name)s") % {"name": one.name},
                kind=OUTCOME,
                due_on=calendar.add_working_days(max(one.ends_on, calendar.day_of(now)), days),
                account=one.account,
                owner=one.owner,
                team=one.team,
                source=one,
                source_text=_("Its term ended on %(day)s.") % {"day": day_said(one.ends_on)},
                rule=OUTCOME,
                occurrence=occurrence_key(OUTCOME, f"renewal:{one.pk}", one.ends_on),
            )
