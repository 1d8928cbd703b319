"""The pages of usage: a commitment burning down, all of them, days and events, and the customer's own."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import User
from followthrough.serving.usage.actions import keep_and_warn
from followthrough.serving.usage.models import Meter
from followthrough.serving.usage.tests.metering import event, send, sold, use
from followthrough.serving.usage.tests.test_standing import every_day
from followthrough.winning.contracts.models import Commitment, Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = datetime(2026, 11, 24, 15, 1, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    found = Client()
    found.force_login(User.objects.get(pk=agreements.desk().user_id))
    return found


def seen(client, url):
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def maya():
    return cast.as_actor(User.objects.get(name="Maya Lind"))


def test_a_commitment_shows_where_it_is_heading_and_leads_to_its_days_and_events(client):
    one = sold(maya())
    use(maya(), every_day("2026-08-27", "2026-11-24", 100))
    keep_and_warn()
    page = seen(client, f"/commitments/{one.commitment.ref}/")
    heading = "It goes over the most about Fri 25 Dec, by about 3,800 records"
    promised = "Agree on what goes over: Records"
    for words in ("9,000", "Will go over", heading, "15,800", "$190", "at most 12,000", promised):
        assert words in page, words
    days = f"/meters/{one.meter.ref}/taken?from=2026-02-01&amp;to=2026-11-24"
    assert days in page
    page = seen(client, days.replace("&amp;", "&"))
    day = f"/meters/{one.meter.ref}/taken?from=2026-11-24&amp;to=2026-11-24"
    assert ("9,000" in page, day in page) == (True, True)
    page = seen(client, day.replace("&amp;", "&"))
    assert ("u89" in page, "UB-0000001" in page) == (True, True)
    usage = seen(client, "/usage/?sort=day")
    assert all(words in usage for words in ("Will go over", "of 12,000 records", "Upload usage"))
    assert "Will go over" not in seen(client, "/usage/?word=short").split("panel-commitments")[1]


def test_levels_are_drawn_and_late_events_are_told_apart(client):
    one = sold(maya(), maximum=Decimal(25), unit="seats")
    cast.set_to(one.meter, how="last", unit="seats")
    send(maya(), event("a", "2026-03-01", 9), event("b", "2026-10-01", 11))
    cast.does(maya(), Meter, "close", one.meter, until="2026-10-31")
    send(maya(), event("c", "2026-10-02", 12))
    page = seen(client, f"/commitments/{one.commitment.ref}/")
    assert ("12 seats, within what was agreed." in page, "On course" in page) == (True, True)
    page = seen(client, f"/meters/{one.meter.ref}/taken?from=2026-11-01&to=2026-11-01")
    assert "belongs to Fri 2 Oct, which was closed" in page


def test_a_past_period_can_be_looked_at(client):
    one = sold(maya(), period="month", maximum=Decimal(1000))
    use(maya(), every_day("2026-05-01", "2026-06-30", 40))
    page = seen(client, f"/commitments/{one.commitment.ref}/?day=2026-05-31")
    assert ("240 records more than agreed were taken" in page, "1,240" in page) == (True, True)


def test_the_customer_sees_their_usage_behind_a_link_and_nothing_else(post_office: PostOffice):
    by = agreements.desk()
    one = sold(by)
    dana = agreements.dana(one.contract.account)
    cast.set_to(dana, email="dana@example.com")
    use(by, every_day("2026-08-27", "2026-11-24", 100))
    cast.does(by, Commitment, "share", one.commitment, to=dana.ref)
    with clock_at(LATER):
        post_office.deliver()
    letter = post_office.letters[-1]
    text = letter.get_body(("plain",)).get_content()
    assert letter["Subject"] == "Your usage: Data and ads 2026"
    address = next(word for word in text.split() if "/g/" in word)
    guest = Client()
    page = seen(guest, "/g/" + address.split("/g/")[1])
    for words in ("Your usage", "9,000 records", "of 12,000 (75%)", "Will go over", "Dana Whitfield"):
        assert words in page, words
    assert "$" not in page
    assert guest.get(f"/commitments/{one.commitment.ref}/").status_code in (302, 403, 404)


def test_a_renewal_is_told_of_who_takes_more_than_agreed(client):
    one = sold(maya())
    use(maya(), every_day("2026-08-27", "2026-11-24", 100))
    keep_and_warn()
    renewal = cast.does(maya(), Contract, "renew", one.contract).ref
    page = seen(client, f"/renewals/{renewal}/")
    said = "They are going to take more than agreed, a larger package may fit: Records, 9,000 of 12,000 so far."
    assert (said in page, f"/commitments/{one.commitment.ref}/" in page) == (True, True)
