"""Yes or no, choices with near misses, text and what counts as empty."""

import datetime as dt

import pytest

from followthrough.kernel.exchange.matching import Near, near
from followthrough.kernel.exchange.parsing import CellProblem, Choice, is_empty, parse_bool, parse_choice, parse_text

STAGES = [Choice("won", "Closed won"), Choice("proposal", "Proposal", ("Propuesta",)), Choice("new", "Prospecting")]


@pytest.mark.parametrize("cell", ["yes", "TRUE", "1", "sí", "Si", "x", "✓", True, 1])
def test_cell_is_yes_when_people_write_it_so(cell: object) -> None:
    assert parse_bool(cell) is True  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["no", "False", "0", "off", False, 0])
def test_cell_is_no_when_people_write_it_so(cell: object) -> None:
    assert parse_bool(cell) is False  # type: ignore[arg-type]


def test_cell_is_refused_when_neither_yes_nor_no() -> None:
    with pytest.raises(CellProblem, match="Write yes or no"):
        parse_bool("maybe")
    assert parse_bool("") is None


@pytest.mark.parametrize("text", ["won", "CLOSED WON", "closed-won", " Closed  Won "])
def test_choice_is_found_by_value_or_label_when_signs_differ(text: str) -> None:
    assert parse_choice(text, STAGES) == "won"


def test_choice_is_found_by_alias_when_the_file_has_other_words() -> None:
    assert parse_choice("propuesta", STAGES) == "proposal"


def test_nearest_choice_is_suggested_when_one_letter_is_wrong() -> None:
    with pytest.raises(CellProblem) as problem:
        parse_choice("Propsal", STAGES)
    assert str(problem.value) == "“Propsal” is not one of the choices. Did you mean “Proposal”?"
    assert problem.value.suggestion == "proposal"


def test_choices_are_listed_when_none_is_near() -> None:
    with pytest.raises(CellProblem) as problem:
        parse_choice("zebra", STAGES)
    assert str(problem.value) == "“zebra” is not one of the choices: Closed won, Proposal, Prospecting."


def test_empty_word_is_a_choice_when_the_list_has_it() -> None:
    assert parse_choice("none", [Choice("none", "None")]) == "none"
    assert parse_choice("none", STAGES) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" Acme ", "Acme"), (None, ""), (7, "7"), (7.0, "7"), (1e16, "10000000000000000"),
     (dt.date(2026, 1, 2), "2026-01-02"),
     ("'=1", "'=1"), ("None", "None"), (0.1, "0.1")],
)  # fmt: skip
def test_text_is_plain_when_the_cell_has_any_type(cell: object, text: str) -> None:
    assert parse_text(cell) == text  # type: ignore[arg-type]


def test_words_for_empty_count_only_when_asked_for() -> None:
    assert is_empty("N/A")
    assert not is_empty("N/A", words=False)
    assert not is_empty(0)


@pytest.mark.parametrize("text", ["GTXPro", "gtx pro", "GTX-PRO", "Gtx Pró"])
def test_name_is_the_same_when_only_blanks_case_or_accents_differ(text: str) -> None:
    assert near(text, ["GTX Basic", "GTX Pro", "GTX Plus Pro"]) == Near("GTX Pro", 100.0, True)


def test_name_is_suggested_with_its_score_when_letters_differ() -> None:
    found = near("Gogle Inc", ["Google Inc.", "Apple"])
    assert found is not None
    assert (found.text, found.same, found.score > 90) == ("Google Inc.", False, True)


def test_no_name_is_suggested_when_none_or_two_are_as_near() -> None:
    assert near("Zebra", ["Google Inc.", "Apple"]) is None
    assert near("Line A", ["Line B", "Line C"]) is None
    assert near("", ["Apple"]) is None
