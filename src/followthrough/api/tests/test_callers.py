"""Who may call: keys, their end, their limits."""

from contextlib import ExitStack

import pytest

from followthrough.api.limits import TooMany, under_way
from followthrough.config.translations import compile_translations
from followthrough.foundation.accounts.models import Account
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.django_db


def test_without_a_valid_key_nothing_is_answered(admin):
    for given in ("", "Bearer", "Bearer ftk_wrong", "Basic YTpi", admin.secret):
        answer = admin.get("/accounts", Authorization=given)
        assert (answer.status_code, answer["WWW-Authenticate"], answer.body["code"]) == (
            401, 'Bearer realm="Followthrough"', "not_signed_in",
        )  # fmt: skip


def test_a_session_cookie_is_never_looked_at(admin):
    nobody = Caller(None)
    nobody.client.cookies["sessionid"] = admin.secret
    assert nobody.get("/accounts").status_code == 401


def test_a_revoked_key_ends_at_once(admin):
    other = Caller(admin.user, name="other")
    assert other.get("/accounts").status_code == 200
    assert admin.post(f"/keys/{other.key.ref}/revoke").status_code == 200
    assert other.get("/accounts").status_code == 401


def test_a_deactivated_person_is_refused_at_once(admin, rep):
    assert rep.get("/accounts").status_code == 200
    admin.post(f"/people/{rep.user.ref}/deactivate")
    assert rep.get("/accounts").status_code == 401


def test_an_expired_key_is_refused():
    old = Caller(cast.person("Olga Old", "admin"), expires_on="2020-01-01")
    assert old.get("/accounts").status_code == 401


def test_a_changed_role_counts_at_the_next_request(admin, rep):
    assert rep.post("/segments", {"name": "A"}).status_code == 403
    admin.patch(f"/people/{rep.user.ref}", {"role": "manager"}, If_Match="*")
    assert rep.post("/segments", {"name": "A"}).status_code == 201


def test_a_read_only_key_reads_and_writes_nothing(admin):
    reader = Caller(admin.user, name="reader", read_only=True)
    assert reader.get("/accounts").status_code == 200
    refused = reader.post("/accounts", {"name": "Juniper"})
    assert (refused.status_code, refused.body["code"], Account.objects.count()) == (403, "denied", 0)


def test_a_key_that_asks_too_often_is_told_to_wait(admin, settings):
    settings.API_RATE = (3, 1)
    answers = [admin.get("/accounts") for _turn in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[3]["Retry-After"], answers[3].body["code"]) == ("1", "too_many_requests")
    other = Caller(admin.user, name="other")
    assert other.get("/accounts").status_code == 200


def test_answers_speak_the_persons_language():
    compile_translations()
    answer = Caller(cast.person("Nadia", "rep", language="es")).get("/accounts/none")
    assert answer.body["detail"] == "No hay cuenta «none»."


def test_a_key_has_twenty_places_at_once():
    with ExitStack() as held:
        for _one in range(20):
            held.enter_context(under_way(7))
        with pytest.raises(TooMany), under_way(7):
            pass
        with under_way(8):
            pass
    with under_way(7):
        pass
