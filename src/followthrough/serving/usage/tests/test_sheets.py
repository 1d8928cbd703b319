"""Usage in files: by named columns, with ids made from the rows where there are none."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from followthrough.kernel.records.problems import Invalid
from followthrough.serving.usage.models import UsageBatch
from followthrough.serving.usage.tests.metering import meter, taken
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = pytest.mark.django_db
ROWS = b"Meter;Timestamp;Quantity\nrecords;2026-11-03 10:00;5\nrecords;2026-11-03 10:00;5\nRECORDS;2026-11-04;2.5\n"


def upload(by, content, name="usage.csv", **values):
    ref = cast.does(by, UsageBatch, "upload", file=ContentFile(content, name=name), **values).ref
    return UsageBatch.objects.get(ref=ref)


def test_a_file_without_ids_counts_once_however_often_it_is_sent():
    by, one = desk(), meter()
    first, again = upload(by, ROWS), upload(by, ROWS)
    assert (first.taken, first.made_ids, first.name) == (3, True, "usage.csv")
    assert (again.taken, again.repeated, taken(one)) == (0, 3, "12.5")


def test_a_workbook_with_ids_and_no_meter_column_counts_for_the_chosen_meter():
    by, one = desk(), meter()
    book, out = Workbook(), BytesIO()
    for row in (["Event ID", "Date", "Records"], ["a", "2026-11-03", 7], ["b", "2026-11-04", "many"]):
        book.active.append(row)
    book.save(out)
    found = upload(by, out.getvalue(), "usage.xlsx", meter=one.ref)
    assert (found.taken, found.refused, found.made_ids) == (1, 1, False)
    assert [(row["index"], row["id"], row["code"]) for row in found.refusals] == [(1, "b", "no_number")]
    assert taken(one) == "7"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Meter;Quantity\nrecords;5\n", "the time"),
        (b"Meter;Date\nrecords;2026-11-03\n", "the quantity"),
        (b"Date;Quantity\n2026-11-03;5\n", "which meter"),
        (b"Meter;Date;Quantity\n", "no events"),
    ],
)
def test_a_file_that_cannot_be_counted_says_what_is_missing(content, says):
    with pytest.raises(Invalid, match=says):
        upload(desk(), content)
    assert UsageBatch.objects.count() == 0
