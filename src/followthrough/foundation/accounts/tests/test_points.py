"""E-mails and phones of a person: the first to use stands on the contact, old ones keep their story."""

from datetime import date

import pytest

from followthrough.foundation.accounts.models import Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def dana(admin):
    values = {
        "name": "Dana Whitfield",
        "email": "dana@juniper.com",
        "phone": "+1 937 555 0142",
        "mobile": "+1 937 555 0199",
    }
    outcome = cast.does(admin, Contact, "create", account=cast.account("Juniper").ref, **values)
    return Contact.objects.get(ref=outcome.ref)


def points(contact):
    rows = ContactPoint.objects.filter(contact=contact, binned_at__isnull=True).order_by("channel", "pk")
    return [(point.channel, point.value, point.is_primary) for point in rows]


def test_a_new_contact_has_each_number_once(dana):
    assert points(dana) == [
        ("email", "dana@juniper.com", True),
        ("mobile", "+19375550199", False),
        ("phone", "+19375550142", True),
    ]


def test_a_changed_email_is_used_first_and_the_old_one_kept(admin, dana):
    old = ContactPoint.objects.get(value="dana@juniper.com")
    cast.does(
        admin, ContactPoint, "mark", old, validity="bounced", source="mail of 12 November", checked_on="2026-11-12"
    )
    cast.does(admin, Contact, "edit", dana, email="d.whitfield@juniper.com")
    old.refresh_from_db()
    assert (old.validity, old.source, old.checked_on) == ("bounced", "mail of 12 November", date(2026, 11, 12))
    assert points(dana)[:2] == [("email", "dana@juniper.com", False), ("email", "d.whitfield@juniper.com", True)]
    cast.does(admin, Contact, "edit", dana, email="dana@juniper.com")
    assert points(dana)[:2] == [("email", "dana@juniper.com", True), ("email", "d.whitfield@juniper.com", False)]


def test_a_point_put_first_shows_on_the_contact(admin, dana):
    mobile = ContactPoint.objects.get(channel="mobile")
    cast.does(admin, ContactPoint, "edit", mobile, is_primary=True)
    dana.refresh_from_db()
    assert dana.phone == "+19375550199"
    assert points(dana)[1:] == [("mobile", "+19375550199", True), ("phone", "+19375550142", False)]


def test_an_edited_first_point_shows_on_the_contact(admin, dana):
    first = ContactPoint.objects.get(channel="email")
    cast.does(admin, ContactPoint, "edit", first, value="Dana <dana@Juniper-Controls.com>")
    dana.refresh_from_db()
    assert dana.email == "dana@juniper-controls.com"


def test_a_binned_first_point_leaves_the_contact_without_until_it_is_back(admin, dana):
    first = ContactPoint.objects.get(channel="email")
    cast.does(admin, ContactPoint, "delete", first)
    dana.refresh_from_db()
    assert dana.email == ""
    cast.does(admin, ContactPoint, "restore", first)
    dana.refresh_from_db()
    assert dana.email == "dana@juniper.com"


def test_a_cleared_email_stays_known_but_is_not_used_first(admin, dana):
    cast.does(admin, Contact, "edit", dana, email="")
    assert points(dana)[0] == ("email", "dana@juniper.com", False)


def test_a_persons_first_number_is_used_first(admin):
    contact = cast.made(Contact, name="Theo Brandt")
    cast.does(admin, ContactPoint, "create", contact=contact.ref, channel="email", value="theo@juniper.com")
    contact.refresh_from_db()
    assert (contact.email, points(contact)) == ("theo@juniper.com", [("email", "theo@juniper.com", True)])


def test_a_thousand_contacts_cost_as_many_queries_as_ten(admin, django_assert_max_num_queries):
    def rows(count, start):
        return [{"name": f"P {n}", "email": f"p{n}@juniper.com"} for n in range(start, start + count)]

    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        with django_assert_max_num_queries(14):
            create_records(type_of(Contact), rows(10, 0), by=SYSTEM, now=now)
        with django_assert_max_num_queries(14):
            create_records(type_of(Contact), rows(1000, 100), by=SYSTEM, now=now)
    assert ContactPoint.objects.filter(is_primary=True).count() == 1010
