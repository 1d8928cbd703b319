"""What a contract's parts owe: each planned day as a promise to be made, with the wait for what must come first."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Direction, Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import USUAL_LADDER, occurrence_key
from followthrough.winning.contracts.models import (
    BenefitCall,
    Contract,
    ContractDiscount,
    Entitlement,
    EntitlementKind,
    PlacementKind,
)
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, terms_of
from followthrough.winning.contracts.rules.owed import Plan, due_day, planned_days, promised_through
from followthrough.winning.contracts.rules.terms import Run
from followthrough.winning.quotes.models import Quote

RULE = "contracts.entitled"
DELIVERY, REFRESH, PLACEMENT = "contracts.delivery", "contracts.refresh", "contracts.placement"
BENEFIT, DISCOUNT, NOTICE, MATERIAL = (
    "contracts.benefit",
    "contracts.discount",
    "contracts.notice",
    "contracts.material",
)
PROMISE_KIND = {
    EntitlementKind.DELIVERABLE: DELIVERY,
    EntitlementKind.REFRESH: REFRESH,
    EntitlementKind.PLACEMENT: PLACEMENT,
    EntitlementKind.BENEFIT: BENEFIT,
    EntitlementKind.SEATS: BENEFIT,
    EntitlementKind.DISCOUNT: DISCOUNT,
    EntitlementKind.NOTICE: NOTICE,
}
_KEY = re.compile(r"[\w.]+/(entitlement|discount):(\d+)/(?:on-(\d{4}-\d\d-\d\d)|fact-(\d+))")

Owing = Entitlement | ContractDiscount


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of a contract its promises are made for: from the term's first day through a day."""

    contract: Contract
    run: Run
    through: date
    today: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What the key of a promise says: which part (`entitlement`, 12), and the planned day or the number of a call."""

    part: str
    pk: int
    planned: date | None
    call: int = 0


def occurrence_of(key: str | None) -> Occurrence | None:
    """Take a promise's key apart; None for a promise no part of a contract is behind."""
    found = _KEY.fullmatch(key or "")
    if found is None:
        return None
    return Occurrence(found[1], int(found[2]), date.fromisoformat(found[3]) if found[3] else None, int(found[4] or 0))


def key_of(part: Owing, planned: date | int, rule: str = RULE) -> str:
    """The one key of what a part owes on a day, or for a call with that number."""
    return occurrence_key(rule, f"{word_of(part)}:{part.pk}", planned)


def word_of(part: Owing) -> str:
    """The word for a part in keys."""
    return "entitlement" if isinstance(part, Entitlement) else "discount"


def span_of(contract: Contract, calendars: Calendars, now: datetime) -> Span | None:
    """For which days its promises are made as of now; None before it has a first day."""
    calendar, terms = calendar_of(contract, calendars), terms_of(contract)
    today = calendar.day_of(now)
    found = dates_of(contract, today, calendar)
    if terms is None or found.run is None:
        return None
    return Span(contract, found.run, promised_through(terms, found.run, today, calendar, found.last_day), today)


def owing_parts(contracts: Sequence[Contract]) -> list[Owing]:
    """Everything signed that owes something by itself, discounts too; two queries for any number of contracts."""
    ids = [one.pk for one in contracts]
    links = ("contract__owner", "department", "person")
    rows = _signed(Entitlement, ids).select_related(*links).order_by("pk")
    return [*rows, *_signed(ContractDiscount, ids).select_related("contract__owner", "department").order_by("pk")]


def _signed(model: Any, ids: Collection[int]) -> Any:
    return model._default_manager.filter(contract__in=ids, effective_from__isnull=False, binned_at__isnull=True)


def wanted_entitled(
    spans: Sequence[Span], parts: Sequence[Owing], calendars: Calendars
) -> Iterator[tuple[Wanted, Wanted | None]]:
    """Each promise the parts owe in their spans, with the wait it needs first, if any. What is called owes nothing."""
    by_contract = {span.contract.pk: span for span in spans}
    for part in parts:
        span = by_contract[part.contract_id]
        calendar = calendar_for_part(part, span.contract, calendars)
        with written_for(person_for(part, span.contract)):
            for planned in planned_of(part, span):
                yield _promise(part, planned, span, calendar), _wait(part, planned, span, calendar)


def calendar_for_part(part: Owing, contract: Contract, calendars: Calendars) -> WorkingCalendar:
    """The calendar of whoever owes it: the department's, else the contract's."""
    owners_team = contract.owner.team_id if contract.owner else None
    return calendars.of(part.department_id, owners_team, contract.team_id)


def planned_of(part: Owing, span: Span) -> list[date]:
    """The days on which a part is owed within the span; none for what the customer calls."""
    first, recurrence, since = None, "", span.run.starts_on
    if isinstance(part, Entitlement):
        if part.is_called:
            return []
        first, recurrence = part.first_on, part.recurrence
    if first is None and not recurrence:
        first = _natural_day(part, span)
    assert part.effective_from is not None
    plan = Plan(part.effective_from, part.effective_until, first, recurrence, part.until)
    return planned_days(plan, since, span.through)


def has_natural_day(part: Owing) -> bool:
    """Whether it is owed by the end of the term, or its notice day, because no day of its own was agreed."""
    if isinstance(part, ContractDiscount):
        return part.until is None
    own = part.first_on or part.recurrence or (part.until and part.kind == EntitlementKind.DISCOUNT)
    return not own and part.kind in (EntitlementKind.DISCOUNT, EntitlementKind.NOTICE)


def _natural_day(part: Owing, span: Span) -> date | None:
    """The day of what is owed once and has none of its own: a discount's last, the last on which notice helps."""
    if isinstance(part, ContractDiscount) or part.kind == EntitlementKind.DISCOUNT:
        ends = [day for day in (part.until or span.through, part.effective_until) if day is not None]
        return min(ends)
    return (span.run.notice_by or span.through) if part.kind == EntitlementKind.NOTICE else None


def person_for(part: Owing, contract: Contract) -> Any:
    """Who owes it: the person named; where no department is either, whoever looks after the contract."""
    person = part.person if isinstance(part, Entitlement) else None
    return person or (None if part.department_id else contract.owner)


def kind_of(part: Owing) -> str:
    """The kind of promise that comes of a part."""
    return PROMISE_KIND[EntitlementKind(part.kind)] if isinstance(part, Entitlement) else DISCOUNT


def words_of(part: Owing, quantity: int | None = None) -> str:
    """What is owed, in a line: "3 × Free banner"."""
    if isinstance(part, ContractDiscount):
        gaps = {"percent": f"{part.percent.normalize():f}", "what": part.name}
        return _("%(percent)s%% off: %(what)s") % gaps
    many = part.quantity if quantity is None else quantity
    return f"{many} × {part.name}" if many > 1 else part.name


def quoted_as(part: Owing, language: str) -> str:
    """The line a quote in that language promises it by."""
    with translation.override(language):
        place = part.place if isinstance(part, Entitlement) else ""
        return f"{words_of(part)}, {place}"[:300] if place else words_of(part)[:300]


def quoted_in(quote: Quote) -> list[str]:
    """What a quote promises, line by line without its marks."""
    lines = (line.strip(" -•*") for line in quote.promises.splitlines())
    return [line[:300] for line in lines if line]


def _promise(part: Owing, planned: date, span: Span, calendar: WorkingCalendar) -> Wanted:
    contract = span.contract
    lead, window = (part.lead_days, part.window_days) if isinstance(part, Entitlement) else (0, 0)
    due = due_day(planned, lead, window, calendar, not_before=span.today)
    return Wanted(
        what=words_of(part),
        kind=kind_of(part),
        due_on=due,
        account=contract.account,
        owner=person_for(part, contract),
        department=part.department,
        team=contract.team,
        source=contract,
        source_text=because(part, planned),
        rule=RULE,
        occurrence=key_of(part, planned),
    )


def because(part: Owing, planned: date) -> str:
    """Why it is owed: when it was planned for, where it stands, and what shows that it was done."""
    said = [_("Planned for %(day)s.") % {"day": day_said(planned)}]
    if isinstance(part, Entitlement):
        said += [_("Where: %(place)s.") % {"place": part.place}] if part.place else []
        said += [_("Shown by: %(proof)s.") % {"proof": part.proof}] if part.proof else []
    return " ".join(said)


def _wait(part: Owing, planned: date, span: Span, calendar: WorkingCalendar) -> Wanted | None:
    """What they must send before it can be done; they are reminded as its day comes near, the last time on it."""
    if not isinstance(part, Entitlement):
        return None
    needs, days = needed_for(part)
    if not needs:
        return None
    contract, due = span.contract, due_day(planned, days, 0, calendar, not_before=span.today)
    return Wanted(
        what=_("%(needs)s for: %(what)s") % {"needs": needs, "what": part.name},
        kind=MATERIAL,
        due_on=due,
        account=contract.account,
        contact=contract.contact,
        owner=contract.owner,
        team=contract.team,
        source=contract,
        source_text=_("Needed before %(day)s.") % {"day": day_said(planned)},
        rule=RULE,
        occurrence=key_of(part, planned, MATERIAL),
        direction=Direction.THEIRS.value,
        ladder=USUAL_LADDER,
        asked_on=max(span.today, calendar.add_working_days(due, -USUAL_LADDER[-1])),
    )


PLACED_BEFORE = 10


def needed_for(part: Entitlement) -> tuple[str, int]:
    """What they must send and how many working days before; a placement needs its creative in any case."""
    if part.needs or part.kind != EntitlementKind.PLACEMENT:
        return part.needs, part.needs_days
    return material_for(is_clicked=placed_as(part).is_clicked), part.needs_days or PLACED_BEFORE


def placed_as(part: Entitlement) -> PlacementKind:
    """What a placement is sold as; a banner where nobody said."""
    return PlacementKind(part.stands_as or PlacementKind.BANNER)


def material_for(*, is_clicked: bool) -> str:
    """What a customer has to send for a placement."""
    return _("Creative and target address") if is_clicked else _("Artwork")


def promises_of(entitlement: Owing) -> Any:
    """All promises that have come of an entitlement, closed and fallen ones too; calls among them."""
    prefix = f"{RULE}/{word_of(entitlement)}:{entitlement.pk}/"
    return Promise._default_manager.filter(occurrence__startswith=prefix, binned_at__isnull=True).order_by("due", "pk")


@dataclass(frozen=True, slots=True)
class Called:
    """What was called of an entitlement and not withdrawn: how many in all, and with each call."""

    of_call: dict[int, int]

    @property
    def quantity(self) -> int:
        """In all."""
        return sum(self.of_call.values())


def called_from(entitlements: Collection[int]) -> defaultdict[int, Called]:
    """What has been called of each; in one query."""
    rows: Any = BenefitCall._default_manager.filter(entitlement__in=list(entitlements), binned_at__isnull=True)
    found: defaultdict[int, Called] = defaultdict(lambda: Called({}))
    for pk, part, quantity in rows.values_list("pk", "entitlement", "quantity") if entitlements else ():
        found[part].of_call[pk] = quantity
    return found
