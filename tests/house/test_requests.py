"""What every answer carries: an id, headers that protect, and one line in the log that gives nothing away."""

import json
import logging

import pytest
from django.test import Client

from followthrough.config.logs import logging_settings
from followthrough.config.security import CSP
from followthrough.foundation.accounts.models import Account
from followthrough.kernel.history.models import Entry
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(caplog):
    """What the lines of the log look like, in order."""
    handler = logging.StreamHandler()
    settings = logging_settings("INFO")["formatters"]["json"]
    handler.setFormatter(
        settings["()"](foreign_pre_chain=settings["foreign_pre_chain"], processors=settings["processors"])
    )
    lines = []
    handler.emit = lambda record: lines.append(handler.format(record))
    logger = logging.getLogger("followthrough.requests")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


def test_a_sane_id_is_taken_over_and_a_strange_one_replaced():
    client = Client()
    assert client.get("/health/live", headers={"X-Request-ID": "trace-12345678"})["X-Request-ID"] == "trace-12345678"
    for strange in ("short", "x" * 65, "a b c d e f g", "<script>alert(1)</script>", "abcdefgh\r\nSet-Cookie: x=1"):
        given = client.get("/health/live", headers={"X-Request-ID": strange})["X-Request-ID"]
        assert (len(given), given.isalnum()) == (32, True)


def test_the_id_of_the_request_stands_in_history():
    admin = Caller(cast.person("Ada Admin", "admin"))
    admin.post("/accounts", {"name": "Juniper"}, X_Request_ID="trace-12345678")
    entry = Entry.objects.get(kind="accounts.account", record_id=Account.objects.get().pk)
    assert (entry.correlation, entry.surface) == ("trace-12345678", "api")


@pytest.mark.parametrize(
    "path", ["/health/live", "/api/v1/accounts", "/api/v1/openapi.json", "/sign-in", "/nowhere", "/metrics"]
)
def test_every_answer_has_the_headers_that_protect(path):
    answer = Client().get(path)
    assert answer["Content-Security-Policy"] == CSP
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "Strict-Transport-Security" not in answer


def test_the_policy_is_the_one_promised():
    assert CSP == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )


def test_over_https_browsers_are_told_to_stay_there(settings):
    settings.IS_HTTPS = True
    assert Client().get("/health/live")["Strict-Transport-Security"] == "max-age=31536000"


def test_a_request_is_one_line_of_json_that_says_who_what_and_how_long(written):
    admin = Caller(cast.person("Ada Admin", "admin"))
    admin.get("/accounts/A-99999?q=secretquestion", X_Request_ID="trace-12345678")
    (line,) = written
    told = json.loads(line)
    assert "\n" not in line
    assert (told["route"], told["path"]) == ("api/v1/accounts/<str:ref>", "/api/v1/accounts/A-99999")
    assert (told["method"], told["status"], told["user_id"], told["correlation"]) == (
        "GET", 404, admin.user.pk, "trace-12345678",
    )  # fmt: skip
    assert told["ms"] > 0
    assert "secretquestion" not in line


def test_secrets_and_line_breaks_never_reach_the_log(written):
    admin = Caller(cast.person("Ada Admin", "admin"))
    token = "b7Yc9Qp2Lr5Tn8Wx1Zk4Mv7Hs0Jd3Gf6Aa9Bb2Cc5Dd8"
    Client().get(f"/sign-in/link/{token}")
    admin.get("/accounts/ftk_abcdefghijkl")
    admin.get("/accounts/a%0d%0aforged%20line")
    text = "".join(written)
    assert (token in text, "ftk_" in text, admin.secret in text, "\n" in text, "\r" in text) == (False,) * 5
    assert len(written) == 3
