"""Blocks of cells: taken apart as sheets write them, planned, and written as one deed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.blocks import cells_of, heads_in
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.opening import targets_of
from followthrough.kernel.exchange.pasting import plan_block
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.kernel.records.registry import type_of
from tests import cast

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")) | st.sampled_from('\t\n" '), max_size=8
)


def written(cell: str) -> str:
    """A cell as a sheet puts it on the clipboard."""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\t\n"') else cell


@given(st.lists(st.lists(TEXTS.map(str.strip), min_size=2, max_size=4), min_size=1, max_size=4))
def test_cells_come_back_as_they_were_when_a_sheet_wrote_them(rows):
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    assert cells_of("\r\n".join("\t".join(map(written, row)) for row in rows) + "\r\n") == rows


def test_quotes_within_a_cell_are_kept_when_nothing_asked_for_them():
    assert cells_of('"Big" Bob\t5" pipe\n"a\tb"\t') == [['"Big" Bob', '5" pipe'], ["a\tb", ""]]


@pytest.fixture
def ana(db) -> Actor:
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.mark.django_db
def test_first_row_names_the_fields_when_it_holds_heads(ana):
    kind = type_of(Account)
    rows = [["Name", "City", "Phone"], ["Juniper", "Tulsa", "+1 918 555 0134"]]
    named = heads_in(rows, targets_of(kind, ana), (str(kind.label), kind.singular))
    assert named == {0: "name", 1: "city", 2: "phone"}
    assert heads_in(rows[1:] * 2, targets_of(kind, ana), (str(kind.label), kind.singular)) == {}


@pytest.mark.django_db
def test_rows_are_told_apart_when_some_are_new_some_known_and_some_wrong(ana):
    known = cast.account("Juniper Process", city="Tulsa")
    rows = [
        ["", "Juniper Process", "client", "Dayton"],
        ["", "Kestrel Media", "client", "Chicago"],
        ["", "Brandt Armaturen", "nonsense", "Kassel"],
        ["", "", "client", "Lima"],
        [known.ref, "Juniper", "", ""],
    ]
    planned = plan_block(type_of(Account), ["name", "kind", "city"], rows, ana)
    assert [row.verdict for row in planned] == ["changed", "new", "rejected", "rejected", "rejected"]
    assert {name: new for name, (_old, new) in planned[0].changes.items()}["city"] == "Dayton"
    assert list(planned[2].problems) == [2]
    assert list(planned[3].problems) == [1]
    assert planned[4].problems == {-1: "Row 1 means the same record."}


def paste(actor, rows, seen=None, key=""):
    sent = {"columns": ["name", "city"], "rows": rows, "seen": seen or {}}
    values = {"into": "accounts", "block": sent}
    return run(actions_on(Import)["paste"], actor=actor, surface="test", values=values, key=key)


@pytest.mark.django_db
def test_wrong_rows_stay_out_and_are_named_when_the_rest_goes_in(ana):
    account = cast.account("Juniper Process", city="Tulsa")
    rows = [["", "Juniper Process", "Dayton"], ["", "", "Lima"], ["", "Kestrel Media", "Chicago"]]
    outcome = paste(ana, rows, {account.ref: account.version}, key="one")
    again = paste(ana, rows, {account.ref: account.version}, key="one")
    assert (outcome.ask, outcome.message) == ({"left": [2]}, "1 added, 1 changed.")
    assert (again.run, again.replayed) == (str(outcome.run), True)
    assert sorted(Account.objects.values_list("name", "city")) == [
        ("Juniper Process", "Dayton"),
        ("Kestrel Media", "Chicago"),
    ]


@pytest.mark.django_db
def test_nothing_is_written_when_somebody_changed_the_same_value_meanwhile(ana):
    account = cast.account("Juniper Process", city="Tulsa")
    seen = {account.ref: account.version}
    marcus = cast.as_actor(cast.person("Marcus Bell", "coordinator", reach="all"))
    cast.does(marcus, Account, "edit", account, city="Omaha")
    rows = [["", "Kestrel Media", "Chicago"], [account.ref, "", "Dayton"]]
    with pytest.raises(Refused, match=r"Juniper Process was changed by Marcus Bell meanwhile\."):
        paste(ana, rows, seen)
    assert list(Account.objects.values_list("name", "city")) == [("Juniper Process", "Omaha")]


@pytest.mark.django_db
def test_cells_are_refused_when_the_role_may_not_upload():
    reader = cast.as_actor(cast.person("Rea Der", "readonly", reach="all"))
    with pytest.raises(Denied):
        paste(reader, [["", "Kestrel Media", "Chicago"]])
