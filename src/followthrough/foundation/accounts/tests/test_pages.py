"""The account page: its figures, its people with how to reach them, its story."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


@pytest.fixture
def juniper(ana):
    group = cast.account("Juniper Group")
    account = cast.account("Juniper", parent=group, owner=ana, city="Dayton", kind="client")
    actor = cast.as_actor(ana)
    cast.does(actor, Contact, "create", name="Dana Whitfield", account=account.ref, email="dana@juniper.com")
    cast.does(actor, ContactPoint, "mark", ContactPoint.objects.get(), validity="bounced", source="mail of Monday")
    cast.does(actor, Account, "log-call", account, text="Two regions are enough.", minutes=6)
    cast.does(actor, Account, "add-note", account, text="Pays on time")
    return account


def panel(page, key):
    shown = page.context["page"]
    return next(one for one in (*shown.main, *shown.side) if one.key == key)


def told(page):
    return [entry.text for day in panel(page, "timeline").days for entry in day.entries]


def test_the_page_says_who_they_are_and_how_they_are_reached(client, juniper):
    page = client.get(f"/accounts/{juniper.ref}/")
    assert page.status_code == 200
    assert [cell.text for cell in page.context["page"].subtitle] == ["Client", "Dayton", "Juniper Group", "Ana Ruiz"]
    assert "Last contact" in [fact.label for fact in page.context["page"].facts]
    (dana,) = panel(page, "contacts").people
    (way,) = dana.ways
    assert (dana.name, way.text, way.icon, way.tone) == ("Dana Whitfield", "dana@juniper.com", "mail-x", "late")
    assert way.title == "dana@juniper.com · Mail comes back · mail of Monday"


def test_open_promises_stand_before_everything_else(client, juniper):
    page = client.get(f"/accounts/{juniper.ref}/")
    assert page.context["page"].main[0].key == "promises"


def test_the_story_can_be_narrowed_to_what_was_said(client, juniper):
    whole = told(client.get(f"/accounts/{juniper.ref}/"))
    assert whole[:3] == ["Ana Ruiz wrote a note", "Ana Ruiz: Call, 6 min, Spoke", "Ana Ruiz changed number or address"]
    assert told(client.get(f"/accounts/{juniper.ref}/", {"kind": "talk"})) == ["Ana Ruiz: Call, 6 min, Spoke"]


def test_older_parts_of_the_story_follow_without_gaps(client, ana, juniper):
    for number in range(30):
        cast.does(cast.as_actor(ana), Account, "edit", juniper, city=f"City {number}")
    page = client.get(f"/accounts/{juniper.ref}/", {"kind": "changes"})
    rest = client.get(panel(page, "timeline").next_url)
    assert rest.status_code == 200
    lines = [entry for day in panel(page, "timeline").days for entry in day.entries]
    lines += [entry for day in rest.context["days"] for entry in day.entries]
    cities = [change.new for entry in lines for change in entry.changes if change.label == "City"]
    assert cities == [f"City {number}" for number in reversed(range(30))]


def test_a_broken_page_mark_is_refused_in_words(client, juniper):
    assert client.get(f"/accounts/{juniper.ref}/story", {"before": "nonsense"}).status_code == 422


def test_somebody_elses_account_is_not_there(client, juniper):
    rep = cast.person("Marcus Bell", "rep", reach="own")
    client.force_login(rep, backend="followthrough.kernel.people.backend.PersonBackend")
    assert client.get(f"/accounts/{juniper.ref}/").status_code == 404


def test_the_page_costs_as_many_queries_with_many_people_as_with_few(
    client, ana, juniper, django_assert_max_num_queries
):
    for number in range(7):
        values = {"name": f"P{number}", "email": f"p{number}@juniper.com", "account": juniper.ref}
        cast.does(cast.as_actor(ana), Contact, "create", **values)
    with django_assert_max_num_queries(56):
        client.get(f"/accounts/{juniper.ref}/")


def test_countries_are_said_and_read_in_the_readers_language(client, ana):
    spanish = cast.set_to(ana, language="es")
    cast.account("Feldberg", country="Germany")
    cast.does(cast.as_actor(spanish), Account, "create", name="Rhône", country="Francia")
    lyon = Account.objects.get(name="Rhône")
    assert lyon.country == "France"
    page = client.get("/accounts/", {"country": "Alemania"}).content.decode()
    assert "Feldberg" in page and "Alemania" in page and "Germany" not in page and "Rhône" not in page
    listed = client.get("/accounts/").content.decode()
    assert "Alemania" in listed and "Francia" in listed
    form = client.get(f"/accounts/{lyon.ref}/edit").content.decode()
    assert 'value="Francia"' in form
    assert client.get(f"/accounts/{lyon.ref}/").context["page"].subtitle[1].text == "Francia"
