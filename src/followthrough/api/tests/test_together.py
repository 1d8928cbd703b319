"""The same request many times at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Account
from tests import cast
from tests.callers import Caller

TWINS = 12


def asked(caller, send):
    """One request on a thread's own connection, which is closed at its end."""
    try:
        return send(caller)
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_key_sent_many_times_at_once_has_one_effect():
    caller = Caller(cast.person("Ada Admin", "admin"))

    def send(who):
        return who.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1")

    with ThreadPoolExecutor(TWINS) as pool:
        answers = list(pool.map(lambda _turn: asked(caller, send), range(TWINS)))
    told = Counter((answer.status_code, answer.get("Idempotent-Replayed", "")) for answer in answers)
    assert (told[201, ""], Account.objects.count()) == (1, 1)
    assert set(told) <= {(201, ""), (201, "true"), (409, "")}
    assert send(caller)["Idempotent-Replayed"] == "true"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_changes_made_from_one_version_one_wins():
    caller = Caller(cast.person("Ada Admin", "admin"))
    account = cast.account("Juniper")

    def change(turn):
        return asked(caller, lambda who: who.patch(f"/accounts/{account.ref}", {"city": f"C{turn}"}, If_Match='"1"'))

    with ThreadPoolExecutor(TWINS) as pool:
        answers = list(pool.map(change, range(TWINS)))
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: TWINS - 1}
    (winner,) = [answer.body["city"] for answer in answers if answer.status_code == 200]
    account.refresh_from_db()
    assert (account.city, account.version) == (winner, 2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_requests_made_at_once(settings):
    settings.API_RATE = (5, 1)
    caller = Caller(cast.person("Ada Admin", "admin"))
    with ThreadPoolExecutor(TWINS) as pool:
        answers = list(pool.map(lambda _turn: asked(caller, lambda who: who.get("/teams?limit=1")), range(TWINS)))
    told = Counter(answer.status_code for answer in answers)
    assert set(told) == {200, 429}
    assert 5 <= told[200] <= 8  # a second or two may pass meanwhile
