"""Data refreshes are promised by their recurrence, delivered with rows and hash, and count as usage."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Evidence, Promise
from followthrough.serving.usage.models import RefreshDelivery, RefreshSchedule
from followthrough.serving.usage.tests.metering import meter, refreshed, taken
from followthrough.winning.contracts.models import Entitlement
from followthrough.winning.contracts.queries.fulfilment import fulfilment_of
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def schedule(by, **values):
    told = {"name": "Midwest file", "recurrence": "FREQ=MONTHLY", "first_on": "2026-12-01", **values}
    ref = cast.does(by, RefreshSchedule, "create", **told).ref
    return RefreshSchedule.objects.get(ref=ref)


def promised():
    return [
        (one.due_on.isoformat(), one.state) for one in Promise.objects.filter(kind="contracts.refresh").order_by("due")
    ]


def test_refreshes_are_promised_once_by_their_recurrence_and_kept_by_the_delivery():
    by, counts = desk(), meter()
    one = schedule(by, account=counts.account.ref, meter=counts.ref)
    run_rules()
    assert (promised(), one.next_on) == ([("2026-12-01", "open"), ("2027-01-01", "open")], date(2026, 12, 1))
    file = b"id,name\n1,Mill\n2,Bakery\n3,Silo\n"
    with clock_at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        cast.does(by, RefreshSchedule, "deliver", one, file=ContentFile(file, name="midwest.csv"))
    made, one = RefreshDelivery.objects.get(), refreshed(one)
    assert (made.rows, made.planned_on, made.sha256) == (3, date(2026, 12, 1), hashlib.sha256(file).hexdigest())
    assert (one.last_on, one.next_on, taken(counts)) == (date(2026, 12, 1), date(2027, 1, 1), "3")
    assert promised() == [("2026-12-01", "kept"), ("2027-01-01", "open")]
    assert Evidence.objects.get().text == f"3 rows, SHA-256 {made.sha256[:12]}"


def test_a_schedule_under_an_entitlement_keeps_what_the_contract_promised():
    by, draft = desk(), agreements.drafted()
    tech = cast.made(Team, name="Tech", is_department=True)
    told = {"kind": "refresh", "recurrence": "FREQ=MONTHLY", "first_on": date(2026, 12, 1), "lead_days": 1}
    owed = cast.made(Entitlement, contract=draft, name="Midwest file", department=tech, **told)
    contract = agreements.signed(by, draft)
    one = schedule(by, account=contract.account.ref, entitlement=owed.ref, recurrence="")
    run_rules()
    before = promised()
    assert (before, one.recurrence) == ([("2026-11-30", "open"), ("2026-12-31", "open")], "FREQ=MONTHLY")
    assert (one.contract, one.department, one.next_on) == (contract, tech, date(2026, 12, 1))
    with clock_at(datetime(2026, 11, 30, 9, tzinfo=UTC)):
        cast.does(by, RefreshSchedule, "deliver", one, rows=1200, sha256="AB" * 32)
    assert promised() == [("2026-11-30", "kept"), ("2026-12-31", "open")]
    kept = Promise.objects.get(kind="contracts.refresh", state="kept")
    assert (kept.source_ref, kept.verdict, kept.evidence.get().record_ref) == (contract.ref, "on_time", one.ref)
    with clock_at(datetime(2026, 11, 30, 10, tzinfo=UTC)):
        row = next(row for row in fulfilment_of(contract) if row.entitlement == owed)
    assert (row.entitled, row.kept, refreshed(one).next_on) == (2, 1, date(2027, 1, 1))


def test_what_is_sent_elsewhere_is_told_by_its_rows_and_hash():
    by = desk()
    one = schedule(by, account=agreements.customer().ref)
    with pytest.raises(Invalid, match="how many rows"):
        cast.does(by, RefreshSchedule, "deliver", one)
    with pytest.raises(Invalid, match="64 figures"):
        cast.does(by, RefreshSchedule, "deliver", one, rows=3, sha256="abc")
    cast.does(by, RefreshSchedule, "deliver", one, rows=2_100_000, sha256="AB" * 32, planned_on="2027-01-01")
    assert RefreshDelivery.objects.get().rows == 2_100_000
    assert promised() == [("2026-12-01", "open"), ("2027-01-01", "kept")]


def test_parts_of_another_customer_are_refused():
    by, other = desk(), agreements.drafted()
    with pytest.raises(Invalid, match="another account"):
        schedule(by, account=cast.account("Elsewhere").ref, contract=other.ref)
    with pytest.raises(Invalid):
        schedule(by, account=other.account.ref, recurrence="EVERY NOW AND THEN")
