"""The calendar feed: its person's own sight and no more, gone for good once revoked."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from followthrough.config.logs import SECRETS
from followthrough.kernel.people.models import Team, User
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import FeedAddress
from followthrough.winning.renewals.tests.terms import running
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def address_for(user: User, whose: str) -> str:
    """The path of a new feed of this person."""
    secret = cast.does(cast.as_actor(user), FeedAddress, "make", name="Phone", whose=whose).secret
    return "/feeds/" + secret.split("/feeds/", 1)[1]


def told(path: str) -> list[tuple[date, str]]:
    """The days in the feed with their words."""
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(one["dtstart"].dt, str(one["summary"])) for one in events]


def test_a_feed_tells_its_persons_days_and_nothing_beyond_their_sight() -> None:
    by, account = agreements.desk(), agreements.customer()
    contract = running(by, account, name="Data; and, ads")
    rafael = contract.owner
    assert rafael is not None
    both = [
        (date(2026, 12, 2), "Last day for notice: Data; and, ads, Juniper Process Controls"),
        (date(2027, 1, 31), "Renews by itself after today: Data; and, ads, Juniper Process Controls"),
    ]
    assert told(address_for(rafael, "mine")) == both
    assert told(address_for(rafael, "team")) == both
    stranger = cast.person("Nora Bell", "rep", cast.made(Team, name="North"))
    assert [told(address_for(stranger, whose)) for whose in ("mine", "team", "all")] == [[], [], []]
    assert told(address_for(cast.person("Ada Admin", "admin", reach="all"), "all")) == both


def test_a_revoked_feed_is_gone_and_one_that_never_was_is_not_found() -> None:
    by = agreements.desk()
    user = running(by).owner
    assert user is not None
    path = address_for(user, "mine")
    address = FeedAddress.objects.get()
    assert path.removeprefix("/feeds/")[:20] not in str(vars(address))
    assert SECRETS.sub("[cut]", path) == "/feeds/[cut]/expiries.ics"  # in no log
    cast.does(cast.as_actor(user), FeedAddress, "revoke", address)
    gone = Client().get(path)
    assert (gone.status_code, gone["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert "was ended" in gone.content.decode()
    assert Client().get("/feeds/" + "x" * 43 + "/expiries.ics").status_code == 404
    assert Client().post(path).status_code == 405
    second = address_for(user, "mine")
    cast.set_to(user, is_active=False)
    assert Client().get(second).status_code == 410
