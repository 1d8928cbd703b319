"""Signing in: slower for those who guess, never closed to those who know, links once only."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median
from threading import Barrier
from unittest.mock import patch  # watches how often Django hashes; nothing is replaced

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.kernel import clock
from followthrough.kernel.mail.letting_in import want_password
from followthrough.kernel.people.actions import set_password
from followthrough.kernel.people.jobs import sweep
from followthrough.kernel.people.models import Attempt, OneTimeLink, User
from followthrough.kernel.people.signing_in import (
    LINK_LIFE,
    TRIES_PER_ADDRESS,
    SlowDown,
    link_behind,
    make_link,
    person_by_password,
    use_link,
)
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "seven maple boats"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """Hashes that take no time, for the tests only."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def rita(now):
    rita = cast.person("Rita Rep", "rep")
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        set_password(rita, PASSWORD, by=cast.SYSTEM, now=now)
    return rita


def tries(email, password, address, now):
    """What one try gives: a name, nothing, or the seconds to wait."""
    try:
        found = person_by_password(email, password, address=address, now=now)
    except SlowDown as slow:
        return slow.seconds
    return found.name if found else None


def test_the_right_password_signs_in_whatever_the_case_of_the_address(rita, now):
    assert tries(" RITA@example.com ", PASSWORD, "192.0.2.1", now) == "Rita Rep"


def test_guessing_gets_slower_from_the_fifth_failure_on(rita, now):
    told = [tries(rita.email, f"guess {n}", "192.0.2.1", now) for n in range(7)]
    assert told == [None, None, None, None, None, 3, 3]
    after = now + timedelta(seconds=2)
    assert tries(rita.email, "guess 8", "192.0.2.1", after) is None
    assert tries(rita.email, "guess 9", "192.0.2.1", after) == 5


def test_even_the_right_password_waits_its_turn_and_then_clears_the_count(rita, now):
    for n in range(5):
        tries(rita.email, f"guess {n}", "192.0.2.1", now)
    assert tries(rita.email, PASSWORD, "192.0.2.1", now) == 3
    assert tries(rita.email, PASSWORD, "192.0.2.1", now + timedelta(seconds=3)) == "Rita Rep"
    assert Attempt.objects.count() == 0


def test_a_stranger_who_guesses_locks_nobody_out_elsewhere(rita, now):
    for n in range(8):
        tries(rita.email, f"guess {n}", "203.0.113.9", now)
    assert tries(rita.email, PASSWORD, "192.0.2.1", now) == "Rita Rep"


def test_one_address_that_tries_many_people_has_to_wait(rita, now):
    for n in range(TRIES_PER_ADDRESS):
        tries(f"person{n}@example.com", "guess", "203.0.113.9", now)
    assert tries("next@example.com", "guess", "203.0.113.9", now) == 900
    assert tries("next@example.com", "guess", "203.0.113.9", now + timedelta(minutes=15)) is None


def test_an_unknown_address_answers_the_same_and_costs_as_much(rita, now):
    without = cast.person("Nils Nopass", "rep")
    work = []
    for email in (rita.email, without.email, "nobody@example.com"):
        hashing = patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode)
        with hashing as watched, CaptureQueriesContext(connection) as asked:
            assert tries(email, "guess", "192.0.2.1", now) is None
        work.append((watched.call_count, len(asked)))
    assert work == [(1, work[0][1])] * 3
    again = [
        [tries(email, "guess", "192.0.2.1", now) for _n in range(5)] for email in (rita.email, "nobody@example.com")
    ]
    assert again[0] == again[1]


def test_asking_for_a_new_password_costs_the_same_for_a_stranger(rita, now):
    work = []
    for email in (rita.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as asked:
            want_password(email, address="192.0.2.1", now=now)
        work.append([one["sql"].split()[0] for one in asked])
    assert work[0] == work[1]


def test_no_clock_tells_a_stranger_from_somebody(rita, now, settings):
    """With hashes as they are: medians of a few tries each, taken in turn, within a wide band of each other."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        set_password(rita, PASSWORD, by=cast.SYSTEM, now=now)
    took = {rita.email: [], "nobody@example.com": []}
    for _turn in range(3):
        for email, times in took.items():
            began = time.process_time()
            assert tries(email, "guess", "192.0.2.1", now) is None
            times.append(time.process_time() - began)
    known, unknown = (median(times) for times in took.values())
    assert 0.5 < known / unknown < 2.0


@pytest.mark.parametrize("change", [{"is_active": False}, {"signs_in": False}, {"binned_at": clock.now()}])
def test_who_may_not_sign_in_is_told_no_more_than_a_stranger(rita, now, change):
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        User.objects.filter(pk=rita.pk).update(**change)
    assert tries(rita.email, PASSWORD, "192.0.2.1", now) is None


def test_tries_are_kept_without_names_and_swept_the_next_day(rita, now):
    tries(rita.email, "guess", "192.0.2.1", now)
    kept = Attempt.objects.get()
    assert (len(kept.account), len(kept.address), "rita" in kept.account) == (64, 64, False)
    with clock.clock_at(now + timedelta(days=2)):
        sweep()
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("password", ["elevenchars", "password1234"])
def test_a_weak_password_is_refused_with_a_sentence(rita, now, password):
    with pytest.raises(Invalid) as caught, cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        set_password(rita, password, by=cast.SYSTEM, now=now)
    assert list(caught.value.fields) == ["password"]


def test_a_link_works_once(rita, now):
    secret = make_link(rita, now=now)
    assert link_behind(secret, now=now).user == rita
    assert [use_link(secret, now=now), use_link(secret, now=now), link_behind(secret, now=now)] == [rita, None, None]


def test_a_link_ends_after_its_day_and_when_another_is_made(rita, now):
    first = make_link(rita, now=now)
    second = make_link(rita, now=now)
    assert [use_link(first, now=now), use_link(second, now=now + LINK_LIFE)] == [None, None]
    assert use_link(second, now=now + LINK_LIFE - timedelta(seconds=1)) == rita


def test_a_link_is_stored_as_a_hash_only(rita, now):
    secret = make_link(rita, now=now)
    assert (len(secret) >= 43, OneTimeLink.objects.filter(token_hash__contains=secret).count()) == (True, 0)


def test_a_link_of_somebody_let_go_does_not_work(rita, now):
    secret = make_link(rita, now=now)
    admin = cast.as_actor(cast.person("Ada Admin", "admin"))
    cast.does(admin, User, "deactivate", rita)
    assert use_link(secret, now=now) is None


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_use_a_link_at_once_one_gets_in(rita, now):
    secret = make_link(rita, now=now)
    together = Barrier(10)

    def use(_n):
        together.wait()
        try:
            return use_link(secret, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        got = list(pool.map(use, range(10)))
    assert sorted(got, key=str) == [None] * 9 + [rita]
