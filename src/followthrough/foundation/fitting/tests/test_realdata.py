"""The tables of pipe fittings beside the checkout, all of them: every row is in, and every value as the file has it."""

import csv
import io
import zipfile
from fractions import Fraction

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.fitting.models import Attribute, PartSheet, PartTable
from followthrough.foundation.fitting.queries.contradictions import contradictions, counted
from followthrough.foundation.fitting.queries.selection import find_parts
from followthrough.foundation.fitting.queries.told import asked_for
from followthrough.foundation.fitting.tests import shelf
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.realdata, pytest.mark.slow]


def tables(shared_data):
    with zipfile.ZipFile(shared_data / "parts" / "fittings_a.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_apart(content: bytes) -> list[list[str]]:
    """The rows as a plain reader sees them, without the head if there is one."""
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") if any(row)]
    return rows[1:] if rows[0][0] == "PSize" else rows


def test_every_row_of_every_table_is_in_and_says_what_the_file_says(shared_data):
    ada = shelf.admin()
    rows = parts = cells = 0
    for name, content in tables(shared_data).items():
        made = cast.does(ada, PartTable, "upload", file=ContentFile(content, name=name))
        cast.does(ada, PartTable, "put-in", made.ref)
        table = PartTable.objects.get(ref=made.ref)
        expected = read_apart(content)
        assert (name, table.rows) == (name, len(expected))
        told = {int(i): Attribute.objects.get(name=plan["to"]).pk for i, plan in table.columns.items()}
        by_row: dict[int, list[PartSheet]] = {}
        for sheet in PartSheet.objects.filter(table=table).order_by("pk"):
            by_row.setdefault(sheet.row, []).append(sheet)
        assert len(by_row) == len(expected)
        for found, wanted in zip(by_row.values(), expected, strict=True):
            for index, text in enumerate(wanted):
                if not text:
                    continue
                said = [[one["w"] for one in sheet.values[str(told[index])]] for sheet in found]
                flat = said[0] if len(said) == 1 or ">" not in text else [each for one in said for each in one]
                assert (name, ">".join(flat)) == (name, text)
                if text.replace(".", "").isdigit():
                    (value,) = found[0].values[str(told[index])]
                    assert Fraction(value["l"]) == round(Fraction(text), 9)
                cells += 1
        rows, parts = rows + len(expected), parts + table.parts
    assert (rows, PartSheet.objects.count()) == (1157, parts)
    found = contradictions(ada)
    assert counted(found) == {"unlike": 11, "step": 16}
    told = {(one.product.name, one.text) for one in found}
    # The hub of this flange is 60.45 mm long in the standard: a digit was typed wrong in the table.
    assert ("Flange DN125 SO RF 600 lb ASME", "T1 80.45 stands between 53.85 and 66.55.") in told
    assert ("Elbow DN65 90 DIN 1626", "Outside diameter 76.1, where 50 other parts of this size have 73.02.") in told
    assert selected(ada) == {
        "Flange DN50 BL 150lb RF ASME",
        "Flange DN50 SO RF 150 lb ASME",
        "Flange DN50 SW RF 150 lb ASME",
        "Flange DN50 WN RF 150 lb ASME",
    }


def selected(ada):
    """The raised-face flanges of two inches for 150 lb."""
    given = {"family": "Flange", "need": "Size=2 in; Rating=Class 150; Facing=RF"}
    return {one.product.name for one in find_parts(asked_for(given, ada), ada).hits}
