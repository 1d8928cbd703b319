"""What a contract owed is owed again by its renewal's contract: the same things, a term later, at the new prices."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import (
    Commitment,
    Contract,
    ContractDiscount,
    ContractLine,
    Entitlement,
    ServicePackage,
)
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import usual_pipeline
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.models import Renewal, UpliftRule
from followthrough.winning.renewals.rules.shifting import Shift
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@given(st.dates(date(2026, 2, 1), date(2027, 1, 31)), st.dates(date(2026, 2, 1), date(2027, 1, 31)), st.integers(1, 36))
def test_days_keep_their_order_when_a_term_is_moved(one: date, other: date, months: int) -> None:
    shift = Shift(date(2026, 2, 1), add_months(date(2026, 2, 1), months))
    assert shift.moved(min(one, other)) <= shift.moved(max(one, other))
    assert shift.moved(shift.before) == shift.after


def test_days_go_on_where_people_expect_them() -> None:
    year = Shift(date(2026, 2, 1), date(2027, 2, 1))
    assert year.moved(date(2026, 2, 28)) == date(2027, 2, 28)
    assert Shift(date(2027, 2, 1), date(2028, 2, 1)).moved(date(2027, 2, 28)) == date(2028, 2, 29)
    assert Shift(date(2026, 2, 1), date(2027, 2, 15)).moved(date(2026, 5, 4)) == date(2027, 5, 18)
    assert year.first_of("FREQ=WEEKLY", date(2026, 2, 2)) == date(2027, 2, 8)  # a Monday again
    assert year.first_of("FREQ=MONTHLY", date(2025, 5, 16)) == date(2027, 2, 16)  # it ran before this term
    assert year.first_of("FREQ=MONTHLY;COUNT=3", date(2026, 6, 16)) == date(2027, 6, 16)
    assert year.recurring("FREQ=MONTHLY;UNTIL=20261231;INTERVAL=3") == "FREQ=MONTHLY;UNTIL=20271231;INTERVAL=3"


def magazine(by: Actor) -> Contract:
    """Ad pages in named issues at a price, a monthly file, a benefit to call, a set-up, a discount, the rest."""
    usual_pipeline()
    drafted = agreements.drafted(renews=False, notice=30, billing="quarter_before")
    design = cast.made(Team, name="Design", is_department=True)
    pages = agreements.line(drafted, "Four pages", "1500", charged="once", quantity=4, billed_when="live")
    agreements.line(drafted, "Set-up", "500", charged="once")
    issues = {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "first_on": date(2026, 3, 16), "until": date(2026, 12, 31)}
    art: dict[str, Any] = {"stands_as": "ad_page", "needs_days": 10, "place": "Inside front", "flight_days": 30}
    cast.made(Entitlement, contract=drafted, name="Full page", kind="placement", line=pages, value=Decimal(1500),
              department=design, **issues, **art)  # fmt: skip
    cast.made(Entitlement, contract=drafted, name="Monthly file", kind="refresh", recurrence="FREQ=MONTHLY",
              first_on=date(2026, 2, 16), lead_days=2, proof="The log")  # fmt: skip
    cast.made(Entitlement, contract=drafted, name="Banner", kind="benefit", quantity=3, value=Decimal("99.99"))
    cast.made(ContractDiscount, contract=drafted, name="the booth", percent=20, until=date(2026, 10, 30))
    cast.made(Commitment, contract=drafted, name="Records", unit="records", maximum=Decimal(2_000_000))
    cast.made(ServicePackage, contract=drafted, name="Gold", includes="A call a month")
    return agreements.signed(by, drafted)


def renewed(by: Actor, contract: Contract, **values: Any) -> Contract:
    """The draft of the renewal's contract, from its accepted quote."""
    Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)
    quote = Quote.objects.get()
    if values:
        cast.does(by, Quote, "edit", quote, **values)
    cast.does(by, Quote, "note-sent", quote, how="By hand")
    cast.does(by, Quote, "accept", quote, who="Dana")
    return Contract.objects.get(ref=cast.does(by, Quote, "make-contract", quote).ref)


def told(contract: Contract) -> list[tuple[Any, ...]]:
    """What is promised under a contract, and when it is due."""
    rows = Promise.objects.filter(source_kind="contracts.contract", source_id=contract.pk, rule="contracts.entitled")
    return [(one.what, one.direction, one.due_on) for one in rows.order_by("what", "due_on")]


def test_signing_a_renewal_makes_its_promises_a_year_later() -> None:
    by = agreements.desk()
    cast.made(UpliftRule, name="Usual", price_by="percent", percent=Decimal("3.5"), is_default=True)
    contract = magazine(by)
    made = renewed(by, contract)
    assert (made.starts_on, made.ends_on, made.notice, made.billing) == (
        date(2027, 2, 1), date(2028, 1, 31), 30, "quarter_before",
    )  # fmt: skip
    assert [(one.title, one.unit_price, one.charged, one.billed_when) for one in made.contractlines.order_by("pk")] == [
        ("PlantBase Midwest", Decimal(12420), "year", "schedule"),
        ("Four pages", Decimal("1552.50"), "once", "live"),
    ]
    owed = Entitlement.objects.filter(contract=made).order_by("pk")
    assert [(one.name, one.first_on, one.until, one.value, one.line and one.line.title) for one in owed] == [
        ("Full page", date(2027, 3, 16), date(2027, 12, 31), Decimal("1552.50"), "Four pages"),
        ("Monthly file", date(2027, 2, 16), None, None, None),
        ("Banner", None, None, Decimal("103.49"), None),
    ]
    page = owed[0]
    assert (page.kind, page.place, page.stands_as, page.needs_days, page.flight_days, page.department.name) == (
        "placement", "Inside front", "ad_page", 10, 30, "Design",
    )  # fmt: skip
    assert [(one.name, one.until) for one in made.contractdiscounts.all()] == [("the booth", date(2027, 10, 30))]
    assert (made.commitments.get().maximum, made.servicepackages.get().includes) == (2_000_000, "A call a month")
    cast.does(by, Entitlement, "edit", page, place="Back cover")
    made = agreements.signed(by, made, on=date(2026, 11, 24))
    files = [date(2027, 2, 12), date(2027, 3, 12), date(2027, 4, 14), date(2027, 5, 13)]
    found = told(made)
    assert [due for what, _way, due in found if what == "Monthly file"][:4] == files
    assert [due for what, _way, due in found if what == "Full page"] == [
        date(2027, 3, 16), date(2027, 6, 16), date(2027, 9, 16), date(2027, 12, 16),
    ]  # fmt: skip
    assert {what: sum(one[0] == what for one in found) for what, _way, _due in found} == {
        "20% off: the booth": 1,
        "Artwork for: Full page": 4,
        "Full page": 4,
        "Monthly file": 12,
    }


def test_what_the_quote_no_longer_promises_is_not_carried_over_and_what_it_adds_is() -> None:
    by = agreements.desk()
    contract = magazine(by)
    made = renewed(by, contract, promises="- Monthly file\n- 4 × Banner")
    owed = Entitlement.objects.filter(contract=made).order_by("pk")
    assert [(one.name, one.kind) for one in owed] == [("Monthly file", "refresh"), ("4 × Banner", "deliverable")]
    assert made.contractdiscounts.count() == 0


def test_a_contract_made_from_the_deal_carries_all_from_the_day_it_begins() -> None:
    by = agreements.desk()
    contract = magazine(by)
    cast.does(by, Contract, "renew", contract)
    deal = Opportunity.objects.get()
    made = Contract.objects.get(ref=cast.does(by, Opportunity, "make-contract", deal, starts_on="2027-03-01").ref)
    assert [(one.name, one.first_on) for one in Entitlement.objects.filter(contract=made).order_by("pk")] == [
        ("Full page", date(2027, 6, 16)),  # the same issues
        ("Monthly file", date(2027, 3, 16)),
        ("Banner", None),
    ]
    assert ContractLine.objects.get(contract=made, description="Four pages").entitlements.count() == 1
