"""Seats and monthly revenue of a real book of subscriptions, month by month, beside an independent sum."""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.serving.usage.queries.used import used
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.realdata, pytest.mark.slow]
METERS = {"seats": "seats", "mrr_amount": "USD a month"}


def month_ends():
    return [date(year, month, monthrange(year, month)[1]) for year in (2023, 2024) for month in range(1, 13)]


def levels_of(rows, column):
    """A subscription's level from its first day, and none from the day after its last."""
    out = ["id,meter,date,quantity,subject"]
    for row in rows:
        key = row["subscription_id"]
        out.append(f"{key}-{column}-start,{column},{row['start_date']},{row[column]},{key}")
        if row["end_date"]:
            out.append(f"{key}-{column}-end,{column},{row['end_date']}T23:59:59,0,{key}")
    return "\n".join(out).encode()


def test_seats_and_revenue_of_each_month_equal_an_independent_sum(shared_data):
    text = (shared_data / "churn/ravenstack_subscriptions_a.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    by, account = agreements.desk(), cast.account("RavenStack customers")
    for column, unit in METERS.items():
        one = cast.made(Meter, account=account, name=column, code=column, unit=unit, how="last")
        file = ContentFile(levels_of(rows, column), name=f"{column}.csv")
        batch = UsageBatch.objects.get(ref=cast.does(by, UsageBatch, "upload", file=file).ref)
        assert (batch.taken, batch.refused) == (len(rows) + sum(bool(row["end_date"]) for row in rows), 0)
        found = {end: used([one.pk], end.replace(day=1), end) for end in month_ends()}
        expected: Counter[date] = Counter()
        for row in rows:
            for end in month_ends():
                if row["start_date"] <= end.isoformat() and (not row["end_date"] or row["end_date"] > end.isoformat()):
                    expected[end] += Decimal(row[column])
        assert found == {end: expected[end] for end in month_ends()}
        assert found[date(2024, 12, 31)] > 0
