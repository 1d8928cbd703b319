"""The words of clauses: fields, and what differs from the standard."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.winning.contracts.rules.wording import compared, filled, is_same, unknown_fields

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


def test_only_listed_fields_are_put_in_and_nothing_is_read_twice() -> None:
    text = "{account} pays {account.owner} {{ 7*7 }} {% if x %} {unknown} %(account)s"
    assert filled(text, {"account": "{term}", "term": "no"}) == text.replace("{account} pays", "{term} pays")
    assert unknown_fields(text, {"account"}) == ["unknown"]


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_what_stays_and_what_came_is_the_agreed_text(standard: str, agreed: str) -> None:
    pieces = compared(standard, agreed)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == agreed
    assert "".join(piece.text for piece in pieces if piece.kind == "gone") == "" or standard != agreed


def test_a_changed_word_is_shown_as_such() -> None:
    pieces = [(piece.kind, piece.text) for piece in compared("within 30 days", "within 60 days")]
    assert pieces == [("same", "within "), ("gone", "30"), ("added", "60"), ("same", " days")]
    assert is_same("a  b\n", "a b")
