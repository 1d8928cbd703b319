"""Many at once: numbers without doubles or gaps, one effect per key, no lost update."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.problems import Problem
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CALLERS = 12


def all_at_once(work):
    """What each caller got: the outcome, or the code of the problem."""
    together = Barrier(CALLERS)

    def call(number):
        together.wait()
        try:
            return work(number)
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(CALLERS) as callers:
        return list(callers.map(call, range(CALLERS)))


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def test_numbers_have_no_doubles_and_no_gaps(admin):
    create = actions_on(Account)["create"]
    all_at_once(lambda n: run(create, actor=admin, surface="test", values={"name": f"Account {n}"}))
    refs = sorted(Account.objects.values_list("ref", flat=True))
    assert refs == [f"A-{n:05}" for n in range(1, CALLERS + 1)]


def test_one_key_has_one_effect_however_often_it_comes(admin):
    create = actions_on(Account)["create"]
    answers = all_at_once(lambda n: run(create, actor=admin, surface="test", values={"name": "Once"}, key="same"))
    again = run(create, actor=admin, surface="test", values={"name": "Once"}, key="same")
    refs = {answer if isinstance(answer, str) else answer.ref for answer in answers} - {"still_running"}
    assert refs == {again.ref}
    assert (Account.objects.count(), Entry.objects.filter(kind="accounts.account").count()) == (1, 1)


def test_of_many_who_saw_the_same_version_one_saves_and_the_others_are_told(admin):
    account = cast.account("Juniper", city="Dayton")
    edit = actions_on(Account)["edit"]
    answers = all_at_once(
        lambda n: run(edit, actor=admin, surface="test", target=account.ref, values={"city": f"City {n}"}, version=1)
    )
    account.refresh_from_db()
    won = [n for n, answer in enumerate(answers) if answer != "stale"]
    assert (len(won), account.city, account.version) == (1, f"City {won[0]}", 2)
