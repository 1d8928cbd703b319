"""Many at once, and deaths at every point: one signature each, one completion, one sealed file, one mail each."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.problems import Problem
from followthrough.winning.signing.actions.finishing import finish, finish_all
from followthrough.winning.signing.models import Envelope, SignatureEvent, Signer
from followthrough.winning.signing.queries.evidence import broken_chain
from followthrough.winning.signing.rules import consent_of
from followthrough.winning.signing.tests.rounds import Round, signer
from tests.cast import as_actor, does, person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(calls: list[Any]) -> list[str]:
    """What each got: "done", or the code of the problem."""
    together = Barrier(len(calls))

    def one(call: Any) -> str:
        together.wait()
        try:
            call()
            return "done"
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as callers:
        return list(callers.map(one, calls))


def read_by(way: Round, *names: str) -> tuple[Envelope, list[tuple[Actor, Signer]]]:
    """Colleagues asked at the same time who have read it."""
    people = [person(name, "manager", reach="all") for name in names]
    envelope = way.asks(colleagues=people, order="together")
    for one in people:
        does(as_actor(one), Signer, "read", signer(one.email))
    return envelope, [(as_actor(one), signer(one.email)) for one in people]


def signs(envelope: Envelope, actor: Actor, who: Signer, key: str = "") -> Any:
    values = {
        "document": envelope.sha256,
        "consent": consent_of("en").sha256,
        "agreed": True,
        "typed": who.name,
    }
    return run(actions_on(Signer)["sign"], actor=actor, surface="test", target=who.ref, values=values, key=key)


def told() -> list[tuple[str, int]]:
    """Letters that say it is complete, by receiver."""
    rows = Mail._default_manager.filter(once__endswith="/completed").order_by("pk")
    return [(mail.to[0], 1) for mail in rows]


def is_whole(envelope: Envelope, people: int) -> None:
    envelope.refresh_from_db()
    assert (envelope.state, bool(envelope.sealed_id)) == ("completed", True)
    assert list(broken_chain(envelope)) == []
    assert DocumentVersion._default_manager.filter(document__kind="signing.sealed").count() == 1
    assert (len(told()), len(set(told()))) == (people, people)
    assert Announcement.objects.filter(name="EnvelopeCompleted").count() == 1
    events = SignatureEvent._default_manager.filter(envelope=envelope)
    assert (events.filter(kind="completed").count(), events.filter(kind="signed").count()) == (1, people)


def test_fifty_sends_of_one_signature_sign_once() -> None:
    envelope, [(actor, who), (other, second)] = read_by(Round(), "Bo Weber", "Cy Young")
    answers = at_once([lambda: signs(envelope, actor, who, key="same")] * 50)
    assert set(answers) <= {"done", "still_running"}
    assert signs(envelope, actor, who, key="same").replayed
    assert SignatureEvent._default_manager.filter(kind="signed").count() == 1
    answers = at_once([lambda: signs(envelope, other, second)] * 50)  # without a key
    assert sorted(set(answers)) == ["done", "refused"]
    assert (answers.count("done"), SignatureEvent._default_manager.filter(kind="signed").count()) == (1, 2)


def test_two_who_sign_at_once_complete_it_once() -> None:
    envelope, pairs = read_by(Round(), "Bo Weber", "Cy Young")
    assert at_once([lambda pair=pair: signs(envelope, *pair) for pair in pairs]) == ["done", "done"]
    at_once([lambda: finish(envelope.pk), lambda: finish(envelope.pk), finish_all])
    is_whole(envelope, 2)


def test_calling_back_while_signing_ends_in_one_or_the_other() -> None:
    way = Round()
    envelope, pairs = read_by(way, "Bo Weber")
    revoke = {"reason": "Too late"}
    calls = [lambda: signs(envelope, *pairs[0]), lambda: does(way.ana, Envelope, "revoke", envelope, **revoke)]
    assert sorted(at_once(calls)) == ["done", "refused"]
    finish_all()
    envelope.refresh_from_db()
    assert envelope.state in ("completed", "revoked")
    assert (envelope.state == "completed") == (signer("bo@example.com").state == "signed")
    assert list(broken_chain(envelope)) == []


def dies(point: str) -> bool:
    """Whether a process of its own that completes what is signed by all ends at this point, as by `kill -9`.

    A fork would not do: the typesetter's threads do not live on in a child.
    """
    work = "import django; django.setup(); from followthrough.winning.signing.actions import finishing as f;"
    work += "f.finish_all()"
    surroundings = {**os.environ, "FOLLOWTHROUGH_CRASH": point, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-W", "ignore", "-c", work], env=surroundings).returncode == -signal.SIGKILL


def test_a_death_at_any_point_of_completion_leaves_it_to_the_next_round() -> None:
    envelope, pairs = read_by(Round(), "Bo Weber")
    signs(envelope, *pairs[0])
    for point in ("signing.sealed", "file.kept", "signing.completed"):
        assert dies(point)
        envelope.refresh_from_db()
        assert (envelope.state, envelope.sealed_id) == ("out", None)
    assert dies("signing.told")
    is_whole(envelope, 1)
    finish_all()
    is_whole(envelope, 1)


def test_it_is_never_complete_without_the_seal(settings: Any, tmp_path: Any) -> None:
    envelope, pairs = read_by(Round(), "Bo Weber")
    signs(envelope, *pairs[0])
    settings.TSA_URL = "http://127.0.0.1:9/tsa"  # nobody answers there
    finish_all()
    envelope.refresh_from_db()
    assert (envelope.state, envelope.sealed_id) == ("out", None)
    assert envelope.trouble.startswith("127.0.0.1 can't be asked")
    settings.TSA_URL = ""
    finish_all()
    is_whole(envelope, 1)
