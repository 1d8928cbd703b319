"""What the house answers as a whole: the same by API and command, to whom it is open, and nothing odd breaks it."""

import json
from typing import Any

import pytest

from followthrough.cli.running import run_words
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.readings import HouseReading, house_readings
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.django_db

READINGS = [pytest.param(one, id=word) for word, one in house_readings().items()]
ROLES = ("admin", "manager", "coordinator", "rep", "finance", "readonly", "department")
ODD = {
    Kind.DATE: ("soon", "0001-01-01", "9999-12-31"),
    Kind.INTEGER: ("some", "-1", "0", "2147483647"),
    Kind.CHOICE: ("nonsense",),
    Kind.LINK: ("ZZ-99999",),
    Kind.TEXT: ("nonsense", "€" * 50),
    Kind.YES_NO: ("perhaps",),
}


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    settings.API_RATE = None


def test_there_are_some() -> None:
    assert set(house_readings()) == {"credit", "deliveries-week", "expiries", "leaks", "on-time", "owed", "retention"}


@pytest.mark.parametrize("reading", READINGS)
def test_command_and_api_answer_alike_and_the_document_tells_of_it(
    reading: HouseReading, capsys: pytest.CaptureFixture[str]
) -> None:
    caller = Caller(cast.person("Ada Admin", "admin"))
    answer = caller.get(f"/{reading.word}")
    assert answer.status_code == 200
    capsys.readouterr()
    assert run_words([reading.word, "--json", "--as", caller.user.email]) == 0
    assert json.loads(capsys.readouterr().out) == answer.body
    told = caller.get("/openapi.json").body["paths"][f"/{reading.word}"]["get"]
    assert [one["name"] for one in told["parameters"]] == [one.name for one in reading.asks]


@pytest.mark.parametrize("reading", READINGS)
def test_only_who_may_look_is_answered(reading: HouseReading) -> None:
    assert Caller(None).get(f"/{reading.word}").status_code == 401
    for role in ROLES:
        caller = Caller(cast.person(f"{role} person", role))
        allowed = cast.as_actor(caller.user).may(reading.needs)
        assert caller.get(f"/{reading.word}").status_code == (200 if allowed else 403), role


@pytest.mark.parametrize("reading", READINGS)
def test_what_is_odd_is_refused_by_its_name_or_answered(reading: HouseReading) -> None:
    caller = Caller(cast.person("Ada Admin", "admin"))
    assert caller.get(f"/{reading.word}?nonsense=1").status_code == 422
    for field in reading.asks:
        for odd in ODD[field.kind]:
            answer = caller.get(f"/{reading.word}?{field.name}={odd}")
            assert answer.status_code == 200 or list(answer.body["fields"]) == [field.name], (field.name, odd)
