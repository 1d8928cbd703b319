"""Every page by keys alone, in light, in the dark and on a phone: without fault, and never wider than the window."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from followthrough.kernel.people.models import User
from tests.databases import Databases, environment_here
from tests.house.conftest import make_house
from tests.journeys.hands import stuck
from tests.journeys.pages import new_pages
from tests.journeys.seen import faults

PARTS = 8  # of the walk over all pages: a browser that has looked at hundreds is slow


def every_page() -> tuple[User, list[str]]:
    """The administrator of the company of the house's tests, and each page they reach."""
    admin = make_house().admin
    return admin, list(new_pages(admin, each=True))


def walk(page: Page, paths: Iterable[str]) -> tuple[dict[str, Any], int]:
    """What is wrong, by page, and how many pages were looked at."""
    found: dict[str, Any] = {}
    opened: set[str] = set()
    seen = 0
    for path in paths:
        page.goto(path)
        seen += 1
        told = [*stuck(page, path, opened), *faults(page)]
        if told:
            found[path] = told
    return found, seen


@pytest.fixture(autouse=True)
def desk_here(settings: Any, tmp_path: Path) -> None:
    """Some pages ask the database themselves, as what is configured says."""
    settings.ENVIRONMENT = environment_here(tmp_path)


def test_no_page_has_a_fault_or_needs_a_mouse(signed_in, house) -> None:
    admin = make_house().admin
    found, seen = walk(signed_in(admin), new_pages(admin))
    assert found == {}
    assert seen > 35


@pytest.mark.battery
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_at_all_has_a_fault_or_needs_a_mouse(signed_in, house, databases: Databases, part: int) -> None:
    admin, paths = databases.filled("every_page", every_page)
    found, seen = walk(signed_in(admin), paths[part::PARTS])
    assert found == {}
    assert seen > 200 // PARTS
