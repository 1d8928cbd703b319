"""Text files: encodings, delimiters, quotes, headers, ragged rows; cells exactly as written."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.exchange.reading import ReadOptions, Row, Table, Unreadable, read_table

HEAD = "account,since,revenue\n"
BODY = "".join(f"Acme {n},2026-01-{n:02},{n * 100}\n" for n in range(1, 10))


def read(text: str | bytes, name: str = "book.csv", **options: object) -> Table:
    content = text.encode() if isinstance(text, str) else text
    return read_table(content, name, options=ReadOptions(**options))  # type: ignore[arg-type]


def cells(table: Table) -> list[list[object]]:
    return [row.cells for row in table.rows if not row.flag]


def test_cells_stay_as_written_when_they_look_like_figures() -> None:
    table = read("code,size,range\n00123,1E5,3-Mar\n007, 5 ,=1+1\n")
    assert table.columns == ["code", "size", "range"]
    assert cells(table) == [["00123", "1E5", "3-Mar"], ["007", " 5 ", "=1+1"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_when_cells_hold_the_others(delimiter: str) -> None:
    text = (HEAD + BODY).replace(",", delimiter).replace("Acme 3", '"Acme, 3; a|b"')
    table = read(text)
    assert table.guess.delimiter == delimiter
    assert cells(table)[2][0] == "Acme, 3; a|b"


PRINTED = """Customer  Name                City        Amount
{rule}
0000100   Acme "Best" GmbH    Ulm          123.50
0000200   Brandt und Soehne   Bern       5,000.00

0000300   Calder, Dairy       St. Gallen     1.00
"""
RULE = "--------  ------------------  ----------  -------\n"


@pytest.mark.parametrize("title", ["", "Customers owing money, printed 2026-11-24  page 1\n\n"])
@pytest.mark.parametrize("rule", [RULE, ""])
def test_printed_columns_are_cut_where_all_lines_have_blanks(rule: str, title: str) -> None:
    table = read(title + PRINTED.format(rule=rule.rstrip()).replace("\n\n0000100", "\n0000100"), name="list.txt")
    assert table.columns == ["Customer", "Name", "City", "Amount"]
    assert cells(table) == [
        ["0000100", 'Acme "Best" GmbH', "Ulm", "123.50"],
        ["0000200", "Brandt und Soehne", "Bern", "5,000.00"],
        ["0000300", "Calder, Dairy", "St. Gallen", "1.00"],
    ]
    assert [row.flag for row in table.rows if row.flag] == ["note"] * bool(rule)


def test_lines_below_the_first_may_be_longer_than_any_the_columns_were_found_by() -> None:
    found = read("Name   Amount\n" + "Acme      1.0\n" * 400 + "Brandt 1250.0\n", name="list.txt")
    assert cells(found)[0] == ["Acme", "1.0"]
    assert cells(found)[-1] == ["Brandt", "1250.0"]


@pytest.mark.parametrize(
    "text",
    [
        "one two three\nfour five six\nseven eight nine\n",
        "10:30 a\n11:30 b\n12:30 c\n",
        "Name\nAcme  GmbH\nBrandt  AG\nJuniper  Ltd\n",
    ],
)
def test_blanks_that_are_no_columns_cut_nothing(text: str) -> None:
    assert read(text, name="list.txt").guess.delimiter != "␣"


@pytest.mark.parametrize(
    "text",
    [
        "+----+--------+\n| id | name   |\n+----+--------+\n|  1 | Acme   |\n|  2 | Brandt |\n+----+--------+\n",
        "| id | name |\n|----|:-----|\n| 1 | Acme |\n| 2 | Brandt |\n",
    ],
)
def test_drawn_lines_are_no_data(text: str) -> None:
    table = read(text, name="list.txt")
    assert [head.strip() for head in table.headers] == ["", "id", "name", ""]
    assert [[str(cell).strip() for cell in row] for row in cells(table)] == [
        ["", "1", "Acme", ""],
        ["", "2", "Brandt", ""],
    ]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
        ("cp1250", "cp1250"),
    ],
)
def test_encoding_is_found_when_letters_are_not_ascii(encoding: str, shown: str) -> None:
    words = "Łódź Żółć Kraków Świętosława Gdańsk Częstochowa" if encoding == "cp1250" else "Müller España 5 € Łódź"
    words = words.replace(" Łódź", "") if encoding == "cp1252" else words
    text = "name,city\n" + "".join(f"{word},x\n" for word in words.split(" ") * 5)
    table = read(text.encode(encoding))
    assert table.guess.encoding == shown
    assert [row[0] for row in cells(table)] == words.split(" ") * 5


def test_a_few_foreign_bytes_are_read_as_windows_when_the_rest_is_utf8() -> None:
    table = read(b"name,x\n" + "Müller,1\n".encode() * 20 + "Jos\xe9,2\n".encode("cp1252"))
    assert cells(table)[-1] == ["José", "2"]
    assert cells(table)[0] == ["Müller", "1"]
    assert len(table.guess.warnings) == 1


def test_header_is_found_when_titles_and_blank_rows_stand_above() -> None:
    table = read("Sales book 2026,,\n,,\nas of Monday,,\n" + HEAD + BODY)
    assert (table.guess.header_row, table.columns) == (4, ["account", "since", "revenue"])
    assert next(iter(table.rows)) == Row(5, ["Acme 1", "2026-01-01", "100"])


def test_columns_are_numbered_when_there_is_no_header() -> None:
    table = read(BODY)
    assert table.columns == ["Column 1", "Column 2", "Column 3"]
    assert table.guess.header_row == 0
    assert len(cells(table)) == 9


def test_two_header_rows_are_joined_when_groups_span_columns() -> None:
    table = read("2025,,2026,\nplan,actual,plan,actual\n" + "1.5,2.5,3.5,4.5\n" * 6)
    assert table.columns == ["2025 plan", "2025 actual", "2026 plan", "2026 actual"]
    assert table.guess.header_rows == 2


def test_names_are_unique_when_the_header_repeats_or_lacks_them() -> None:
    assert read("Name,name,,Name\na,b,c,d\n").columns == ["Name", "name 2", "Column 3", "Name 3"]


def test_rows_are_padded_and_told_when_ragged() -> None:
    rows = list(read(HEAD + BODY + "Acme 10,2026-01-10\nAcme 11,2026-01-11,1100,surplus\n").rows)
    assert rows[-2].cells == ["Acme 10", "2026-01-10", ""]
    assert str(rows[-2].warning) == "This row has one cell too few; the missing one was left empty."
    assert (rows[-1].cells, rows[-1].extra) == (["Acme 11", "2026-01-11", "1100"], ("surplus",))


def test_shifted_cells_are_put_right_when_only_one_reading_fits() -> None:
    rows = list(read(HEAD + BODY + "Acme 10,,2026-01-10,1000\nAcme,2026-01-112100\n").rows)
    assert rows[-2].cells == ["Acme 10", "2026-01-10", "1000"]
    assert rows[-1].cells == ["Acme", "2026-01-112100", ""], "two splits fit, so none is made"


def test_stray_quote_takes_no_other_row_when_it_is_never_closed() -> None:
    broken = '"Acme 10,2026-01-10,1000\nAcme 11,2026-01-11,"\nAcme 12,2026-01-12,"1\n2"\n'
    rows = list(read(HEAD + BODY + broken).rows)
    assert [row.cells for row in rows[-3:]] == [
        ['"Acme 10', "2026-01-10", "1000"],
        ["Acme 11", "2026-01-11", '"'],
        ["Acme 12", "2026-01-12", "1\n2"],
    ]
    assert [bool(row.warning) for row in rows[-3:]] == [True, True, False]


def test_totals_and_notes_are_flagged_when_they_end_the_table() -> None:
    rows = list(read(HEAD + BODY + "Total,,4500\n,,\nConfidential: do not pass on,,\n").rows)
    assert [(row.number, row.flag) for row in rows[-3:]] == [(10, ""), (11, "total"), (13, "note")]


def test_account_named_total_is_data_when_its_row_is_full() -> None:
    rows = list(read(HEAD + BODY + "Total,2026-01-10,900\n" + BODY).rows)
    assert {row.flag for row in rows} == {""}


def test_header_repeated_below_is_flagged_when_pages_were_joined() -> None:
    rows = list(read(HEAD + BODY + HEAD + BODY).rows)
    assert [row.number for row in rows if row.flag == "header"] == [11]
    assert len(rows) == 19


def test_second_table_is_flagged_when_its_columns_differ() -> None:
    rows = list(read(HEAD + BODY + "account,since,revenue,owner\nAcme,2026-01-01,5,Lena\n").rows)
    assert [row.flag for row in rows[-3:]] == ["", "other table", "other table"]


def test_backslashes_escape_quotes_when_the_file_writes_them_so() -> None:
    table = read("name,note\n" + 'Acme,"8\\" pipe, long"\n' * 4)
    assert cells(table)[0] == ["Acme", '8" pipe, long']


def test_backslashes_stay_when_quotes_are_doubled() -> None:
    assert cells(read('name,folder\nAcme,"C:\\new ""one"""\n')) == [["Acme", 'C:\\new "one"']]


def test_line_ends_and_nuls_do_no_harm_when_mixed() -> None:
    assert cells(read("a,b\r1,2\r\n3,\x004\n")) == [["1", "2"], ["3", "4"]]


def test_gzip_is_unpacked_when_its_content_is_text() -> None:
    assert cells(read(gzip.compress(b"a,b\n1,2\n"), "book.csv.gz")) == [["1", "2"]]


def test_choices_win_when_a_person_made_them() -> None:
    table = read("x\na;b\n1;2\n", delimiter=";", header_row=2)
    assert (table.columns, cells(table)) == (["a", "b"], [["1", "2"]])
    assert cells(read("a,b\n1,2\n", header_row=0)) == [["a", "b"], ["1", "2"]]


def test_rows_come_again_when_gone_through_twice() -> None:
    table = read(HEAD + BODY)
    assert list(table.rows) == list(table.rows)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04 other", b"<html><table>", b'{"a": 1}', bytes(range(256)),
     gzip.compress(b"a,b", mtime=0)[:-6], b"BZh91AY&SY", b"<?xml version='1.0'?><a/>"],
)  # fmt: skip
def test_file_is_refused_in_a_sentence_when_it_is_no_table(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(read(content).rows)
    assert str(refusal.value).endswith(".")


def test_encoding_is_refused_when_unknown() -> None:
    with pytest.raises(Unreadable):
        read("a,b\n", encoding="klingon")


@given(st.binary(max_size=400) | st.text("ab,;\t|\"'\\\n\r\0é1 =", max_size=200).map(str.encode))
def test_any_bytes_give_a_table_or_a_sentence_when_read(content: bytes) -> None:
    try:
        table = read(content)
        rows = list(table.rows)
    except Unreadable as refusal:
        assert str(refusal)
    else:
        assert all(len(row.cells) == len(table.columns) for row in rows)


def test_line_is_refused_when_it_would_fill_the_memory() -> None:
    with pytest.raises(Unreadable, match="4 million letters"):
        list(read("name,note\nAcme," + "x" * 4_000_001 + "\n").rows)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('Acme 20,2026-01-20"Soon, or later"', ["Acme 20", "2026-01-20", "Soon, or later"]),
        ('"Acme, 20"2026-01-20,2000', ["Acme, 20", "2026-01-20", "2000"]),
        ("Acme;2026-01-20;2000", ["Acme", "2026-01-20", "2000"]),
        ('Monitor 24" wide,2026-01-20,"2,000"', ['Monitor 24" wide', "2026-01-20", "2,000"]),
    ],
)
def test_row_marked_off_wrongly_is_mended_when_one_repair_fits(line: str, cells: list[str]) -> None:
    rows = list(read(HEAD + BODY + line + "\n").rows)
    assert rows[-1].cells == cells
