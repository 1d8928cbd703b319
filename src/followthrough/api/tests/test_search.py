"""Search for programs: the same finds as on the pages, and only what the key may see."""

import pytest

from followthrough.foundation.accounts.models import Account
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_records_are_found_with_the_part_that_held_the_words():
    ana = cast.person("Ana", "manager", reach="all")
    juniper = cast.account("Juniper Zeppelins")
    cast.does(cast.as_actor(ana), Account, "add-note", juniper, text="Asked for the catalogue")
    caller = Caller(ana)
    found = caller.get("/search?q=zepelins").json()
    assert found == {
        "items": [{"kind": "accounts", "ref": juniper.ref, "title": "Juniper Zeppelins", "found_by": None}]
    }
    (by_note,) = caller.get("/search?q=catalogue&kinds=accounts").json()["items"]
    assert (by_note["ref"], by_note["found_by"]["ref"][:2]) == (juniper.ref, "N-")


def test_stranger_and_unknown_parameters_get_nothing():
    cast.account("Juniper Zeppelins", owner=cast.person("Ann", "rep", reach="own"))
    caller = Caller(cast.person("Bob", "rep", reach="own"))
    assert caller.get("/search?q=zeppelins").json() == {"items": []}
    assert caller.get("/search").status_code == 422
    assert caller.get("/search?q=a&kinds=zzz").status_code == 422
    assert caller.get("/search?q=a&sort=name").status_code == 422
    assert Caller(None).get("/search?q=zeppelins").status_code == 401
