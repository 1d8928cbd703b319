"""What is typed or read from a file finds the record it already is, by what, and only where one may look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.doubles.finder import find_doubles, keyed_rows
from followthrough.kernel.doubles.signs import traits_of
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = pytest.mark.django_db
ACCOUNTS, CONTACTS = type_of(Account), type_of(Contact)


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def found(kind, actor, **row):
    (matches,) = find_doubles(kind, [row], actor)
    return [(match.record.title, match.why) for match in matches]


@pytest.mark.parametrize(
    "typed",
    [
        "GTXPro", "gtx pro, inc.", "GTX-Pro LLC", "The GTX Pro Company", "GTX Proo",
    ],
)  # fmt: skip
def test_a_company_is_found_however_its_name_is_written(admin, typed):
    cast.account("GTX Pro")
    cast.account("Bremer Fluid Systems")
    why = "name sounds alike" if typed == "GTX Proo" else "same name"
    assert found(ACCOUNTS, admin, name=typed) == [("GTX Pro", why)]


def test_a_company_is_found_by_domain_and_phone(admin):
    cast.account("Juniper Process Controls", website="https://www.juniper.example", phone="+14155550123")
    cast.account("Private seller", website="https://gmail.com")
    assert found(ACCOUNTS, admin, website="juniper.example/contact") == [("Juniper Process Controls", "same domain")]
    assert found(ACCOUNTS, admin, phone="(415) 555-0123") == [("Juniper Process Controls", "same phone")]
    assert found(ACCOUNTS, admin, contact_email="lena@juniper.example") == [("Juniper Process Controls", "same domain")]
    assert found(ACCOUNTS, admin, website="gmail.com") == []


def test_a_person_is_found_by_any_of_their_addresses_and_by_name(admin):
    lena = cast.made(Contact, name="Lena van der Berg", email="lena@falk.example", phone="+4930901820")
    cast.made(ContactPoint, contact=lena, channel="email", value="lena.berg@home.example")
    cast.made(Contact, name="Karl Falk", email="karl@falk.example")
    for row, why in (
        ({"email": "LENA+news@falk.example"}, "same e-mail"),
        ({"email": "lena.berg@home.example"}, "same e-mail"),
        ({"phone": "030 901820"}, "same phone"),
        ({"name": "Berg, Lena van der"}, "same name"),
        ({"name": "Lehna van der Berg", "email": "lena@falk.example"}, "same e-mail, name sounds alike"),
    ):
        assert found(CONTACTS, admin, **row) == [("Lena van der Berg", why)]


def test_people_teams_and_products_have_doubles_too(admin):
    cast.made(User, name="Darcel Schlecht")
    cast.made(Team, name="West Coast")
    cast.made(Product, name="GTX Pro", code="GTX-1")
    assert found(type_of(User), admin, name="Darcel Schlecht") == [("Darcel Schlecht", "same name")]
    assert found(type_of(Team), admin, name="Westcoast") == [("West Coast", "same name")]
    assert found(type_of(Product), admin, name="GTXPro") == [("GTX Pro", "same name")]
    assert found(type_of(Product), admin, code="gtx-1") == [("GTX Pro", "same number")]


def test_nothing_hidden_shows_itself_by_a_match(admin):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rita, otto = (cast.as_actor(cast.person(n, "rep", t)) for n, t in (("Rita Rep", west), ("Otto Rep", east)))
    hidden = cast.account("Juniper Process Controls", team=west, owner_id=rita.user_id, phone="+14155550123")
    cast.made(Contact, name="Lena Fischer", email="lena@juniper.example", account=hidden)
    rows = [{"name": "Juniper Process Controls", "phone": "+14155550123"}]
    assert [len(matches) for matches in find_doubles(ACCOUNTS, rows, rita)] == [1]
    assert find_doubles(ACCOUNTS, rows, otto) == [[]]
    assert found(CONTACTS, otto, email="lena@juniper.example", name="Lena Fischer") == []
    department = cast.as_actor(cast.person("Dan Department", "department", east))
    assert find_doubles(ACCOUNTS, rows, department) == [[]]


def test_what_is_in_the_bin_or_left_out_is_no_double(admin):
    lena = cast.made(Contact, name="Lena Fischer", email="lena@falk.example")
    assert find_doubles(CONTACTS, [{"name": "Lena Fischer"}], admin, without=[lena.pk]) == [[]]
    cast.does(admin, Contact, "delete", lena)
    assert found(CONTACTS, admin, name="Lena Fischer", email="lena@falk.example") == []


def test_a_thousand_rows_cost_the_queries_of_five(admin):
    for name in ("Juniper Process Controls", "Bremer Fluid Systems"):
        cast.account(name, phone="+14155550123")
    costs = []
    for count in (5, 1000):
        rows = [{"name": "Juniper Process Controls", "phone": "+14155550123"}] * count
        with CaptureQueriesContext(connection) as queries:
            answers = find_doubles(ACCOUNTS, rows, admin)
        assert [[match.record.name for match in matches][:1] for matches in answers] == [
            ["Juniper Process Controls"]
        ] * count
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 6


def test_a_row_that_tells_nothing_or_nonsense_matches_nothing(admin):
    cast.account("Juniper Process Controls")
    assert (
        find_doubles(ACCOUNTS, [{}, {"name": "  "}, {"phone": "12"}, {"website": "x"}, {"name": "…"}], admin)
        == [[]] * 5
    )


@pytest.mark.parametrize("typed", ["Ashgrove Valve Supplyx", "Ashgrove Vavle Suply", "Ashgrov Valve Supply"])
def test_a_slip_that_changes_the_sound_is_found_while_typing(admin, typed):
    cast.account("Ashgrove Valve Supply")
    assert found(ACCOUNTS, admin, name=typed) == [("Ashgrove Valve Supply", "name sounds alike")]


@pytest.mark.parametrize("trait", [t for model in (Account, Contact) for t in traits_of(model) if t.key])
def test_every_key_of_a_large_kind_is_looked_up_by_its_index(admin, trait):
    kind = next(type_of(model) for model in (Account, Contact) if trait in traits_of(model))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = keyed_rows(kind, trait, admin).filter(doubles_key__in=["x", "y"]).values_list("pk").explain()
    assert "Index Cond" in plan, plan
    assert "ft_" in plan.split("Index Cond")[1]
