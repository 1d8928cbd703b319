"""A custom field behaves as a built-in one on every road a value takes."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.custom.appearing import where_it_appears
from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.models import CustomField, CustomOption
from followthrough.kernel.custom.tests.conftest import declare
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.models import User
from followthrough.kernel.records.listing import narrowed, page_of
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.finding import find
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VALUES = {
    "x_nickname": "Café Ñandú",
    "x_story": "One\ntwo",
    "x_seats": 12,
    "x_price": Decimal("12.5"),
    "x_budget": Decimal("1000.25"),
    "x_renewal": date(2027, 3, 31),
    "x_vip": True,
    "x_tier": "gold",
}


def test_values_are_what_was_set_when_read_again(declared):
    paul = User._default_manager.get()
    cast.does(declared, Account, "create", name="Juniper", **{**VALUES, "x_adviser": paul.ref, "x_vip": "yes"})
    account = Account._default_manager.get()
    assert {name: getattr(account, name) for name in VALUES} == VALUES
    assert (account.x_adviser, account.x_adviser_id) == (paul, paul.pk)


def test_lists_filter_and_sort_by_custom_fields(declared):
    for name, more in (
        ("A", VALUES),
        (
            "B",
            {
                "x_seats": 3,
                "x_renewal": date(2026, 1, 1),
                "x_nickname": "zeta",
                "x_adviser": User._default_manager.get(),
            },
        ),
        ("C", {}),
    ):
        cast.account(name, **more)
    kind = type_of(Account)

    def found(**asked):
        return sorted(row.name for row in narrowed(kind, Account.visible_to(SYSTEM), asked, SYSTEM))

    assert found(x_nickname="cafe nandu") == ["A"]
    assert found(x_nickname__contains="NAN") == ["A"]
    assert found(x_nickname__empty="1") == ["C"]
    assert found(x_seats__gte="4") == ["A"]
    assert found(x_price="12.50") == ["A"]
    assert found(x_renewal__lte="2026-12-31") == ["B"]
    assert found(x_renewal__empty="1") == ["C"]
    assert found(x_vip="no") == ["B", "C"]
    assert found(x_tier="gold,silver") == ["A"]
    assert found(x_tier__not="gold") == ["B", "C"]
    assert found(x_adviser="Ada Admin") == ["B"]
    for sort, wanted in (("x_seats", "BAC"), ("-x_seats", "ABC"), ("x_nickname", "CAB"), ("-x_renewal", "ABC")):
        names, after = "", ""
        while after is not None:
            page = page_of(kind, Account.visible_to(SYSTEM), sort=sort, after=after, limit=1)
            names, after = names + "".join(row.name for row in page.rows), page.after
        assert names == wanted, sort


def test_history_tells_each_custom_field_by_its_own_name(declared):
    juniper = cast.account("Juniper", x_tier="gold", x_seats=3)
    cast.does(declared, Account, "edit", juniper, x_tier="silver", x_seats="")
    made, changed = Entry.objects.filter(kind="accounts.account").order_by("pk")
    assert {n: v for n, v in made.after.items() if n.startswith(("x_", "custom"))} == {"x_tier": "gold", "x_seats": "3"}
    assert (changed.before, changed.after) == (
        {"x_tier": "gold", "x_seats": "3"},
        {"x_tier": "silver", "x_seats": None},
    )


def test_sets_of_rows_are_written_at_once(declared):
    for name in "AB":
        cast.account(name, x_tier="gold", x_seats=1)
    rows = Account.visible_to(SYSTEM)
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        rows.update(x_seats=7, x_tier="", name="C")
    assert list(rows.values_list("name", "x_seats", "x_tier")) == [("C", 7, "")] * 2


def test_undo_puts_custom_values_back_and_leaves_what_others_changed(declared):
    juniper = cast.account("Juniper", x_tier="gold", x_seats=3)
    edited = cast.does(declared, Account, "edit", juniper, x_tier="silver", x_seats="", x_price="5")
    cast.does(declared, Account, "edit", juniper, x_price="6")
    undo(edited.run, actor=declared, surface="test", anyway=True)
    juniper.refresh_from_db()
    assert juniper.custom == {"x_tier": "gold", "x_seats": "3", "x_price": "6"}


def test_search_finds_texts_everybody_may_read_and_no_others(declared):
    declare(declared, "Rumour", "text", readers="manager")
    juniper = cast.account("Juniper", x_nickname="Wintergreen", x_rumour="Insolvency")
    assert [one.record for found in find("wintergreen", SYSTEM) for one in found.finds] == [juniper]
    assert find("insolvency", SYSTEM) == []


def test_a_kind_changes_with_its_values_and_names_those_it_would_lose(declared):
    first, second = cast.account("A", x_nickname="12.50"), cast.account("B", x_nickname="n/a")
    nickname = CustomField.objects.get(key="nickname")
    with pytest.raises(Invalid) as told:
        cast.does(declared, CustomField, "change-kind", nickname, kind="number")
    assert told.value.fields == {"lose": "1 of 2 values can't be converted: “n/a”. Confirm here to empty it."}
    cast.does(declared, CustomField, "change-kind", nickname, kind="number", lose="yes")
    renew()
    assert [Account.objects.get(pk=one.pk).x_nickname for one in (first, second)] == [Decimal("12.5"), None]
    nickname.refresh_from_db()
    cast.does(declared, CustomField, "change-kind", nickname, kind="choice")
    renew()
    assert Account.objects.get(pk=first.pk).x_nickname == "field_12_5"


def test_an_option_retires_and_its_records_are_given_another(declared):
    gold, silver = cast.account("A", x_tier="gold"), cast.account("B", x_tier="silver")
    options = {one.key: one for one in CustomOption.objects.all()}
    cast.does(declared, CustomOption, "delete", options["gold"], into=options["silver"].ref)
    renew()
    field = type_of(Account).fields["x_tier"]
    assert [Account.objects.get(pk=one.pk).x_tier for one in (gold, silver)] == ["silver", "silver"]
    assert ([value for value, _label in field.choices], field.choice_label("gold")) == (["silver"], "Gold")


def test_an_archived_field_is_out_of_sight_and_comes_back_with_its_values(declared):
    juniper = cast.account("Juniper", x_seats=3)
    seats = CustomField.objects.get(key="seats")
    cast.does(declared, CustomField, "delete", seats)
    renew()
    assert "x_seats" not in type_of(Account).fields
    cast.does(declared, CustomField, "restore", seats)
    renew()
    assert Account.objects.get(pk=juniper.pk).x_seats == 3


def test_a_field_says_where_it_appears_and_how_many_hold_it(declared):
    cast.account("A", x_nickname="June")
    told = {str(label): value for label, value in where_it_appears(CustomField.objects.get(key="nickname"), declared)}
    assert told == {
        "On": "accounts",
        "Appears in": "list, after “Open promises”, page, form, filters, files, search",
        "Name for programs": "x_nickname",
        "Records with a value": 1,
    }
