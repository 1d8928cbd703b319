"""Checklists declared in Settings: ticked on the record, told by whom, and held to before a state is entered."""

import pytest
from django.test import Client

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.custom.ticking import lines_of
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage
from followthrough.winning.pipeline.queries.stages import items_before
from tests import cast

pytestmark = pytest.mark.django_db
NOT_YET = "Before “Closed” this must be true: Say goodbye; Send the last invoice. Tick it on its page."


def item(ada, label, record_type="accounts.account", **values):
    done = cast.does(ada, CustomField, "create", record_type=record_type, label=label, kind="tick", **values)
    renew()
    return CustomField.objects.get(ref=done.ref)


@pytest.fixture
def listed(ada):
    for label in ("Say goodbye", "Send the last invoice"):
        item(ada, label, before_values="Closed", is_required="yes")
    item(ada, "Thank them")
    return ada


def browser(person):
    client = Client()
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return client


def test_state_is_entered_only_when_what_is_needed_is_ticked(listed):
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    account = cast.account("Juniper")
    with pytest.raises(Invalid) as held:
        cast.does(ana, Account, "edit", account, status="closed")
    assert held.value.fields == {"status": NOT_YET}
    many = cast.does(ana, Account, "edit-many", refs=[account.ref], values={"status": "closed"}, preview=True)
    assert [skip["why"] for skip in many.ask["skips"]] == [NOT_YET]
    cast.does(ana, Account, "edit", account, x_say_goodbye="yes", x_send_the_last_invoice="yes")
    cast.does(ana, Account, "edit", account, status="closed")
    account.refresh_from_db()
    assert account.status == "closed"


@pytest.mark.slow
def test_panel_ticks_and_tells_who_when_used_without_script_and_by_keys(listed):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    account, client = cast.account("Juniper"), browser(person)
    page = client.get(f"/accounts/{account.ref}/").content.decode()
    assert ("needed before “Closed”" in page, "0 of 3" in page, "Thank them" in page) == (True, True, True)
    answer = client.post(f"/accounts/{account.ref}/tick/x_thank_them", {"done": "1", "idempotency_key": "k1"})
    assert answer.headers["Location"] == f"/accounts/{account.ref}/#panel-checklist"
    part = client.post(
        f"/accounts/{account.ref}/tick/x_say_goodbye",
        {"done": "1", "idempotency_key": "k2"},
        headers={"HX-Request": "1"},
    ).content.decode()
    assert ("2 of 3" in part, part.count("Ana Ruiz,")) == (True, 2)
    lines = lines_of(type_of(Account), Account.objects.get(), cast.as_actor(person))
    assert [(one.text, one.is_done, one.who) for one in lines] == [
        ("Say goodbye", True, "Ana Ruiz"),
        ("Send the last invoice", False, ""),
        ("Thank them", True, "Ana Ruiz"),
    ]
    client.post(f"/accounts/{account.ref}/tick/x_thank_them", {"idempotency_key": "k3"})
    told = list(
        Entry.objects.filter(kind="accounts.account", after__has_key="x_thank_them")
        .order_by("id")
        .values_list("after", flat=True)
    )
    assert (told, Account.objects.get().x_thank_them) == ([{"x_thank_them": True}, {"x_thank_them": None}], False)
    assert client.post(f"/accounts/{account.ref}/tick/x_nothing").status_code == 404


def test_list_is_narrowed_to_what_is_not_done_and_undo_takes_a_tick_back(listed):
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    one, _two = cast.account("Juniper"), cast.account("Lima")
    ticked = cast.does(
        ana, Account, "edit", one, x_say_goodbye="yes", x_send_the_last_invoice="yes", x_thank_them="yes"
    )

    def open_ones(word):
        rows = narrowed(type_of(Account), Account.visible_to(ana), {"checklist_open": word}, ana)
        return sorted(rows.values_list("name", flat=True))

    assert (open_ones("yes"), open_ones("no")) == (["Lima"], ["Juniper"])
    undo(ticked.run, actor=ana, surface="test")
    assert open_ones("yes") == ["Juniper", "Lima"]


def test_only_named_roles_tick_where_an_item_names_them(ada):
    item(ada, "Checked by finance", writers="finance")
    account = cast.account("Juniper")
    ana, finn = cast.person("Ana Ruiz", "coordinator", reach="all"), cast.person("Bea Boss", "admin")
    assert browser(ana).post(f"/accounts/{account.ref}/tick/x_checked_by_finance", {"done": "1"}).status_code == 403
    assert browser(finn).post(f"/accounts/{account.ref}/tick/x_checked_by_finance", {"done": "1"}).status_code == 302


def test_declaration_is_refused_when_its_state_is_none_of_the_records(ada):
    for values, field in (
        ({"before_values": "Nowhere"}, "before_values"),
        ({"before_field": "city", "before_values": "Lima"}, "before_field"),
        ({"is_required": "yes"}, "before_values"),
    ):
        with pytest.raises(Invalid) as problem:
            item(ada, "Something", **values)
        assert list(problem.value.fields) == [field]


@pytest.fixture
def deal(ada):
    done = cast.does(ada, Opportunity, "create", name="Site 4", account=cast.account("Juniper").ref)
    return Opportunity.objects.get(ref=done.ref)


def test_stage_asks_for_items_added_to_it_and_those_of_settings_alike(ada, deal):
    quoted = Stage.objects.get(name="Quoted")
    item(ada, "Price agreed", "pipeline.opportunity", before_values="Quoted", is_required="yes")
    cast.does(ada, Stage, "add-items", quoted, items="budget  known\n\n Budget known")
    renew()
    with pytest.raises(Invalid) as held:
        cast.does(ada, Opportunity, "move", deal, stage=quoted.ref)
    asked = "Before “Quoted” this must be true: Price agreed; Budget known. Tick it, or confirm that all of it is done."
    assert held.value.fields == {"confirmed": asked}
    lines = lines_of(type_of(Opportunity), deal, ada)
    assert [(one.text, one.before, one.holds) for one in lines] == [
        ("Price agreed", "Quoted", True),
        ("Budget known", "Quoted", True),
    ]
    client = browser(cast.User.objects.get(role="admin"))
    for one in lines:
        client.post(f"/opportunities/{deal.ref}/tick/{one.name}", {"done": "1"})
    rows = narrowed(type_of(Opportunity), Opportunity.visible_to(ada), {"checklist_open": "no"}, ada)
    assert [row.ref for row in rows] == [deal.ref]
    cast.does(ada, Opportunity, "move", deal, stage=quoted.ref)
    deal.refresh_from_db()
    assert [(one.who, one.is_done) for one in lines_of(type_of(Opportunity), deal, ada)] == [("Ada Admin", True)] * 2


def test_item_of_two_stages_is_one_and_concerns_only_their_pipelines(ada, deal):
    quoted, signing = (Stage.objects.get(name=name) for name in ("Quoted", "Signing"))
    abroad = cast.made(Stage, pipeline=cast.made(Pipeline, name="Abroad"), name="Customs")
    for stage in (quoted, signing):
        cast.does(ada, Stage, "add-items", stage, items="Budget known")
    cast.does(ada, Stage, "add-items", abroad, items="Papers complete")
    renew()
    kind = type_of(Opportunity)
    assert [(one.text, one.before) for one in lines_of(kind, deal, ada)] == [("Budget known", "Quoted, Signing")]
    assert [row.label for row in items_before(signing, ada)] == ["Budget known"]
    cast.does(ada, Opportunity, "move", deal, stage=signing.ref, confirmed="yes")
    deal.refresh_from_db()
    assert (deal.x_budget_known, deal.x_papers_complete) == (True, False)
    rows = narrowed(kind, Opportunity.visible_to(ada), {"checklist_open": "no"}, ada)
    assert [row.ref for row in rows] == [deal.ref]


def test_confirming_all_ticks_nothing_that_others_must_tick(ada, deal):
    item(ada, "Credit fine", "pipeline.opportunity", before_values="Quoted", is_required="yes", writers="finance")
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    with pytest.raises(Refused) as held:
        cast.does(ana, Opportunity, "move", deal, stage="Quoted", confirmed="yes")
    assert str(held.value.message) == "Before “Quoted” this must be true: Credit fine. Tick it on its page."
