"""What was reached by each day is what was used by then, whatever was late or taken back."""

from datetime import date, timedelta
from random import Random

import pytest

from followthrough.serving.usage.models import Meter
from followthrough.serving.usage.queries.reached import reached_daily
from followthrough.serving.usage.queries.used import used
from followthrough.serving.usage.tests.metering import event, meter, refreshed, send
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["sum", "peak", "last", "distinct"])
def test_each_day_reaches_what_was_used_by_then(how):
    by, one, chance = desk(), meter(how), Random(how)
    start = date(2026, 10, 20)

    def some(mark, count):
        for number in range(count):
            at = f"2026-10-{chance.randint(15, 31):02}T{chance.randint(0, 23):02}:00:00Z"
            yield event(f"{mark}{number}", at, chance.randint(0, 9), subject=f"S{chance.randint(0, 3)}")

    send(by, *some("a", 25))
    cast.does(by, Meter, "close", one, until="2026-10-24")
    send(by, *some("b", 15))
    corrected = [event(f"c{n}", "2026-11-01", -chance.randint(1, 4), corrects=f"b{n}") for n in range(8)]
    send(by, *corrected)
    one = refreshed(one)
    found = reached_daily([one], start, date(2026, 11, 2))
    assert list(found) == [used([one.pk], start, start + timedelta(n)) for n in range(len(found))]
