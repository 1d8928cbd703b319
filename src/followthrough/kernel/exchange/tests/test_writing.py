"""Written files: types, no formulas, and everything back unchanged when our reader takes them in again."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.exchange.formulas import guarded, restored
from followthrough.kernel.exchange.parsing import parse_bool, parse_date, parse_number, parse_timestamp
from followthrough.kernel.exchange.reading import read_table
from followthrough.kernel.exchange.writing import Column, write_csv, write_xlsx
from followthrough.values.money import Money

BERLIN = ZoneInfo("Europe/Berlin")
COLUMNS = [
    Column("Ref"), Column("Name"), Column("Amount", "decimal"), Column("Due", "date"), Column("Paid", "yes_no"),
    Column("Changed", "instant"),
]  # fmt: skip
MOMENT = dt.datetime(2026, 7, 1, 14, 30, tzinfo=dt.UTC)
NASTY = [
    "=1+1",
    "+49 30 1",
    "-x",
    "@a",
    "\tx",
    "＝1",
    "'=1",
    "''=1",
    "007",
    "1E5",
    "3-Mar",
    'say "hi", ok; yes',
    "a\nb",
    "TRUE",
]


def xlsx(columns: list[Column], rows: list[list[object]], **options: object) -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, "Deals", columns, rows, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def csv_bytes(columns: list[Column], rows: list[list[object]], **options: object) -> bytes:
    return b"".join(write_csv(columns, rows, **options))  # type: ignore[arg-type]


def test_workbook_has_typed_cells_when_values_have_types() -> None:
    content = xlsx(COLUMNS, [["A-1", "007", Decimal("1.5"), dt.date(2026, 11, 30), True, MOMENT]], zone=BERLIN)
    table = read_table(content, "a.xlsx")
    assert table.columns[-1] == "Changed (Europe/Berlin)"
    moment = dt.datetime(2026, 7, 1, 16, 30)  # noqa: DTZ001 -- a workbook's moments have no zone
    assert [row.cells for row in table.rows] == [["A-1", "007", 1.5, dt.date(2026, 11, 30), True, moment]]


def test_workbook_is_easy_to_use_when_opened() -> None:
    about = [("Made by", "Lena Fischer"), ("Filter", "=1+1")]
    content = xlsx([Column("Sum", "money", currency="EUR"), Column("Paid", "money")],
                   [[Decimal("5.5"), Money.of("7", "JPY")]], about=about)  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Deals"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert [cell.number_format for cell in sheet[2]] == ['#,##0.00 "EUR"', '#,##0 "JPY"']
    assert [[cell.value for cell in row] for row in book["About"]] == [*map(list, about), ["Rows", "1"]]


def test_workbook_holds_no_formula_when_text_looks_like_one() -> None:
    content = xlsx([Column("Name")], [[text] for text in NASTY])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert [row.cells[0] for row in read_table(content, "a.xlsx").rows] == NASTY


@pytest.mark.parametrize("title", ["", "History", "About", "a/b:c*[d]?", "x" * 60, "'quoted'"])
def test_workbook_opens_when_its_title_is_no_sheet_name(title: str) -> None:
    stream = io.BytesIO()
    write_xlsx(stream, title, [Column("a")], [["b"]], [("c", "d")])
    assert [row.cells for row in read_table(stream.getvalue(), "a.xlsx").rows] == [["b"]]


def test_long_figures_and_texts_are_not_rounded_or_lost_when_a_cell_is_too_small() -> None:
    content = xlsx([Column("id", "integer"), Column("note", "long")], [[12345678901234567890, "x" * 40_000]])
    cells = next(iter(read_table(content, "a.xlsx").rows)).cells
    assert cells == ["12345678901234567890", "x" * 32_766 + "…"]


def test_csv_text_is_harmless_when_a_spreadsheet_opens_it() -> None:
    content = csv_bytes([Column("Name"), Column("n", "integer")], [[text, -5] for text in NASTY])
    assert content.startswith(b"\xef\xbb\xbf")
    cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert not [name for name, _n in cells if name[0] in "=+-@\t\r＝＋－＠"]
    assert {n for _name, n in cells} == {"-5"}
    assert [row.cells[0] for row in read_table(content, "a.csv").rows] == NASTY


def test_csv_writes_iso_when_values_are_days_or_moments() -> None:
    content = csv_bytes(
        COLUMNS, [["A-1", None, Decimal("1E+3"), dt.date(2026, 11, 30), False, MOMENT]], bom=False, zone=BERLIN
    )
    assert content.decode().splitlines()[1] == "A-1,,1000,2026-11-30,false,2026-07-01T16:30:00+02:00"


def test_csv_streams_when_rows_are_many() -> None:
    pieces = list(write_csv([Column("n")], ([n] for n in range(1200))))
    assert len(pieces) == 3
    assert b"".join(pieces).count(b"\r\n") == 1201


@given(st.text())
def test_guard_comes_off_exactly_when_put_on(text: str) -> None:
    assert restored(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t,;|\"'=+-@\\ "), max_size=30),
)
FIGURES = st.none() | st.decimals(-(10**10), 10**10, places=2)
DAYS = st.none() | st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
MOMENTS = st.none() | st.datetimes(
    dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)  # noqa: DTZ001 -- hypothesis wants bare ones
).map(lambda moment: moment.replace(microsecond=0))  # fmt: skip
ROWS = st.lists(st.tuples(TEXTS, FIGURES, DAYS, st.none() | st.booleans(), MOMENTS), min_size=1, max_size=8)


def read_back(content: bytes, name: str) -> list[tuple[object, ...]]:
    rows = [row.cells for row in read_table(content, name).rows]
    return [
        (cells[1] or "", parse_number(cells[2]), parse_date(cells[3]), parse_bool(cells[4]), parse_timestamp(cells[5]))
        for cells in rows
    ]


@given(ROWS)
def test_every_value_comes_back_when_a_csv_is_read_again(rows: list[tuple[object, ...]]) -> None:
    content = csv_bytes(COLUMNS, [[f"A-{n:05}", *row] for n, row in enumerate(rows, 1)])
    assert read_back(content, "deals.csv") == rows


@given(ROWS)
def test_every_value_comes_back_when_a_workbook_is_read_again(rows: list[tuple[object, ...]]) -> None:
    content = xlsx(COLUMNS, [[f"A-{n:05}", *row] for n, row in enumerate(rows, 1)])
    assert read_back(content, "deals.xlsx") == rows
