"""Signing makes every promise in a contract; changes touch the future alone; the engine may run again and again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.actions.entitling import entitle_due
from followthrough.winning.contracts.models import BenefitCall, Contract, ContractDiscount, Entitlement
from followthrough.winning.contracts.queries.entitled import promises_of
from followthrough.winning.contracts.queries.fulfilment import fulfilment_of, totals
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIGNED_AT = datetime(2026, 1, 22, 15, tzinfo=UTC)
MONTHLY = "FREQ=MONTHLY"


def owed(contract: Contract, name: str, **values: Any) -> Entitlement:
    """Something owed under the draft."""
    found: Entitlement = cast.made(Entitlement, contract=contract, name=name, **values)
    return found


def magazine(by: Actor) -> Contract:
    """A contract signed on 22 January: a refresh each month, ads with artwork before, a banner and a discount."""
    contract = agreements.drafted()
    production, design = (cast.made(Team, name=name, is_department=True) for name in ("Production", "Design"))
    monthly = {"recurrence": MONTHLY, "first_on": date(2026, 2, 27), "kind": "refresh"}
    owed(contract, "Monthly refresh", department=production, **monthly)
    ads = {"recurrence": "FREQ=MONTHLY;INTERVAL=6", "first_on": date(2026, 6, 15), "lead_days": 2, "proof": "the page"}
    owed(contract, "Full page ad", department=design, needs="Artwork", needs_days=10, **ads)
    owed(contract, "Free banner, 3 months", kind="benefit", quantity=2, department=design)
    cast.made(ContractDiscount, contract=contract, name="the booth", percent=20, until=date(2026, 9, 30))
    return agreements.signed(by, contract)


def dues(rows: Any) -> list[str]:
    """What is due when, in order."""
    return [f"{one.due_on} {one.what}" for one in rows.order_by("due", "pk")]


def test_every_promise_is_made_when_both_have_signed() -> None:
    with clock_at(SIGNED_AT):
        contract = magazine(agreements.desk())
    rows = Promise.objects.filter(source_id=contract.pk, rule="contracts.entitled")
    refreshes = rows.filter(kind="contracts.refresh")
    assert (refreshes.count(), refreshes.filter(department__name="Production", owner=None).count()) == (12, 12)
    assert dues(rows.filter(kind__in=("contracts.delivery", "contracts.material", "contracts.discount"))) == [
        "2026-06-01 Artwork for: Full page ad",
        "2026-06-11 Full page ad",
        "2026-09-30 20% off: the booth",
        "2026-12-01 Artwork for: Full page ad",
        "2026-12-11 Full page ad",
    ]
    first = rows.get(what="Full page ad", due_on=date(2026, 6, 11))
    assert first.blocked_by is not None
    assert (first.blocked_by.direction, first.blocked_by.due_on) == ("wait", date(2026, 6, 1))
    assert first.source_text == "Planned for 15 Jun 2026. Shown by: the page."
    assert contract.promised_until == agreements.END


def test_material_is_asked_for_as_its_day_comes_near() -> None:
    with clock_at(SIGNED_AT):
        contract = magazine(agreements.desk())
    waits = Promise.objects.filter(source_id=contract.pk, kind="contracts.material").order_by("due")
    assert [(one.asked_on, one.push_on, one.due_on) for one in waits] == [
        (date(2026, 5, 12), date(2026, 5, 15), date(2026, 6, 1)),
        (date(2026, 11, 11), date(2026, 11, 16), date(2026, 12, 1)),
    ]


def test_the_next_term_is_promised_once_it_is_certain_and_only_once() -> None:
    with clock_at(SIGNED_AT):
        contract = magazine(agreements.desk())
    with clock_at(datetime(2026, 12, 2, 15, tzinfo=UTC)):
        assert entitle_due() == 0  # notice may still be given
    with clock_at(datetime(2026, 12, 3, 15, tzinfo=UTC)):
        assert (entitle_due(), entitle_due()) == (12 + 2 * 2 - 2, 0)
    rows = Promise.objects.filter(source_id=contract.pk)
    assert rows.filter(kind="contracts.refresh").count() == 24
    assert max(dues(rows)) == "2028-01-27 Monthly refresh"


@pytest.mark.slow
def test_an_amendment_ends_what_is_to_come_and_leaves_the_past_and_what_was_worked_on() -> None:
    by = agreements.desk()
    with clock_at(SIGNED_AT):
        contract = magazine(by)
    refresh = Entitlement.objects.get(name="Monthly refresh")
    march, may, july = (
        promises_of(refresh).get(due_on=day) for day in (date(2026, 3, 27), date(2026, 5, 27), date(2026, 7, 27))
    )
    with clock_at(datetime(2026, 4, 1, 15, tzinfo=UTC)):
        cast.does(by, Promise, "keep", march, note="Sent")
        cast.does(by, Promise, "keep", july, note="Sent early")
        cast.does(by, Promise, "edit", may, what="Refresh with the new fields")
        one = agreements.amendment(by, contract, date(2026, 5, 1), "Weekly instead")
        cast.does(by, Entitlement, "end", refresh, amendment=one.ref)
        weekly = {"recurrence": "FREQ=WEEKLY", "first_on": "2026-05-08", "name": "Weekly refresh", "kind": "refresh"}
        cast.does(by, Entitlement, "create", amendment=one.ref, **weekly)
        done = cast.does(
            by, type(one), "mark-signed", one, signed_on=date(2026, 4, 1), signed_by="both", file=agreements.scan()
        )
    states = [(f"{one.due_on:%m}", one.state) for one in promises_of(refresh)]
    assert states == [
        ("02", "open"), ("03", "kept"), ("04", "open"), ("05", "open"), ("06", "void"), ("07", "kept"),
        *((month, "void") for month in ("08", "09", "10", "11", "12")), ("01", "void"),
    ]  # fmt: skip
    assert f"Somebody has worked on {may.ref}" in done.message
    assert promises_of(Entitlement.objects.get(name="Weekly refresh")).count() == 39


@pytest.mark.slow
def test_notice_ends_the_promises_after_the_last_day_and_withdrawn_brings_them_back() -> None:
    by = agreements.desk()
    with clock_at(SIGNED_AT):
        contract = magazine(by)
    with clock_at(datetime(2026, 9, 1, 15, tzinfo=UTC)):
        cast.does(by, Contract, "terminate", contract, terminated_on=date(2026, 10, 31), reason="Agreed")
    open_ones = Promise.objects.filter(source_id=contract.pk, state="open")
    assert max(dues(open_ones)) == "2026-10-27 Monthly refresh"
    with clock_at(datetime(2026, 9, 1, 16, tzinfo=UTC)):
        other = magazine_of(by, "Other")
        cast.does(by, Contract, "give-notice", other, notice_from="them")
        cast.does(by, Contract, "withdraw-notice", other)
    assert Promise.objects.filter(source_id=other.pk, state="void").count() == 0


def magazine_of(by: Actor, name: str) -> Contract:
    """Another customer's."""
    contract = agreements.drafted(cast.account(name), name=name)
    owed(contract, "Report", recurrence=MONTHLY)
    return agreements.signed(by, contract)


def test_a_benefit_is_called_until_none_is_left_and_given_back_when_withdrawn() -> None:
    by = agreements.desk()
    with clock_at(SIGNED_AT):
        contract = magazine(by)
    banner = Entitlement.objects.get(name="Free banner, 3 months")
    day = date(2026, 12, 1)
    assert cast.does(by, Entitlement, "call", banner, wanted_on=day).message.endswith("1 left.")
    with pytest.raises(Refused, match="1 left"):
        cast.does(by, Entitlement, "call", banner, wanted_on=day, quantity=2)
    with pytest.raises(Invalid, match="until 31 Jan 2027"):
        cast.does(by, BenefitCall, "create", entitlement=banner.ref, wanted_on="2027-02-01")
    second = cast.does(by, BenefitCall, "create", entitlement=banner.ref, wanted_on="2026-12-08")
    with pytest.raises(Refused, match="0 left"):
        cast.does(by, Entitlement, "call", banner, wanted_on=day)
    cast.does(by, BenefitCall, "delete", second.ref)
    assert [one.state for one in promises_of(banner)] == ["open", "void"]
    cast.does(by, BenefitCall, "restore", second.ref)
    assert [one.state for one in promises_of(banner)] == ["open", "open"]
    (told,) = [one for one in fulfilment_of(contract) if one.entitlement == banner]
    assert (told.entitled, told.promised, told.kept, told.left) == (2, 2, 0, 2)


def test_the_figures_of_fulfilment_add_up_in_a_fixed_number_of_queries() -> None:
    by = agreements.desk()
    with clock_at(SIGNED_AT):
        contract = magazine(by)
    refresh = Entitlement.objects.get(name="Monthly refresh")
    for promise in promises_of(refresh)[:8]:
        cast.does(by, Promise, "keep", promise, note="Sent")
    cast.does(by, Promise, "miss", promises_of(refresh)[8], reason="we_late")
    with CaptureQueriesContext(connection) as asked:
        rows = fulfilment_of(Contract.objects.select_related("owner", "team").get(pk=contract.pk))
    told = {one.entitlement.title: (one.entitled, one.promised, one.kept, one.late, one.left) for one in rows}
    assert told == {
        "Monthly refresh": (12, 12, 8, 1, 3),  # one missed
        "Full page ad": (2, 2, 0, 1, 2),
        "Free banner, 3 months": (2, 0, 0, 0, 2),
        "the booth": (1, 1, 0, 1, 1),
    }
    assert totals(rows) == {"entitled": 17, "promised": 15, "kept": 8, "late": 3, "left": 8}
    assert len(asked) <= 10


@pytest.mark.slow
def test_a_contract_of_five_hundred_promises_is_signed_in_as_many_queries_as_a_small_one() -> None:
    by, counts = agreements.desk(), []
    for name, parts in (("Small", 1), ("Large", 42)):
        contract = agreements.drafted(cast.account(name), name=name)
        for number in range(parts):
            owed(contract, f"Report {number}", recurrence=MONTHLY, needs="Figures", needs_days=3)
        with clock_at(SIGNED_AT), CaptureQueriesContext(connection) as asked:
            agreements.signed(by, contract)
        counts.append(len(asked))
        assert Promise.objects.filter(source_id=contract.pk, kind="contracts.delivery").count() == 12 * parts
    assert counts[1] <= counts[0] + 5
