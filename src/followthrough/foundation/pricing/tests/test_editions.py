"""Editions: numbered in their book, locked for good once published, on every road."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
from followthrough.foundation.pricing.tests.books import DAY, book, edition, product
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


def test_editions_are_numbered_by_book_and_called_by_it(ana) -> None:
    usual, other = book(), book("Euro", "EUR")
    made = [edition(one, {}, published=None) for one in (usual, usual, other)]
    assert [(one.number, one.name) for one in made] == [(1, "Standard 1"), (2, "Standard 2"), (1, "Euro 1")]
    cast.does(ana, PriceBook, "edit", usual, name="List")
    assert list(PriceEdition.objects.order_by("id").values_list("name", flat=True)) == ["List 1", "List 2", "Euro 1"]


def test_an_edition_is_published_by_a_manager_and_not_empty(ana) -> None:
    empty, full = edition(book(), {}, published=None), edition(book("Full"), {product(): "1"}, published=None)
    boss = cast.as_actor(cast.person("Mara Manager", "manager"))
    with pytest.raises(Denied):
        cast.does(ana, PriceEdition, "publish", full)
    with pytest.raises(Refused):
        cast.does(boss, PriceEdition, "publish", empty)
    cast.does(boss, PriceEdition, "publish", full, effective_from="2027-01-01")
    full.refresh_from_db()
    assert (full.state, str(full.effective_from), full.published_by.name) == ("published", "2027-01-01", "Mara Manager")


def test_a_published_edition_is_locked_on_every_road(ana) -> None:
    pump = product()
    draft = edition(book(), {pump: "10.00"}, published=None)
    entry = draft.entries.get()
    changed = cast.does(ana, PriceEntry, "edit", entry, price="11.00")
    cast.does(SYSTEM, PriceEdition, "publish", draft, effective_from=DAY)
    for verb, values in (("edit", {"price": "12"}), ("delete", {}), ("edit", {"tiers": ["5: 3"]})):
        with pytest.raises(Refused, match="Standard 1 is published"):
            cast.does(ana, PriceEntry, verb, entry, **values)
    with pytest.raises(Refused, match="Standard 1 is published"):
        cast.does(ana, PriceEntry, "create", edition=draft.ref, product=product("Seal").ref, price="1")
    with pytest.raises(Refused):
        undo(changed.run, actor=ana, surface="test")
    with pytest.raises(Refused):
        cast.does(ana, PriceEdition, "delete", draft)
    with pytest.raises(Invalid):
        cast.does(ana, PriceEdition, "edit", draft, effective_from="2030-01-01")
    cast.does(SYSTEM, PriceEdition, "withdraw", draft)
    with pytest.raises(Refused, match="Standard 1 is published"):
        cast.does(ana, PriceEntry, "edit", entry, price="12")
    assert (draft.entries.get().price, draft.entries.count()) == (Decimal(11), 1)


@pytest.mark.parametrize("values", [{"price": Decimal(1)}, {"tiers": ["5: 1.00"]}, {"tier_mode": "graduated"}])
def test_the_database_itself_keeps_what_is_published(values) -> None:
    done = edition(book(), {product(): "10.00"})
    with acting(SYSTEM, "try", surface="test", now=done.published_at):
        for rows, change in ((done.entries.all(), values), (PriceEdition.objects.all(), {"state": "draft"})):
            with pytest.raises(IntegrityError, match="is published"), transaction.atomic():
                rows.update(**change)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"price": "-1"}, "price"),
        ({"tiers": ["ten: 9"]}, "tiers"),
        ({"tiers": ["0: 9"]}, "tiers"),
        ({"tiers": ["10: 9,00"]}, "tiers"),
        ({"tiers": ["10: 9", "10.0: 8"]}, "tiers"),
        ({"tiers": ["10: 9.12345"]}, "tiers"),
    ],
)
def test_a_price_that_can_not_be_is_refused_with_the_field_named(ana, values, field) -> None:
    draft = edition(book(), {}, published=None)
    with pytest.raises(Invalid) as caught:
        cast.does(ana, PriceEntry, "create", edition=draft.ref, product=product().ref, **{"price": "1", **values})
    assert set(caught.value.fields) == {field}


def test_tiers_are_kept_in_order_and_in_one_writing(ana) -> None:
    draft = edition(book(), {}, published=None)
    values = {"edition": draft.ref, "product": product().ref, "price": "10"}
    cast.does(ana, PriceEntry, "create", **values, tiers=["50 = 8.5", "10:9", "1 000: 7.125"])
    assert draft.entries.get().tiers == ["10: 9.00", "50: 8.50", "1000: 7.125"]
    assert draft.entries.get().tiered.total(Decimal(1000), "USD").amount == Decimal("7125.00")


def test_a_partners_book_is_seen_by_who_sees_the_partner() -> None:
    rep = cast.as_actor(cast.person("Rita Rep", "rep"))
    edition(book("Juniper", partner=cast.account("Juniper", owner=cast.person("Otto Other", "rep"))), {product(): "1"})
    edition(book(), {product("Seal"): "2"})
    seen = [list(one.visible_to(rep).values_list("pk", flat=True)) for one in (PriceBook, PriceEdition, PriceEntry)]
    assert [len(one) for one in seen] == [1, 1, 1]
