"""Live, ready, and the figures a monitor reads."""

import re

import pytest
from django.db import connection
from django.test import Client

from followthrough.config import health, metrics
from followthrough.kernel.jobs.declare import defer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ready():
    answer = Client().get("/health/ready")
    return answer.status_code, answer.json()["state"]


def test_a_process_that_answers_is_live():
    answer = Client().get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"state": "live"})


def test_ready_when_the_tables_are_what_the_code_needs(monkeypatch):
    assert ready() == (200, "ready")
    monkeypatch.setattr(health, "fingerprint", lambda: "newer code")
    assert ready() == (503, "starting")


def test_draining_when_asked_to_leave(settings, tmp_path):
    settings.DRAINING = tmp_path / "draining"
    settings.DRAINING.touch()
    assert ready() == (503, "draining")


def test_read_only_where_the_database_takes_no_changes():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL default_transaction_read_only = on")
    assert ready() == (200, "read-only")


@pytest.mark.django_db(transaction=True)
def test_recovering_while_the_database_does_not_answer():
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        assert ready() == (503, "recovering")
        assert "followthrough_database_up 0" in figures()
        assert Client().get("/health/live").status_code == 200
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port


def figures(**headers):
    return Client().get("/metrics", headers=headers).content.decode()


def test_requests_are_counted_by_route_and_status():
    before = figures()
    Client().get("/api/v1/accounts")
    counter = 'followthrough_requests_total{method="GET",route="api/v1/accounts",status="401"}'
    assert number(figures(), counter) == number(before, counter) + 1
    assert number(figures(), "followthrough_request_seconds_count") > number(
        before, "followthrough_request_seconds_count"
    )


def test_waiting_jobs_are_counted_with_their_lag():
    defer("facts.deliver", ids=[])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 seconds'")
    text = figures()
    assert number(text, 'followthrough_jobs{queue="default",status="todo"}') == 1
    assert 89 < number(text, 'followthrough_job_lag_seconds{queue="default"}') < 120
    assert "followthrough_database_up 1" in text


def test_figures_are_for_this_machine_or_holders_of_the_token(settings):
    assert Client(REMOTE_ADDR="203.0.113.5").get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 404
    assert Client(REMOTE_ADDR="203.0.113.5").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "a long word"
    for word, status in (("a long word", 200), ("another", 404)):
        answer = Client(REMOTE_ADDR="203.0.113.5").get("/metrics", headers={"Authorization": f"Bearer {word}"})
        assert answer.status_code == status


def test_a_label_can_not_break_a_line():
    assert metrics._safe('a"b\\c\nd') == r"a\"b\\c\nd"


def number(text, name):
    found = re.search(rf"^{re.escape(name)} ([0-9.]+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0
