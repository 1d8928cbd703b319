"""A record as of any moment is what was stored then."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.as_of import as_of, parts_as_of
from followthrough.kernel.records.registry import type_of
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
MOVING = ("version", "updated_at")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS.filter(str.strip),
        "client_since": st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        "tags": st.lists(TEXTS, max_size=3),
        "x_seats": st.none() | st.decimals(-999999, 999999, places=4, allow_nan=False),
        "x_nickname": TEXTS,
        "binned": st.booleans(),
    },
)


def held(row):
    """All a row holds but what moves with every write."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in MOVING}


def stored(record):
    return held(type(record)._default_manager.get(pk=record.pk))


@pytest.fixture
def fields():
    ada = cast.as_actor(cast.person("Ada Admin", "admin"))
    for label, kind in (("Seats", "number"), ("Nickname", "text")):
        cast.does(ada, CustomField, "create", record_type="accounts.account", label=label, kind=kind, decimals="4")
    renew()
    return ada


def edit(record, values, now):
    with acting(SYSTEM, "edit_account", surface="test", now=now):
        values = dict(values)
        binned = values.pop("binned", None)
        if binned is not None:
            bin_records(type_of(record), [record], now=now if binned else None)
        change_records(type_of(record), [(record, values)], by=SYSTEM, now=now)


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, max_size=6), steps=st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_every_moment_is_as_it_was_stored_when_a_record_was_edited_at_random(fields, edits, steps):
    with transaction.atomic():
        now = START
        with acting(SYSTEM, "create_account", surface="test", now=now):
            (account,) = create_records(type_of(Account), [{"name": "Juniper"}], by=SYSTEM, now=now)
        known = [(now, stored(account))]
        for values, step in zip(edits, steps, strict=False):
            now += timedelta(seconds=step)  # several within one moment: the last one stands
            account.refresh_from_db()
            edit(account, values, now)
            known.append((now, stored(account)))
        for at, _row in known:
            assert held(as_of(account, at)) == [row for moment, row in known if moment <= at][-1]
        assert as_of(account, START - timedelta(microseconds=1)) is None
        transaction.set_rollback(True)


def test_parts_stand_on_the_record_as_they_stood_then(fields):
    lee = cast.made(Contact, name="Lee Park", account=cast.account("Juniper"))
    with acting(SYSTEM, "add_point", surface="test", now=START):
        rows = [{"contact": lee, "channel": "email", "value": f"{n}@juniper.example"} for n in "ab"]
        first, second = create_records(type_of(ContactPoint), rows, by=SYSTEM, now=START)
    later = START + timedelta(hours=1)
    with acting(SYSTEM, "edit_point", surface="test", now=later):
        change_records(type_of(ContactPoint), [(first, {"value": "new@juniper.example"})], by=SYSTEM, now=later)
        bin_records(type_of(ContactPoint), [second], now=later)
    kinds = type_of(Contact), lee, type_of(ContactPoint)
    assert [one.value for one in parts_as_of(*kinds, START, SYSTEM)] == ["a@juniper.example", "b@juniper.example"]
    assert [one.value for one in parts_as_of(*kinds, later, SYSTEM)] == ["new@juniper.example"]


def test_api_tells_what_it_was_and_what_changed_since(fields):
    caller = Caller(cast.person("Ana Ruiz", "coordinator", reach="all"))
    account = cast.made(Account, name="Juniper Controls", city="Lima", client_since=date(2020, 2, 29))
    then = clock.now().isoformat().replace("+00:00", "Z")
    caller.patch(f"/accounts/{account.ref}", {"city": "Toledo", "x_seats": "7.5"}, If_Match='"1"')
    found = caller.get(
        f"/accounts/{account.ref}?as_of={then}&until={clock.now():%Y}-12-31&fields=name,city,x_seats"
    ).body
    assert [found[n] for n in ("name", "city", "x_seats", "version")] == ["Juniper Controls", "Lima", None, 1]
    assert found["changes"] == [
        {"field": "city", "before": "Lima", "after": "Toledo"},
        {"field": "x_seats", "before": None, "after": "7.5"},
    ]
    assert caller.get(f"/accounts/{account.ref}?as_of=2001-01-01").status_code == 404
    assert caller.get(f"/accounts/{account.ref}?as_of=yesterday").body["fields"].keys() == {"as_of"}
    assert caller.get(f"/accounts/{account.ref}?until=2026-01-01").body["fields"].keys() == {"as_of"}


def test_guarded_field_and_unseen_link_stay_hidden_when_shown_as_of_then(fields):
    cast.does(
        fields, CustomField, "create", record_type="accounts.account", label="Margin", kind="text", readers="finance"
    )
    renew()
    ana, ben = cast.person("Ana Ruiz", "rep"), cast.person("Ben Ortiz", "rep")
    hidden = cast.account("Hidden Holdings", owner=ben)
    account = cast.made(Account, name="Juniper Controls", owner=ana, parent=hidden, x_margin="canary")
    then = clock.now()
    with acting(SYSTEM, "edit_account", surface="test", now=clock.now()):
        change_records(type_of(Account), [(account, {"parent": None, "x_margin": ""})], by=SYSTEM, now=clock.now())
    client = Client()
    client.force_login(ana, backend="followthrough.kernel.people.backend.PersonBackend")
    page = client.get(f"/accounts/{account.ref}/as-of", {"at": then.isoformat()})
    words = page.content.decode()
    assert page.status_code == 200
    assert ("canary" in words, "Hidden Holdings" in words) == (False, False)
    assert "something you may not see" in words
    api = Caller(ana).get(f"/accounts/{account.ref}?as_of={then.isoformat().replace('+00:00', 'Z')}").body
    assert ("x_margin" in api, api["parent"]["ref"]) == (False, "")


def test_page_shows_then_and_now_when_opened_from_the_timeline(fields):
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    account = cast.made(Account, name="Juniper Controls", city="Lima")
    cast.does(cast.as_actor(ana), Account, "edit", account, city="Toledo")
    client = Client()
    client.force_login(ana, backend="followthrough.kernel.people.backend.PersonBackend")
    page = client.get(f"/accounts/{account.ref}/").content.decode()
    first = re.findall(rf'href="(/accounts/{account.ref}/as-of\?at=[^"]+)"', page)[-1]
    then = client.get(first).content.decode()
    assert ("<td>Lima" in then or ">Lima<" in then, ">Toledo<" in then) == (True, True)
    assert "There was no such record" in client.get(f"/accounts/{account.ref}/as-of?at=2001-01-01").content.decode()
    assert client.get(f"/accounts/{account.ref}/as-of?at=soon").status_code == 422
