"""The places that name fields one by one: search, history, bulk edit, the page before a merge, items in files."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.custom.tests.conftest import declare
from followthrough.kernel.exchange.exporting import export_csv
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.finding import find
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def found(typed, actor):
    return [one.record.ref for kind in find(typed, actor, only=["accounts.account"]) for one in kind.finds]


def test_search_history_and_many_at_once_know_them(declared):
    one, two = cast.account("Juniper", x_nickname="Zanzibar"), cast.account("Lima")
    assert found("zanzib", declared) == [one.ref]
    values = {"x_nickname": "Quito", "x_tier": "Gold", "x_seats": "12", "x_vip": "yes"}
    outcome = cast.does(declared, Account, "edit-many", refs=[one.ref, two.ref], values=values)
    assert (found("quito", declared), found("zanzibar", declared)) == ([two.ref, one.ref], [])
    told = Caller(User.objects.get()).get(f"/accounts/{one.ref}/history").body["items"][0]["changes"]
    assert {change["field"]: (change["before"], change["after"]) for change in told} == {
        "x_nickname": ("Zanzibar", "Quito"), "x_tier": (None, "gold"), "x_seats": (None, "12"), "x_vip": (None, True),
    }  # fmt: skip
    undo(outcome.run, actor=declared, surface="test")
    one.refresh_from_db()
    assert one.custom == {"x_nickname": "Zanzibar"}


def test_pages_compare_and_filter_by_them(declared):
    one, two = cast.account("Juniper", x_tier="gold"), cast.account("Juniper Inc", x_tier="silver")
    client = Client()
    client.force_login(User.objects.get(), backend="followthrough.kernel.people.backend.PersonBackend")
    page = client.get(f"/accounts/merge?ref={one.ref}&ref={two.ref}").content.decode()
    assert (">Tier<" in page, ">Gold<" in page, ">Silver<" in page) == (True, True, True)
    listed = client.get("/accounts/?x_tier=gold&columns=name,x_tier").content.decode()
    assert (one.ref in listed, two.ref in listed) == (True, False)


def test_checklist_items_come_and_go_in_files(declared):
    declare(declared, "Contract signed", "tick", before_values="Closed", is_required="yes")
    file = ContentFile(b"Name,Contract signed,Status\nJuniper,yes,\nLima,no,\n", name="book.csv")
    draft = Import.objects.get(ref=cast.does(declared, Import, "upload", file=file, into="accounts").ref)
    cast.does(declared, Import, "apply", draft)
    assert dict(Account.objects.values_list("name", "custom")) == {"Juniper": {"x_contract_signed": True}, "Lima": {}}
    sent = b"".join(export_csv(type_of(Account), declared, {}, columns=["name", "x_contract_signed"])).decode()
    assert sent.lstrip("\ufeff").splitlines()[0].endswith("Contract signed")
    assert sorted(line.rsplit(",", 2)[1:] for line in sent.splitlines()[1:]) == [["Juniper", "true"], ["Lima", "false"]]
    refs = dict(Account.objects.values_list("name", "ref"))
    close = "".join(f"{refs[name]},Closed\n" for name in ("Juniper", "Lima"))
    again = ContentFile(f"Ref,Status\n{close}".encode(), name="close.csv")
    draft = Import.objects.get(ref=cast.does(declared, Import, "upload", file=again, into="accounts").ref)
    cast.does(declared, Import, "apply", draft)
    assert dict(Account.objects.values_list("name", "status")) == {"Juniper": "closed", "Lima": "active"}
    assert CustomField.objects.filter(kind="tick").count() == 1
