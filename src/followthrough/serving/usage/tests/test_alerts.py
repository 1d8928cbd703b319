"""Commitments warn in time, once for a period and direction, and stop where it is no longer true."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Promise, RuleSetting
from followthrough.serving.usage.actions import keep_and_warn
from followthrough.serving.usage.models import KeptStanding
from followthrough.serving.usage.tests.metering import event, send, sold, use
from followthrough.serving.usage.tests.test_standing import every_day
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def warnings():
    rows = Promise.objects.filter(kind="usage.commitment").order_by("pk")
    return [(one.rule, one.state, one.due_on.isoformat()) for one in rows]


def test_it_is_talked_about_before_it_goes_over_and_once_only():
    by = desk()
    one = sold(by)
    use(by, every_day("2026-08-27", "2026-11-24", 100))
    assert [keep_and_warn(), keep_and_warn(), run_rules()] == [1, 0, 0]
    assert warnings() == [("usage.over", "open", "2026-12-11")]
    promise = Promise.objects.get(kind="usage.commitment")
    assert (promise.owner, promise.source_ref) == (one.contract.owner, one.commitment.ref)
    assert promise.source_text == "Of 12,000 records 9,000 are taken; about 25 Dec 2026 it is more."


def test_a_warning_falls_away_when_it_is_untrue_and_comes_back_when_it_is_true_again():
    by = desk()
    sold(by)
    use(by, every_day("2026-08-27", "2026-11-24", 100))
    keep_and_warn()
    send(by, *(event(f"x{n}", f"2026-11-{n + 1:02}", -100, corrects=f"u{66 + n}") for n in range(24)))
    send(by, *(event(f"y{n}", f"2026-10-{n + 1:02}", -90, corrects=f"u{35 + n}") for n in range(31)))
    assert KeptStanding.objects.get().is_stale
    keep_and_warn()
    assert warnings() == [("usage.over", "void", "2026-12-11")]
    send(by, event("big", "2026-11-23", 9000))
    keep_and_warn()
    assert [row[:2] for row in warnings()] == [("usage.over", "open")]


def test_what_somebody_has_moved_stays_as_it_is():
    by = desk()
    sold(by)
    use(by, every_day("2026-08-27", "2026-11-24", 100))
    keep_and_warn()
    promise = Promise.objects.get(kind="usage.commitment")
    cast.does(by, Promise, "redate", promise, due_on=date(2026, 12, 1), reason="customer_asked")
    send(by, *(event(f"x{n}", f"2026-11-{n + 1:02}", -100, corrects=f"u{66 + n}") for n in range(24)))
    keep_and_warn()
    assert warnings() == [("usage.over", "open", "2026-12-01")]


def test_a_shortfall_is_talked_about_working_days_before_the_period_ends():
    by = desk()
    sold(by, minimum=Decimal(10000), maximum=None)
    use(by, every_day("2026-10-01", "2026-11-24", 40))
    keep_and_warn()
    assert [row[:2] for row in warnings()] == [("usage.short", "open")]
    due = date.fromisoformat(warnings()[0][2])
    assert date(2026, 12, 10) <= due <= date(2026, 12, 21)


def test_a_share_is_told_at_the_percent_that_is_set_and_not_where_the_rule_is_off():
    by = desk()
    sold(by, maximum=Decimal(1000), period="month")
    use(by, [("2026-11-24", 930)])
    cast.made(RuleSetting, rule="usage.share", name="Share", days=95)
    keep_and_warn()
    assert warnings() == []
    rule = RuleSetting.objects.get(rule="usage.share")
    cast.set_to(rule, days=90)
    keep_and_warn()
    assert [row[:2] for row in warnings()] == [("usage.share", "open")]
    with clock_at(datetime(2026, 12, 24, 15, tzinfo=UTC)):
        use(by, [("2026-12-24", 999)], mark="v")
        cast.set_to(rule, is_on=False)
        keep_and_warn()
    assert len(warnings()) == 1


def test_the_next_day_is_worked_out_anew_and_what_has_ended_is_forgotten():
    by = desk()
    one = sold(by)
    use(by, every_day("2026-11-01", "2026-11-24", 10))
    assert keep_and_warn() == 1
    with clock_at(datetime(2026, 11, 25, 15, tzinfo=UTC)):
        assert keep_and_warn() == 1
    assert KeptStanding.objects.get().day == date(2026, 11, 25)
    cast.set_to(one.contract, state="terminated")
    with clock_at(datetime(2026, 11, 25, 15, tzinfo=UTC) + timedelta(hours=1)):
        assert keep_and_warn() == 0
    assert KeptStanding.objects.count() == 0
