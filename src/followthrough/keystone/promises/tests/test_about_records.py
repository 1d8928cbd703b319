"""What records of other areas show of their promises: a column, a panel, the next one on a card."""

from datetime import date, timedelta

import pytest

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel import clock
from followthrough.kernel.records.panels import rows_on
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.pages.panel import open_promises_panel
from followthrough.keystone.promises.queries.likely import likely_evidence
from followthrough.keystone.promises.queries.numbers import e164, find_by_number
from followthrough.keystone.promises.queries.open_ones import next_promises, open_counts, promises_from, promises_panel
from followthrough.keystone.promises.tests.desk import MONDAY, promised
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


def test_the_accounts_list_counts_open_promises_in_one_query(ana, django_assert_num_queries):
    first, second = cast.account("Juniper"), cast.account("Bremer")
    promised("One", account=first)
    kept = promised("Two", account=first)
    promised("Three", account=first)
    actor = cast.as_actor(ana)
    cast.does(actor, type(kept), "keep", kept, note="done")
    with django_assert_num_queries(1):
        assert open_counts([first, second], actor) == {first.pk: 2, second.pk: 0}
    assert "open_promises" in type_of(Account).columns


def test_what_is_open_stands_first_on_the_page_of_its_source_by_its_due(ana):
    source, actor = cast.account("Juniper"), cast.as_actor(ana)
    kept = promised("Kept", source=source, due_on=date(2026, 11, 24))
    far = promised("Far", source=source, due_on=date(2028, 9, 5))
    near = promised("Near", source=source, due_on=date(2026, 11, 25))
    cast.does(actor, type(kept), "keep", kept, note="done")
    assert rows_on(promises_panel(), source, actor, (), 8) == [near, far, kept]


def test_the_panel_stands_on_account_and_contact(ana):
    account = cast.account("Juniper")
    dana = cast.made(Contact, name="Dana Whitfield", account=account)
    promised("For the account", account=account)
    promised("For Dana", account=account, contact=dana)
    for record, names in ((account, ["For the account", "For Dana"]), (dana, ["For Dana"])):
        (panel,) = [p for p in type_of(record).contributed if p.key == "promises"]
        drawn = open_promises_panel(record, cast.as_actor(ana))
        assert panel.context is not None
        assert ([row.what for row in drawn.rows], drawn.count) == (names, str(len(names)))


def test_the_next_open_promise_of_each_source_comes_in_one_query(ana, django_assert_num_queries):
    first, second, third = (cast.account(name) for name in ("One", "Two", "Three"))
    promised("Later", source=first, due_on=date(2026, 12, 4), owner=ana)
    promised("Sooner", source=first, due_on=date(2026, 12, 1), owner=ana)
    done = promised("Done", source=first, due_on=date(2026, 11, 25), owner=ana)
    promised("Other", source=second)
    cast.does(cast.as_actor(ana), type(done), "keep", done, note="done")
    with django_assert_num_queries(1):
        found = next_promises("accounts.account", [first.pk, second.pk, third.pk])
        owners = [promise.owner and promise.owner.name for promise in found.values()]
    assert {pk: promise.what for pk, promise in found.items()} == {first.pk: "Sooner", second.pk: "Other"}
    assert sorted(owners, key=str) == ["Ana Ruiz", None]
    assert [p.what for p in promises_from(first, cast.as_actor(ana)).order_by("pk")] == ["Later", "Sooner", "Done"]


def test_a_recent_call_with_the_customer_is_the_likely_evidence(ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(account=account, owner=ana)
    actor = cast.as_actor(ana)
    cast.made(Interaction, kind="call", at=MONDAY - timedelta(hours=1), account=account)
    call = cast.made(Interaction, kind="call", at=MONDAY + timedelta(hours=1), account=account)
    assert likely_evidence(promise, actor, now=MONDAY + timedelta(hours=2)) == [call]


def test_numbers_are_found_however_they_are_written(ana):
    account = cast.account("Juniper", phone="+14195550199")
    actor = cast.as_actor(ana)
    assert [find_by_number(text, actor) for text in ("419 555 0199", "+1 (419) 555-0199", "1-419-555-0199")] == [
        [account]
    ] * 3
    assert (find_by_number("12", actor), e164("call me"), e164("+49 30 901820")) == ([], "", "+4930901820")


def test_a_number_of_a_hidden_account_is_not_recognised():
    cast.account("Juniper", phone="+14195550199", owner=cast.person("Ben Oduya", "rep"))
    assert find_by_number("+14195550199", cast.as_actor(cast.person("Rae Rep", "rep", reach="own"))) == []
