"""The sidebar: areas always, what stands under an area while one is in it."""

import pytest

from followthrough.kernel.access.permissions import Role
from followthrough.web.menu import menu_items, nav_groups
from followthrough.web.urls import area_pages
from tests import cast

pytestmark = pytest.mark.django_db

area_pages()  # the pages of areas add their items as they are read


def shown(actor, path):
    """Address of each area to those inside it, and the current one."""
    groups, _ = nav_groups(menu_items(actor), actor, path)
    areas = [item for group in groups for item in group.items]
    every = [*areas, *(one for area in areas for one in area.inside)]
    return {area.url: [one.url for one in area.inside] for area in areas}, [one.url for one in every if one.current]


def test_further_pages_of_an_area_stand_under_it_while_one_is_there():
    actor = cast.as_actor(cast.person("Cora Coordinator", Role.COORDINATOR))
    areas, current = shown(actor, "/today/")
    assert (current, "/invoices/" in areas, [inside for inside in areas.values() if inside]) == (["/today/"], False, [])
    for path, here in (("/billing/", "/billing/"), ("/invoices/IV-000001/", "/invoices/")):
        areas, current = shown(actor, path)
        assert (current, areas["/billing/"]) == ([here], ["/invoices/", "/payments/"])


def test_what_stands_under_a_page_one_may_not_open_stands_by_itself():
    actor = cast.as_actor(cast.person("Cora Coordinator", Role.COORDINATOR))
    items = [item for item in menu_items(actor) if item.url != "/billing/"]
    groups, _ = nav_groups(items, actor, "/today/")
    assert {"/invoices/", "/payments/"} <= {item.url for group in groups for item in group.items}


def test_every_page_stands_under_one_that_there_is():
    items = menu_items(cast.as_actor(cast.person("Ada Admin", Role.ADMIN)))
    urls = {item.url for item in items if not item.under}
    assert [item.url for item in items if item.under and item.under not in urls] == []
