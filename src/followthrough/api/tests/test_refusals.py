"""Whatever is sent, the answer is a problem that says how to mend it; never a trace, never a 500 for bad input."""

import logging

import pytest

from followthrough.api import reads
from followthrough.foundation.accounts.models import Account
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PARTS = {"type", "title", "status", "detail", "code", "correlation_id"}


def problem_of(answer):
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.body) >= PARTS
    assert answer.body["status"] == answer.status_code
    assert answer.body["correlation_id"] == answer["X-Request-ID"]
    assert b"Traceback" not in answer.content
    return answer.status_code, answer.body["code"]


@pytest.mark.parametrize("path", ["/nowhere", "/accounts/", "/accounts/A-1/nowhere", "", "/", "/../admin"])
def test_an_unknown_address_is_a_problem_too(admin, path):
    assert problem_of(admin.get(path)) == (404, "unknown_address")


def test_a_method_that_is_not_there_names_those_that_are(admin):
    answer = admin.ask("PUT", "/accounts/A-00001", {})
    assert (problem_of(answer), answer["Allow"]) == ((405, "method_not_allowed"), "GET, HEAD, PATCH, DELETE")
    assert problem_of(admin.delete("/accounts"))[0] == 405
    assert admin.ask("OPTIONS", "/accounts").status_code == 405


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'"x"', b"null", b'{"name": "\\ud800"}', b'{"name": "a\\u0000b"}', b"\xff"]
)
def test_a_body_that_is_no_json_object_is_refused(admin, body):
    assert problem_of(admin.post("/accounts", body)) == (400, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_taken_where_no_file_is(admin, kind):
    assert problem_of(admin.post("/accounts", b"name=x", Content_Type=kind)) == (415, "unsupported_media_type")


def test_a_body_in_chunks_is_refused_rather_than_taken_for_none(admin):
    answer = admin.patch("/accounts/A-00001", {}, If_Match="*", Transfer_Encoding="chunked")
    assert answer.status_code == 404  # it came with its length after all
    answer = admin.client.generic("POST", "/api/v1/accounts", headers=admin.headers | {"Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.json()["code"]) == (411, "length_needed")


def test_a_body_over_the_limit_is_refused(admin):
    body = b'{"name": "' + b"x" * (2 * 1024 * 1024) + b'"}'
    assert problem_of(admin.post("/accounts", body)) == (413, "too_large")


@pytest.mark.parametrize(
    "values",
    [
        {"annual_revenue": "1e999999999"}, {"annual_revenue": "NaN"}, {"annual_revenue": 1.5},
        {"annual_revenue": "sNaN"},
        {"annual_revenue": "999999999999999"}, {"founded_year": 2**40}, {"founded_year": -1},
        {"founded_year": "1e9999999"},
        {"client_since": "2026-02-30"}, {"client_since": ["x"]}, {"owner": {"ref": ["x"]}}, {"owner": 10**18},
        {"owner": {}}, {"name": {"a": 1}}, {"name": ["a"]}, {"name": None}, {"name": "x" * 300}, {"kind": {"a": 1}},
        {"tags": ["x" * 100]}, {"tags": "x" * 100}, {"currency": "DOLLARS"}, {"parent": "'; SELECT pg_sleep(5)--"},
    ],
)  # fmt: skip
def test_values_out_of_range_are_refused_by_name(admin, values):
    answer = admin.post("/accounts", {"name": "Juniper", **values})
    assert problem_of(answer) == (422, "invalid")
    assert Account.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "annual_revenue=%00", "name__contains=%00", "q=%00", "created_at__gte=x", "created_at__gte=99999-01-01", "id=x",
        "after=WzEsSW5maW5pdHld", "after=W251bGwsbnVsbF0", "after=WyJcdTAwMDAiLDFd", "after=" + "A" * 3000, "owner=%00",
        "q=%27%3B%20SELECT", "name__contains=%27%22", "tags=%7B%7D", "id=99999999999999999999999", "owner=9" * 40,
    ],
)  # fmt: skip
def test_odd_questions_get_a_plain_answer(admin, query):
    assert admin.get(f"/accounts?sort=name&{query}").status_code in (200, 400, 422)


@pytest.mark.parametrize("ref", ["%00", "%27", "0", "-1", "9" * 30, "%F0%9F%98%80", "a%2Fb", "x" * 500])
def test_an_odd_number_is_just_a_missing_record(admin, ref):
    assert admin.get(f"/accounts/{ref}").status_code == 404
    assert admin.patch(f"/accounts/{ref}", {"city": "x"}, If_Match="*").status_code == 404


def test_a_mistake_of_ours_says_what_is_safe_and_shows_no_trace(admin, monkeypatch, caplog):
    account = cast.account("Juniper")
    monkeypatch.setattr(reads, "shown_records", None)
    with caplog.at_level(logging.CRITICAL, "django.request"):
        answer = admin.get(f"/accounts/{account.ref}")
    assert problem_of(answer) == (500, "our_mistake")
    assert answer.body["detail"] == "Something went wrong on our side. Nothing was changed. You may ask again."


def test_a_hidden_and_a_missing_record_are_answered_alike(rep):
    hidden = cast.account("CANARY", team=cast.made(cast.Team, name="East"))
    one, two = rep.get(f"/accounts/{hidden.ref}"), rep.get("/accounts/A-99999")
    told = [answer.body["detail"].replace(ref, "…") for answer, ref in ((one, hidden.ref), (two, "A-99999"))]
    assert (one.status_code, told[0]) == (two.status_code, told[1]) == (404, "There is no account “…”.")
