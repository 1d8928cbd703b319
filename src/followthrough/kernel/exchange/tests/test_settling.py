"""Cells and rows a person decides about: ours or the file's, and rows that look like a record of ours."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.exchange.checking import counts_of, is_checked_for
from followthrough.kernel.exchange.models import Import, Progress, StagedRow
from followthrough.kernel.exchange.preview import rows_after
from followthrough.kernel.exchange.taking_back import KEPT, forget_rows
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Invalid, Refused
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def checked(actor, into, text, **options):
    sent = ContentFile(text.encode(), name="book.csv")
    draft = Import.objects.get(ref=cast.does(actor, Import, "upload", file=sent, into=into).ref)
    if options:
        cast.does(actor, Import, "match", draft, mapping=draft.mapping, options=options)
    cast.does(actor, Import, "check", draft)
    draft.refresh_from_db()
    return draft


def counted(draft):
    return {name: count for name, count in counts_of(draft).items() if count and name != "rows"}


def test_a_cell_keeps_our_value_until_the_files_is_taken_after_all(admin):
    juniper = cast.account("Juniper", city="Dayton", region="OH")
    draft = checked(admin, "accounts", "name,city,region\nJuniper,Toledo,Ohio\n")
    cast.does(admin, Import, "choose", draft, row=2, column=1, meant="ours")
    draft.refresh_from_db()
    (row,) = rows_after(draft, "", admin).rows
    assert row.changes == {"region": ("OH", "Ohio")}
    cast.does(admin, Import, "choose", draft, row=2, column=2, meant="ours")
    assert counted(draft) == {"same": 1}
    draft.refresh_from_db()
    cast.does(admin, Import, "choose", draft, row=2, column=2, meant="file")
    with pytest.raises(Invalid):
        cast.does(admin, Import, "choose", draft, row=2, column=2, meant="file")
    cast.does(admin, Import, "apply", draft)
    juniper.refresh_from_db()
    assert (juniper.city, juniper.region) == ("Dayton", "Ohio")


def test_a_cell_beside_one_that_is_to_be_mended_keeps_our_value(admin):
    cast.account("Juniper", city="Dayton")
    draft = checked(admin, "accounts", "name,city,client since\nJuniper,Toledo,31/11/2026\n")
    cast.does(admin, Import, "choose", draft, row=2, column=1, meant="ours")
    assert [(row.verdict, row.changes) for row in rows_after(draft, "", admin).rows] == [("rejected", {})]


def test_both_values_of_a_cell_stand_on_the_page_with_a_button_for_the_other(client):
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    cast.account("Juniper", city="Dayton")
    draft = checked(cast.as_actor(ana), "accounts", "name,city\nJuniper,Toledo\n")
    client.force_login(ana)
    address = f"/imports/{draft.ref}/check"
    assert 'name="choose" value="2:1:ours"' in client.get(address).content.decode()
    assert client.post(address, {"choose": "2:1:ours"}).status_code == 302
    page = client.get(address).content.decode()
    assert 'name="choose" value="2:1:file"' in page and "File: Toledo" in page and "Dayton" in page


def test_a_row_that_looks_like_a_record_asks_and_goes_where_it_is_told(admin):
    juniper = cast.account("Juniper Controls Inc", city="Dayton")
    book = "name,city,region\nJuniper Controls Corp.,Dayton,OH\nBremer,Lima,OH\n"
    draft = checked(admin, "accounts", book)
    assert counted(draft) == {"new": 1, "choose": 1}
    asked = rows_after(draft, "", admin, verdict="choose").rows[0].asks[0]
    assert [ref for ref, _title, _why in asked.options] == [juniper.ref]
    assert "same name" in asked.options[0][2]
    cast.does(admin, Import, "choose", draft, row=2, column=0, meant=juniper.ref)
    cast.does(admin, Import, "apply", draft)
    juniper.refresh_from_db()
    assert (juniper.region, Account.objects.count()) == ("OH", 2)


def test_rows_that_look_like_a_record_are_added_when_that_is_said(admin):
    cast.account("Juniper Controls Inc", city="Dayton")
    book = "name,city\nJuniper Controls Corp.,Dayton\n"
    assert counted(checked(admin, "accounts", book, doubles="add")) == {"new": 1}
    asking = checked(admin, "accounts", book, doubles="")  # the last answer is remembered
    cast.does(admin, Import, "choose", asking, row=2, column=0, meant="+")
    assert counted(asking) == {"new": 1}


def test_the_same_file_changes_nothing_whatever_form_the_stored_value_has(admin):
    cast.made(Contact, name="Dana Whitfield", phone="+493090182001", email="dana@falk.com")
    with acting(admin, "arrange", surface="test", now=clock.now()):
        Contact.objects.update(phone="+49 (30) 90182-001", name="Dana  Whitfield")
    book = "name,email,phone\nDana Whitfield,dana@falk.com,+49 30 90182001\n"
    assert counted(checked(admin, "contacts", book)) == {"same": 1}
    assert counted(checked(admin, "contacts", book.replace("2001", "2002"))) == {"changed": 1}


def test_an_upload_can_be_taken_back_for_thirty_days_and_then_its_rows_are_forgotten(admin):
    draft = checked(admin, "accounts", "name\nJuniper\nBremer\n")
    cast.does(admin, Import, "apply", draft)
    run = Progress.objects.get(upload=draft).run
    assert forget_rows(clock.now()) == 0
    with clock.clock_at(clock.now() + KEPT + timedelta(minutes=1)):
        with pytest.raises(Refused, match="30 days"):
            undo(run, actor=admin, surface="test")
        assert forget_rows(clock.now()) == 2
    assert (Account.objects.count(), StagedRow.objects.count()) == (2, 0)
    undo(run, actor=admin, surface="test")
    assert Account.objects.count() == 0


def test_how_often_the_database_is_asked_does_not_grow_with_the_rows(admin, django_assert_max_num_queries):
    cast.made(Product, name="Elbow", code="P1")
    book = "name,code\n" + "".join(f"Fitting {n},P{n}\n" for n in range(120))
    with django_assert_max_num_queries(60):
        draft = checked(admin, "products", book)
    (bad,) = rows_after(draft, "", admin, verdict="changed").rows
    assert (counted(draft), bad.changes["name"][1]) == ({"new": 119, "changed": 1}, "Fitting 1")


def test_a_draft_left_for_thirty_days_is_checked_anew(admin):
    draft = checked(admin, "accounts", "name\nJuniper\n")
    assert forget_rows(clock.now() + KEPT + timedelta(minutes=1)) == 1
    assert not is_checked_for(draft, admin)
    cast.does(admin, Import, "apply", draft)
    assert Account.objects.count() == 1
