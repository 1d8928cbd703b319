"""What is not used is reminded of in time, by a letter that says what is left."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from followthrough.kernel.clock import clock_at
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.serving.usage.actions import keep_and_warn
from followthrough.serving.usage.queries.unused import unused_of
from followthrough.serving.usage.tests.metering import refreshed, sold, use
from followthrough.serving.usage.tests.test_standing import every_day
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = datetime(2026, 11, 24, 15, 1, tzinfo=UTC)


def half_used(by, **values):
    one = sold(by, **values)
    cast.set_to(one.contract, contact=agreements.dana(one.contract.account))
    use(by, every_day("2026-09-01", "2026-11-24", 40))
    return one


def reminders():
    rows = Promise.objects.filter(kind="usage.reminder").order_by("pk")
    return [(one.what, one.due_on.isoformat(), one.state) for one in rows]


def test_a_reminder_is_promised_so_many_days_before_what_is_left_is_lost_and_once():
    by = agreements.desk()
    half_used(by)
    keep_and_warn()
    keep_and_warn()
    assert reminders() == [("Remind them of what they have not used: Data and ads 2026", "2026-12-02", "open")]
    promise = Promise.objects.get(kind="usage.reminder")
    assert promise.source_text == "Until 31 Jan 2027: Records (8600 records)."


def test_nothing_is_promised_where_it_will_be_used_up_or_there_is_time():
    by = agreements.desk()
    one = half_used(by, maximum=Decimal(6000))
    keep_and_warn()
    assert reminders() == []
    with clock_at(datetime(2026, 9, 1, tzinfo=UTC)):
        keep_and_warn()
    assert (reminders(), [row.used for row in unused_of([refreshed(one.contract)])[one.contract.pk]]) == ([], [40])


def test_benefits_of_the_contract_count_with_what_is_metered():
    by = agreements.desk()
    contract = agreements.drafted()
    cast.made(Entitlement, contract=contract, name="Seats at the summit", kind="seats", quantity=4)
    contract = agreements.signed(by, contract)
    (found,) = unused_of([contract])[contract.pk]
    assert (found.what, found.entitled, found.used, found.left, found.until) == (
        "Seats at the summit", 4, 0, 4, date(2027, 1, 31)
    )  # fmt: skip


def test_the_letter_names_what_is_left_keeps_the_promise_and_carries_their_link(post_office: PostOffice):
    by = agreements.desk()
    one = half_used(by)
    keep_and_warn()
    with pytest.raises(Invalid, match="e-mail"):
        cast.does(by, Contract, "remind-unused", one.contract)
    cast.set_to(refreshed(one.contract).contact, email="dana@example.com")
    cast.does(by, Contract, "remind-unused", one.contract)
    with clock_at(LATER):
        post_office.deliver()
    letter = post_office.letters[-1]
    text = letter.get_body(("plain",)).get_content()
    assert (letter["Subject"], letter["To"]) == ("Still yours: Data and ads 2026", "Dana Whitfield <dana@example.com>")
    assert "- Records: 8,600 records of 12,000, until Jan. 31, 2027" in text
    assert "/g/" in text
    assert [row[2] for row in reminders()] == ["kept"]
