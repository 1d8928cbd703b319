"""A contract's terms on a day, and what follows from them: its present term, the last day for notice, its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.models import AmendmentState, Contract, Party, TermChange
from followthrough.winning.contracts.rules.standing import Standing, State, standing
from followthrough.winning.contracts.rules.terms import NoticeUnit, Run, Terms, end_of, run_on

# What an amendment may change; from when a contract runs stays what it was.
CHANGING = (
    "ends_on",
    "renews",
    "renewal_months",
    "renewal_limit",
    "notice",
    "notice_unit",
    "payment_days",
    "billing",
)
TERMS = ("starts_on", "term_months", *CHANGING)


@dataclass(frozen=True, slots=True)
class Dates:
    """A contract's dates as seen on a day; each None where it has none (not dated yet, open-ended)."""

    run: Run | None
    last_day: date | None
    notice_by: date | None
    act_by: date | None  # the last working day on which notice can still be given


def terms_of(values: Any) -> Terms | None:
    """The terms of a contract, or of any row with its columns; None before it has a start."""
    if values.starts_on is None:
        return None
    return Terms(
        values.starts_on,
        values.ends_on,
        values.renews and values.ends_on is not None,
        max(values.renewal_months or 0, 1),
        values.renewal_limit,
        values.notice or 0,
        NoticeUnit(values.notice_unit),
    )


def calendar_of(contract: Contract, calendars: Calendars | None = None) -> WorkingCalendar:
    """The calendar a contract's days are counted by: that of its owner's team, else of its own."""
    owners_team = contract.owner.team_id if contract.owner else None
    return (calendars or Calendars()).of(owners_team, contract.team_id)


def dates_of(contract: Contract, day: date, calendar: WorkingCalendar) -> Dates:
    """Its present term on that day, the last day of all if there is one, and the last day to give notice.

    Notice can no longer be given once it was, or where the contract ends anyhow and does not renew. The contract that
    takes its place ends it on the day before.
    """
    terms = terms_of(contract)
    if terms is None:
        return Dates(None, None, None, None)
    cut = _cut_on(contract)
    ends = end_of(terms, contract.notice_given_on, calendar)
    last = min(cut, ends or cut) if cut else ends
    run = run_on(terms, min(day, last) if last else day, calendar)
    waits_for_notice = terms.renews and not run.is_last and contract.notice_given_on is None
    notice_by = run.notice_by if waits_for_notice and cut is None else None
    return Dates(run, last, notice_by, calendar.shift_back_to_working_day(notice_by) if notice_by else None)


def _cut_on(contract: Contract) -> date | None:
    """Its last day by termination, or since another contract takes its place."""
    before = contract.superseded_from - timedelta(days=1) if contract.superseded_from else None
    return min((day for day in (contract.terminated_on, before) if day), default=None)


def kept_dates(contract: Contract, day: date, calendar: WorkingCalendar) -> Values:
    """The columns that lists sort and filter by, as they are on that day."""
    found = dates_of(contract, day, calendar)
    ends = found.run.ends_on if found.run else None
    if found.last_day is not None:
        ends = min(found.last_day, ends or found.last_day)
    return {"term_ends_on": ends, "notice_by": found.notice_by, "last_day": found.last_day}


def standing_of(contract: Contract, day: date, calendar: WorkingCalendar) -> Standing:
    """How it stands on that day."""
    found = dates_of(contract, day, calendar)
    return standing(
        State(contract.state),
        day,
        starts_on=contract.starts_on,
        ends_on=found.last_day,
        notice_by=found.notice_by,
        terminated_on=contract.terminated_on,
        is_asked=contract.with_party == Party.APPROVER,
    )


def term_changes(contract: Contract) -> list[TermChange]:
    """Every term that a signed amendment has changed, the last to come into force first."""
    rows = TermChange._default_manager.filter(amendment__contract=contract, binned_at__isnull=True)
    rows = rows.filter(amendment__state=AmendmentState.SIGNED).select_related("amendment")
    return list(rows.order_by("-amendment__effective_on", "-amendment__number", "-pk"))


def terms_on(contract: Contract, day: date) -> Values:
    """The terms as they are agreed for that day: those of now, taken back through amendments in force only later."""
    values = {name: getattr(contract, name) for name in TERMS}
    return unwound(values, (one for one in term_changes(contract) if one.amendment.effective_on > day))


def unwound(values: Values, changes: Iterable[TermChange]) -> Values:
    """The values before these changes, which come the last first."""
    return {**values, **{one.term: read_term(one.term, one.before) for one in list(changes)}}


def read_term(name: str, text: str) -> Any:
    """The value of a term as it is written in an amendment. Raises Invalid for one that can't be read."""
    field = type_of(Contract).fields[name]
    if field.kind is Kind.YES_NO and text == "":
        return False
    return read_value(field, text, SYSTEM)


def written_term(value: Any) -> str:
    """A term's value as it is kept in an amendment: days as 2027-01-31, yes and no, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
