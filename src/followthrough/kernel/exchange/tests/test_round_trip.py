"""What goes out comes back unchanged; what comes in is right, and nothing is doubled."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.exchange.actions import check_now
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.preview import rows_after
from followthrough.kernel.exchange.rejects import rejected_rows
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def uploaded(actor, into, text, name="book.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    outcome = cast.does(actor, Import, "upload", file=ContentFile(content, name=name), into=into)
    return Import.objects.get(ref=outcome.ref)


def counts(draft, actor):
    return check_now(draft, actor, clock.now()).counts


def checked(draft, actor):
    check_now(draft, actor, clock.now())
    return sorted(rows_after(draft, "", actor).rows, key=lambda row: row.number)


def all_of(rows, **found):
    return {"rows": rows, "new": 0, "changed": 0, "same": 0, "rejected": 0, "choose": 0, **found}


def test_a_file_adds_rows_once_and_changes_nothing_the_second_time(admin):
    book = "account,city\nJuniper,Dayton\nBremer,Lima\n"
    first = uploaded(admin, "accounts", book)
    assert counts(first, admin) == all_of(2, new=2)
    cast.does(admin, Import, "apply", first)
    assert sorted(Account.objects.values_list("name", "city")) == [("Bremer", "Lima"), ("Juniper", "Dayton")]
    again = uploaded(admin, "accounts", book)
    assert counts(again, admin) == all_of(2, same=2)


def test_a_changed_cell_changes_that_field_and_an_empty_one_nothing(admin):
    account = cast.account("Juniper", city="Dayton", region="OH")
    draft = uploaded(admin, "accounts", "name,city,state\nJuniper,Toledo,\n")
    (row,) = checked(draft, admin)
    assert (row.verdict, row.changes) == ("changed", {"city": ("Dayton", "Toledo")})
    cast.does(admin, Import, "apply", draft)
    account.refresh_from_db()
    assert (account.city, account.region) == ("Toledo", "OH")


def test_bad_rows_are_set_aside_into_a_file_and_the_good_ones_go_in(admin):
    draft = uploaded(
        admin, "accounts", "name,founded,client since\nGood,1990,2020-02-29\nBad,soon,31/11/2026\n,1991,\n"
    )
    cast.does(admin, Import, "apply", draft)
    draft.refresh_from_db()
    assert list(Account.objects.values_list("name", "founded_year", "client_since")) == [
        ("Good", 1990, date(2020, 2, 29))
    ]
    assert draft.counts == all_of(3, new=1, rejected=2)
    lines = list(rejected_rows(draft, admin))
    assert [line.split(",")[0] for line in lines] == ["name", "Bad", ""]


def test_all_or_nothing_keeps_all_out(admin):
    draft = uploaded(admin, "accounts", "name,founded\nGood,1990\nBetter,1991\nBest,1992\nBad,soon\n")
    with pytest.raises(Refused):
        cast.does(admin, Import, "apply", draft, skip_rejected=False)
    assert not Account.objects.exists()


def test_parents_in_the_same_file_are_linked_wherever_they_stand(admin):
    draft = uploaded(admin, "accounts", "name,subsidiary_of\nBluth,Acme\nAcme,\n")
    cast.does(admin, Import, "apply", draft)
    assert Account.objects.get(name="Bluth").parent == Account.objects.get(name="Acme")


def test_named_teams_and_managers_that_are_missing_are_made_once(admin):
    draft = uploaded(
        admin, "people", "sales_agent,manager,regional_office\nAnna,Dustin,Central\nBoris,Dustin,Central\n"
    )
    cast.does(admin, Import, "apply", draft)
    dustin = User.objects.get(name="Dustin")
    assert list(Team.objects.values_list("name", flat=True)) == ["Central"]
    assert [u.manager for u in User.objects.filter(name__in=["Anna", "Boris"])] == [dustin, dustin]
    assert not User.objects.filter(name="Anna", signs_in=True).exists()


def test_a_name_that_differs_in_signs_only_is_the_same_and_a_near_one_is_asked_about(admin):
    cast.account("Juniper Process Controls")
    draft = uploaded(
        admin, "contacts", "name,account\nDana Whitfield,Juniper Process-Controls\nRafa Ortega,Juniper Proces Control\n"
    )
    good, asked = checked(draft, admin)
    assert good.values["account"].name == "Juniper Process Controls"
    assert (asked.verdict, [title for _ref, title, _note in asked.asks[1].options]) == (
        "choose",
        ["Juniper Process Controls", "Juniper Proces Control"],
    )


def test_another_systems_numbers_do_not_overwrite_records_that_happen_to_bear_them(admin):
    customers = "entityId,companyName\n1,Customer NRZBB\n2,Customer MLTDN\n3,Customer KBUDE\n"
    suppliers = "entityId,companyName\n1,Supplier SWRXU\n2,Tokyo Traders\n3,Grandma's Homestead\n"
    cast.does(admin, Import, "apply", uploaded(admin, "accounts", customers))
    draft = uploaded(admin, "accounts", suppliers)
    assert counts(draft, admin)["new"] == 3
    cast.does(admin, Import, "apply", draft)
    for book in (customers, suppliers):
        assert counts(uploaded(admin, "accounts", book), admin)["same"] == 3


def test_a_renamed_record_is_found_by_its_old_number(admin):
    book = "customerNumber,customerName\n11,Atelier\n12,Havel\n13,Mini Gifts\n"
    cast.does(admin, Import, "apply", uploaded(admin, "accounts", book))
    draft = uploaded(admin, "accounts", book.replace("Havel", "Zbyszek and Sons"))
    assert counts(draft, admin) == all_of(3, changed=1, same=2)


def test_a_rep_may_not_upload_people(admin):
    rep = cast.as_actor(cast.person("Rita Rep", "rep"))
    with pytest.raises(Denied):
        uploaded(rep, "people", "name\nX\n")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_exported_comes_back_without_a_change(admin, form):
    cast.made(
        Product, name="00123", code="007", list_price=Decimal("1234.50"), currency="EUR", family="=1+1", kind="part"
    )
    cast.made(
        Product, name="Banner, “May” issue", list_price=Decimal("0.05"), description="Two\nlines", lifecycle="ended"
    )
    kind = type_of(Product)
    if form == "csv":
        content = b"".join(export_csv(kind, admin, {}))
    else:
        with export_xlsx(kind, admin, {}, now=clock.now()) as stream:
            content = stream.read()
    draft = uploaded(admin, "products", content, name=f"products.{form}")
    assert [(row.changes, row.problems) for row in checked(draft, admin)] == [({}, {}), ({}, {})]
    assert counts(draft, admin) == all_of(2, same=2)


def test_an_export_holds_only_what_the_reader_sees(admin):
    east, west = cast.made(Team, name="East"), cast.made(Team, name="West")
    cast.account("Hidden East", team=east)
    cast.account("Seen West", team=west)
    rep = cast.as_actor(cast.person("Rita Rep", "rep", west))
    text = b"".join(export_csv(type_of(Account), rep, {})).decode()
    assert ("Seen West" in text, "Hidden East" in text) == (True, False)
    cast.made(Product, name="Thing", cost=Decimal("9.87"))
    assert "9.87" not in b"".join(export_csv(type_of(Product), rep, {})).decode()
