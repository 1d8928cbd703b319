"""What commitments warn of in time: that too much, too little, or most of it already will be taken."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key, working_lead_due
from followthrough.serving.usage.models import KeptStanding
from followthrough.serving.usage.queries.chains import versions_of
from followthrough.serving.usage.queries.standing import Word
from followthrough.winning.contracts.queries.terms import calendar_of

OVER, SHORT, SHARE = "usage.over", "usage.short", "usage.share"
KIND = "usage.commitment"
SOON = 3  # working days to talk about what was noticed


def wanted_over(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Talk to the customer so many working days before the most is passed."""
    for one in _standings(ids, (Word.EXCEEDS, Word.EXCEEDED)):
        because = gettext_noop("Of %(maximum)s %(unit)s %(taken)s are taken; about %(day)s it is more.")
        yield _wanted(one, OVER, gettext_noop("Agree on what goes over: %(name)s"), because, one.maximum_on, days, now)


def wanted_short(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Talk to the customer so many working days before a period ends in which the least will not be reached."""
    for one in _standings(ids, (Word.SHORT,)):
        because = gettext_noop("At least %(minimum)s %(unit)s are owed by %(end)s; %(projected)s are expected.")
        yield _wanted(one, SHORT, gettext_noop("Help them use what they pay for: %(name)s"), because, one.period_end,
                      days, now)  # fmt: skip


def wanted_share(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Tell the customer that so many percent of the most are taken, where that is faster than the period goes by."""
    for one in _standings(ids, (Word.WITHIN, Word.EARLY)):
        taken = one.share if one.maximum is not None else None
        if taken is None or taken * 100 < days or taken <= one.elapsed:
            continue
        because = gettext_noop("Of %(maximum)s %(unit)s %(taken)s are taken; the period runs until %(end)s.")
        yield _wanted(one, SHARE, gettext_noop("Tell them how much is taken: %(name)s"), because, None, 0, now)


WANTED = {OVER: wanted_over, SHORT: wanted_short, SHARE: wanted_share}


def _standings(ids: Collection[int] | None, words: Iterable[Word]) -> Iterator[KeptStanding]:
    rows = KeptStanding.objects.filter(word__in=[one.value for one in words], commitment__binned_at__isnull=True)
    if ids is not None:
        rows = rows.filter(commitment__in=ids)
    linked = rows.select_related("commitment__contract__account", "commitment__contract__owner",
                                 "commitment__contract__team", "commitment__contract__contact")  # fmt: skip
    yield from linked.order_by("pk")


def _wanted(
    one: KeptStanding, rule: str, what: str, because: str, target: date | None, days: int, now: datetime
) -> Wanted:
    contract = one.commitment.contract
    calendar = calendar_of(contract, Calendars())
    today = calendar.day_of(now)
    soon = calendar.add_working_days(today, SOON)
    due = working_lead_due(target, days, calendar, not_before=today) if target else today
    starts_now = due < soon
    if starts_now:
        due = soon
    first = versions_of(one.commitment)[0]
    with written_for(contract.owner):
        return Wanted(
            what=_(what) % {"name": one.commitment.name},
            kind=KIND,
            due_on=due,
            account=contract.account,
            contact=contract.contact,
            owner=contract.owner,
            team=contract.team,
            source=one.commitment,
            source_text=_(because) % _gaps(one),
            rule=rule,
            occurrence=occurrence_key(rule, f"commitment:{first.pk}", one.period_start),
            starts_now=starts_now,
        )


def _gaps(one: KeptStanding) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "taken": _number(one.taken),
        "maximum": _number(one.maximum),
        "minimum": _number(one.minimum),
        "projected": _number(one.projected),
        "day": day_said(one.maximum_on) if one.maximum_on else "",
        "end": day_said(one.period_end),
    }


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    whole = value.quantize(Decimal(1)) if value == value.to_integral_value() or abs(value) >= 100 else value.normalize()
    return number_format(whole, use_l10n=True, force_grouping=True)
