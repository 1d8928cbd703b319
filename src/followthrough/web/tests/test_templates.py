"""Every template renders with its sample, and none carries what the strict policy forbids."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.template import Context, Engine
from django.utils import translation
from pytest_django import Settings

from followthrough.web.tests.desk import WEB, engine
from followthrough.web.tests.samples import SHEETS
from followthrough.web.tests.samples.sheet import Sheet

PAGES = pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.path.strip("/") for sheet in SHEETS])
VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path", "circle", "rect", "line", "polyline"}


@pytest.fixture(autouse=True)
def plain_static(settings: Settings) -> None:
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="module")
def templates() -> Iterator[Engine]:
    yield engine()


def rendered(sheet: Sheet, templates: Engine, language: str = "en") -> str:
    with translation.override(language):
        return templates.get_template(sheet.template).render(Context(sheet.context))


class Outline(HTMLParser):
    """The tags of a page: ids, headings, what is open, what is forbidden."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings = 0
        self.open: list[str] = []
        self.forbidden: list[str] = []
        self.astray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.ids += [names["id"] or ""] if "id" in names else []
        self.headings += tag == "h1"
        if tag not in VOID:
            self.open.append(tag)
        self.forbidden += [f"{tag} {name}" for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.forbidden.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.astray.append(tag)


def outline(html: str) -> Outline:
    seen = Outline()
    seen.feed(html)
    return seen


@PAGES
def test_page_is_well_formed_and_policy_clean_when_rendered(sheet: Sheet, templates: Engine) -> None:
    seen = outline(rendered(sheet, templates))
    doubled = sorted({one for one in seen.ids if seen.ids.count(one) > 1})
    assert (seen.astray, seen.open, seen.forbidden, doubled) == ([], [], [], [])


@PAGES
def test_page_has_one_heading_when_it_is_a_whole_page(sheet: Sheet, templates: Engine) -> None:
    assert outline(rendered(sheet, templates)).headings == (0 if sheet.fragment else 1)


@PAGES
def test_page_leaves_no_template_marks_when_rendered_in_spanish(sheet: Sheet, templates: Engine) -> None:
    html = rendered(sheet, templates, "es")
    assert re.findall(r"\{[{%#][^\"]", html) == []


def test_every_template_is_sampled() -> None:
    everything = {str(path.relative_to(WEB / "templates")) for path in (WEB / "templates").rglob("*.html")}
    by_shape = {name for name in everything if "/panel_" in name or "/parts/_" in name or "/controls/" in name}
    used = set().union(*(reached(name) for name in {sheet.template for sheet in SHEETS} | by_shape))
    assert sorted(everything - used) == []


def reached(name: str) -> set[str]:
    """A template and all it includes, extends or keeps by name."""
    text = (WEB / "templates" / name).read_text()
    return {name}.union(
        *(reached(other) for other in re.findall(r'{% (?:include|extends|kept) "([^"]+)"', text)), set()
    )
