"""Workbooks: types, sheets, row numbers, and everything that must be refused before it is unpacked."""

import datetime as dt
import io
import time
import zipfile

import pytest
import xlsxwriter

from followthrough.kernel.exchange.reading import ReadOptions, Sheet, Unreadable, read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def book(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            elif hidden:
                sheet.activate()
                sheet.set_first_sheet()
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return stream.getvalue()


def crafted(rows: str, shared: str = "<si><t>x</t></si>") -> bytes:
    """A workbook whose only sheet and shared texts are the XML given."""
    plain, out = io.BytesIO(book(("S", [["a"]]))), io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            if part.endswith("worksheets/sheet1.xml"):
                content = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
            if part.endswith("sharedStrings.xml"):
                content = f'<sst xmlns="{MAIN}">{shared}</sst>'.encode()
            target.writestr(part, content)
    return out.getvalue()


def test_cells_keep_their_types_when_the_workbook_has_them() -> None:
    day = dt.date(2026, 11, 30)
    table = read_table(
        book(("S", [["name", "code", "n", "x", "day", "ok"], ["Acme", "007", 40, 1.5, day, True]])), "a.xlsx"
    )
    assert [row.cells for row in table.rows] == [["Acme", "007", 40, 1.5, day, True]]


def test_figures_shown_with_leading_zeros_keep_them() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        zip_code, amount = workbook.add_format({"num_format": "00000"}), workbook.add_format({"num_format": "0.00"})
        workbook.add_worksheet("First & last").write_row(0, 0, ["a"])
        sheet = workbook.add_worksheet("Who & where")
        sheet.write_row(2, 1, ["name", "postcode", "number", "amount"])
        for row, figures in enumerate(((1234, 7, 5), (98765, 8, 12.5), ("01234", 9, -1)), 3):
            sheet.write(row, 1, f"Customer {row}")
            for column, (figure, way) in enumerate(zip(figures, (zip_code, None, amount), strict=True), 2):
                sheet.write(row, column, figure, way)
        sheet.write_blank(6, 2, None, zip_code)
    table = read_table(stream.getvalue(), "a.xlsx", options=ReadOptions(sheet="Who & where"))
    place = table.columns.index("name")
    assert [row.cells[place:] for row in table.rows] == [
        ["Customer 3", "01234", 7, 5], ["Customer 4", "98765", 8, 12.5], ["Customer 5", "01234", 9, -1],
    ]  # fmt: skip


@pytest.mark.parametrize(("result", "is_told"), [("", True), ("<v/>", True), ("<v></v>", True), ("<v>2</v>", False)])
def test_formulas_without_saved_results_are_told(result: str, is_told: bool) -> None:
    heads = "".join(f'<c r="{place}" t="inlineStr"><is><t>{place}</t></is></c>' for place in ("A1", "B1"))
    empty = '<c r="B2" t="str"><f>IF(A2,"","")</f><v></v></c>'
    rows = f'<row r="1">{heads}</row><row r="2"><c r="A2"><f>1+1</f>{result}</c>{empty}</row>'
    said = [str(warning).partition(";")[0] for warning in read_table(crafted(rows), "a.xlsx").guess.warnings]
    assert said == ["Some cells hold formulas whose results were not saved"] * is_told


def test_cells_merged_over_rows_are_said_in_each_of_them() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("S")
        sheet.merge_range(0, 1, 0, 3, "People by customer")
        sheet.write_row(1, 1, ["company", "name", "phone"])
        for row, (company, name) in enumerate((("", "Ann"), ("", "Bo"), ("", "Cy"), ("Brandt", "Dee"), ("", "Eve")), 2):
            sheet.write_row(row, 1, [company or None, name, f"+49 30 {row}"])
        sheet.merge_range(2, 1, 4, 1, "Acme")
        sheet.merge_range(9, 1, 11, 3, "Source: the old system")
    table = read_table(stream.getvalue(), "a.xlsx")
    assert [row.cells[:2] for row in table.rows if not row.flag] == [
        ["Acme", "Ann"], ["Acme", "Bo"], ["Acme", "Cy"], ["Brandt", "Dee"], [None, "Eve"],
    ]  # fmt: skip
    assert [(row.number, row.flag) for row in table.rows if row.flag] == [(10, "note")]


def test_names_below_those_of_groups_head_their_columns() -> None:
    rows: list[list[object]] = [
        ["Customers of this year"],
        [],
        ["Company", "Contact", None, "Address", None, "Since"],
        [None, "First", "Last", "Street", "City"],
        ["Acme", "Ann", "Lee", "High St 1", "Ulm", 2020],
        ["Brandt", "Bo", None, "Weg 2", "Bern", 2021],
    ]
    table = read_table(book(("S", rows)), "a.xlsx")
    assert table.columns == ["Company", "Contact First", "Contact Last", "Address Street", "Address City", "Since"]
    assert [row.number for row in table.rows] == [5, 6]
    without = [row for row in rows if row[:2] != [None, "First"]]
    table = read_table(book(("S", without)), "a.xlsx")
    assert table.columns == ["Company", "Contact", "Column 3", "Address", "Column 5", "Since"]
    assert [row.number for row in table.rows] == [4, 5]


def test_row_numbers_are_the_sheets_own_when_rows_are_blank() -> None:
    table = read_table(book(("S", [[], ["Title"], [], ["name", "n"], ["Acme", 1], [], ["Beta", 2]])), "a.xlsx")
    assert table.guess.header_row == 4
    assert [row.number for row in table.rows] == [5, 7]


def test_first_filled_visible_sheet_is_read_when_none_is_chosen() -> None:
    content = book(("Secret", [["x"], [1]]), ("Empty", []), ("Deals", [["deal"], ["One"]]), hidden="Secret")
    table = read_table(content, "a.xlsx")
    assert table.guess.sheet == "Deals"
    assert table.sheets == [Sheet("Secret", False), Sheet("Empty", True), Sheet("Deals", True)]
    assert read_table(content, "a.xlsx", options=ReadOptions(sheet="Secret")).columns == ["x"]


def test_content_counts_when_the_name_says_otherwise() -> None:
    table = read_table(book(("S", [["a"], ["b"]])), "a.csv")
    assert [row.cells for row in table.rows] == [["b"]]
    assert str(table.guess.warnings[0]) == "The file's name does not fit its content; it was read by its content."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "too many cells"),
        (CELL + "<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>", "too many cells"),
        (CELL + "<row r='1048576'>" + "<c><v>1</v></c>" * 9000 + "</row>", "too many cells"),
        (CELL + "<row>" + "<c><v>1</v></c>" * 9000 + "</row>" + "<row/>" * 9000, "too many cells"),
        (CELL + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "1,048,576 rows"),
        (" " * 60_000_000, "tighter"),
        pytest.param(" " * 530_000_000, "500 MB", marks=pytest.mark.slow),
    ],
)
def test_bomb_is_refused_when_it_would_unpack_too_far(rows: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_table(crafted(rows), "a.xlsx")


def test_long_attribute_is_read_in_time() -> None:
    styled, stream = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(styled) as workbook:
        workbook.add_worksheet("S").write(0, 0, 1, workbook.add_format({"num_format": "00000"}))
    with zipfile.ZipFile(styled) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            long = b"""<c r="A1" x='"%s' """ % (b"a" * 200_000)
            target.writestr(part, source.read(part).replace(b'<c r="A1" ', long))
    began = time.process_time()
    table = read_table(stream.getvalue(), "a.xlsx", options=ReadOptions(header_row=0))
    assert [row.cells for row in table.rows] == [["00001"]]
    assert time.process_time() - began < 2


def test_sheet_of_tags_without_an_end_is_refused_in_time() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", "<table:table-cell " * 40_000)
    began = time.process_time()
    with pytest.raises(Unreadable, match="damaged"):
        read_table(stream.getvalue(), "a.ods")
    assert time.process_time() - began < 2


def test_bomb_is_refused_when_many_cells_point_to_one_long_text() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    with pytest.raises(Unreadable, match="500 MB"):
        read_table(crafted(rows, f"<si><t>{'y' * 32_000}</t></si>"), "a.xlsx")


def test_long_note_is_read_when_only_one_cell_points_to_it() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{int(n > 1)}</v></c></row>' for n in range(1, 20_000))
    table = read_table(crafted(rows, f"<si><t>{'y' * 32_000}</t></si><si><t>z</t></si>"), "a.xlsx")
    assert sum(1 for _row in table.rows) == 19_998


def test_workbook_is_refused_when_damaged_at_any_place() -> None:
    good = book(("S", [["name", "n"], ["Acme", 1]]))
    for place in range(0, len(good), 97):
        for broken in (good[:place], good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]):
            try:
                list(read_table(broken, "a.xlsx").rows)
            except Unreadable as refusal:
                assert str(refusal)


def test_declared_size_is_not_trusted_when_a_part_is_longer() -> None:
    good = crafted(CELL + " " * 5000)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = good.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(Unreadable):
        read_table(lying, "a.xlsx")


def test_ods_is_refused_when_it_repeats_cells_without_end() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" '
    )
    xml = f'<table:table table:name="S">{rows}office:value-type="float"/></table:table-row></table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
    with pytest.raises(Unreadable, match="too many cells"):
        read_table(out.getvalue(), "a.ods")


def test_password_is_named_when_the_workbook_is_encrypted() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable, match="password"):
        read_table(content, "a.xlsx")


@pytest.mark.parametrize(
    "entities",
    [
        "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)) + '<!ENTITY e0 "ha">',
        '<!ENTITY e9 SYSTEM "file:///etc/passwd">',
    ],
)
def test_workbook_is_refused_when_its_xml_names_entities(entities: str) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
    plain, out = io.BytesIO(crafted(rows)), io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            is_sheet = part.endswith("sheet1.xml")
            target.writestr(part, f"<!DOCTYPE worksheet [{entities}]>".encode() + content if is_sheet else content)
    with pytest.raises(Unreadable):
        list(read_table(out.getvalue(), "a.xlsx").rows)
