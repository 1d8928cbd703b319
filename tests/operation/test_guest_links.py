"""Guest links are made and ended by programs and at the command line, by the verbs alone."""

import json
import re

import pytest

from followthrough import cli
from followthrough.kernel.links.models import GuestLink
from followthrough.keystone.promises.tests.desk import promised
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ADDRESS = re.compile(r"http://[^/]+/g/[\w-]{43}")
SENT = {"name": "Hetty Moss", "email": "hetty@example.com", "days": 7}


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


def test_program_makes_a_link_once_and_ends_it(ana):
    caller, promise = Caller(ana), promised(minder=ana)
    path = f"/promises/{promise.ref}/make-guest-link"
    first, again = (caller.post(path, SENT, Idempotency_Key="k") for _ in range(2))
    assert (first.status_code, bool(ADDRESS.fullmatch(first.body["secret"])), "secret" in again.body) == (
        200,
        True,
        False,
    )
    (link,) = caller.get("/guest-links").body["items"]
    assert (link["name"], link["record_ref"], "token_hash" in link) == ("Hetty Moss", promise.ref, False)
    assert caller.post(f"/guest-links/{link['ref']}/revoke").status_code == 200
    assert caller.post(f"/guest-links/{link['ref']}/revoke").status_code == 409
    assert caller.post("/guest-links", {}).status_code == 403


def test_link_is_made_and_ended_at_the_command_line(ana, capsys):
    promise = promised(minder=ana)
    words = [part for name, value in SENT.items() for part in (f"--{name}", str(value))]
    assert cli.main(["promises", "make-guest-link", promise.ref, *words, "--as", ana.email, "--json"]) == 0
    assert ADDRESS.fullmatch(json.loads(capsys.readouterr().out)["secret"])
    ref = GuestLink.objects.get().ref
    assert cli.main(["guest-links", "revoke", ref, "--as", ana.email]) == 0
    assert GuestLink.objects.get().revoked_at is not None
