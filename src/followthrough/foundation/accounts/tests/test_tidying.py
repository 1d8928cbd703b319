"""Names, numbers and places come out in one form; what can't be read is kept as typed."""

from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Account, Address, Contact, ContactPoint
from followthrough.kernel.people.models import Company, Team, Territory
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def created(actor, model, **values):
    return model.objects.get(ref=cast.does(actor, model, "create", **values).ref)


def test_an_account_is_kept_in_one_form(admin):
    account = created(
        admin,
        Account,
        name="  Falk   Robotics ",
        country="Deutschland",
        phone="030 901820",
        website="WWW.Falk-Robotics.DE/",
        currency="eur",
        street="Hafenstr. 1",
        street_more="Hof 2",
        annual_revenue="12.50",
    )
    assert (account.name, account.country, account.phone) == ("Falk Robotics", "Germany", "+4930901820")
    assert (account.website, account.currency) == ("https://www.falk-robotics.de", "EUR")
    assert (account.street, account.annual_revenue) == ("Hafenstr. 1, Hof 2", Decimal("12.5"))


def test_what_is_not_recognised_stays_as_typed(admin):
    account = created(admin, Account, name="Odd", country="Atlantis", phone="ask for Bob 12")
    assert (account.country, account.phone) == ("Atlantis", "ask for Bob 12")


def test_a_number_without_country_belongs_to_the_companys(admin):
    cast.made(Company, name="Ostrander", country="ES")
    assert created(admin, Account, name="Tessaro", phone="912 345 678").phone == "+34912345678"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "no site"}, "website"),
        ({"currency": "DOLLAR"}, "currency"),
        ({"currency": "ZZZ"}, "currency"),
        ({"contact_email": "lena@", "contact_name": "Lena"}, "contact_email"),
    ],
)
def test_what_can_not_be_is_refused_with_the_field_named(admin, values, field):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Account, "create", name="Odd", **values)
    assert set(caught.value.fields) == {field}


def test_a_persons_name_is_split_whichever_way_it_is_written(admin):
    written = [
        created(admin, Contact, name="Allen, Michael"),
        created(admin, Contact, given_name="Carine ", family_name="Schmitt"),
        created(admin, Contact, name="Dr. Lena van der Berg"),
    ]
    assert [(c.name, c.given_name, c.family_name) for c in written] == [
        ("Michael Allen", "Michael", "Allen"),
        ("Carine Schmitt", "Carine", "Schmitt"),
        ("Dr. Lena van der Berg", "Lena", "van der Berg"),
    ]
    cast.does(admin, Contact, "edit", written[0], family_name="Hall")
    cast.does(admin, Contact, "edit", written[1], name="Carine Blanc")
    first, second = (Contact.objects.get(pk=contact.pk) for contact in written[:2])
    assert (first.name, second.family_name) == ("Michael Hall", "Blanc")


def test_a_contact_without_any_name_is_refused(admin):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Contact, "create", email="a@falk.com")
    assert set(caught.value.fields) == {"name"}


def test_the_person_named_in_an_accounts_row_becomes_its_contact_once(admin):
    row = {"contact_name": "Hassall, Mark", "contact_job_title": "Owner", "contact_fax": "+49 30 901820"}
    account = created(admin, Account, name="Customer MLTDN", country="Germany", **row)
    cast.does(admin, Account, "edit", account, **{**row, "contact_job_title": "Sole owner"})
    (contact,) = Contact.objects.filter(account=account)
    assert (contact.name, contact.job_title, contact.phone) == ("Mark Hassall", "Sole owner", "")
    assert list(ContactPoint.objects.values_list("channel", "value")) == [("fax", "+4930901820")]


def test_an_address_belongs_to_somebody(admin):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Address, "create", city="Berlin")
    assert set(caught.value.fields) == {"account"}


def test_an_account_without_team_goes_to_the_first_territory_it_lies_in(admin):
    team, owner = cast.made(Team, name="South"), cast.person("Priya Nair", "rep")
    cast.made(Territory, name="Everywhere else")
    texas = cast.made(Territory, name="Texas", countries="US", regions="TX, OK", team=team, owner=owner)
    lisbon = cast.made(Territory, name="Lisbon", countries="PT", postcodes="10, 11")
    cases = [
        created(admin, Account, name="A", country="United States", region="tx"),
        created(admin, Account, name="B", country="USA", region="NY"),
        created(admin, Account, name="C", country="Portugal", postcode="1 100-042"),
        created(admin, Account, name="D", country="USA", region="TX", owner=owner.ref),
    ]
    assert [(a.territory, a.team, a.owner) for a in cases] == [
        (texas, team, owner),
        (None, None, None),
        (lisbon, None, None),
        (None, None, owner),
    ]


def test_no_account_is_part_of_itself(admin):
    top = cast.account("Acme")
    middle = cast.account("Acme North", parent=top)
    low = cast.account("Acme North Two", parent=middle)
    for parent in (low, top):
        with pytest.raises(Invalid) as caught:
            cast.does(admin, Account, "edit", top, parent=parent.ref)
        assert set(caught.value.fields) == {"parent"}
