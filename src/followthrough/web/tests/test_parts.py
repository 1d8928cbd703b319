"""The small parts escape what people typed."""

from dataclasses import replace

import pytest
from django.utils import translation
from pytest_django import Settings

from followthrough.web import parts
from followthrough.web.shapes import Badge, Cell, NavGroup, NavItem, Person, Ring, Row
from followthrough.web.templatetags.desk import kept

NASTY = '<script>"&'
SAFE = "&lt;script&gt;&quot;&amp;"


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def test_cell_escapes_when_text_holds_markup() -> None:
    shown = parts.cell(Cell(NASTY, url=NASTY, note=NASTY, lead=NASTY, title=NASTY, strong=True))
    assert shown == (
        f'<span class="mute">{SAFE}</span> <span title="{SAFE}"><a class="go" href="{SAFE}"><b>{SAFE}</b></a></span> '
        f'<span class="mute">{SAFE}</span>'
    )


def test_cells_stand_right_when_they_are_money_or_numbers() -> None:
    assert parts.cells((Cell("$12", "money"), Cell("x"))) == '<td class="num">$12</td><td>x</td>'


def test_long_text_in_a_list_gives_way_and_says_all_of_itself_as_a_hint() -> None:
    text = f"{'a' * parts.LONG}{NASTY}"
    shown = parts.rows([Row("Q-1", "", "One", (Cell("short"), Cell(text), Cell(f"{text} USD", "money")))])
    cells = f'<td>short</td><td><span class="long" title="{text[:24]}{SAFE}">{text[:24]}{SAFE}</span></td>'
    assert shown == f'\n<tr data-row="Q-1">{cells}<td class="num">{text[:24]}{SAFE} USD</td></tr>'


def test_person_escapes_and_shows_what_it_is() -> None:
    assert parts.person(Person(NASTY, "NA", "department")) == (
        f'<span class="av dept" title="{SAFE}"><span aria-hidden="true">NA</span><span class="vh">{SAFE}</span></span>'
    )


def test_ring_is_held_between_nothing_and_all() -> None:
    arcs = [
        parts.ring_drawing(Ring("open", percent)).count(dash) for percent, dash in ((140, '"100 100"'), (-1, '"0 100"'))
    ]
    assert arcs == [1, 1]


def test_badge_escapes_when_text_holds_markup() -> None:
    assert parts.badge(Badge(NASTY, "late")) == f'<span class="badge" data-s="late">{SAFE}</span>'


def test_kept_part_is_told_apart_by_language_and_what_is_given() -> None:
    group = NavGroup("Serve", (NavItem("<Accounts>", "/accounts/", "building", current=True, count="2"),))
    first = kept("web/parts/nav.html", (group,))
    assert "&lt;Accounts&gt;" in first and 'aria-current="page"' in first
    assert kept("web/parts/nav.html", (group,)) is first
    other = replace(group, items=(replace(group.items[0], count="3"),))
    assert ">3</span>" in kept("web/parts/nav.html", (other,)) != first
    with translation.override("es"):
        assert "Deshacer" in kept("web/parts/words.html")
    assert "Undo" in kept("web/parts/words.html")
