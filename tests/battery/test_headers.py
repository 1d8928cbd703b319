"""S3: what protects stands on every answer of every route, errors and redirects too; cookies are closed and bound."""

import json
import os
import re
import subprocess
import sys
from http import HTTPStatus

import pytest
from django.test import Client

from followthrough.api.routes import routes
from followthrough.config.security import CSP, HSTS
from followthrough.kernel.people.models import User
from followthrough.web.signing import BACKEND
from tests import cast
from tests.battery.pages import every_pattern

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
REFERRERS = {"same-origin", "no-referrer"}
PUBLIC = ("robots.txt", "favicon.ico")  # the same for everybody, and kept by whoever likes
COOKIES = """
import json
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in dir(s) if "_COOKIE_" in name}))
"""


def addresses() -> list[str]:
    """One of every route, pages and API, and some of none."""
    known = [pattern for pattern in every_pattern() if not pattern.startswith("^")]
    known += [f"api/v1{route.path}" for route in routes()]
    filled = {re.sub(r"<[^>]+>|\{\w+\}", "1", pattern.replace("<str:plural>", "accounts")) for pattern in known}
    return sorted(f"/{path}" for path in {*filled, "nowhere", "api/v1/nowhere", "static/nowhere.js", "accounts"})


@pytest.fixture
def ada() -> User:
    return cast.person("Ada Admin", "admin")


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_answer_of_every_route_protects_its_reader(ada, settings, method) -> None:
    settings.IS_HTTPS = True
    wrong, told = [], set()
    stranger, signed_in = (Client(raise_request_exception=False, enforce_csrf_checks=True) for _two in range(2))
    signed_in.force_login(ada, backend=BACKEND)
    for client in (stranger, signed_in):
        for path in addresses():
            answer = client.generic(method, path, secure=True)
            told.add(answer.status_code)
            policy = answer.get("Content-Security-Policy", "")
            wanted = {
                "policy": policy == CSP or "default-src 'none'" in policy,
                "nosniff": answer.get("X-Content-Type-Options") == "nosniff",
                "frames": answer.get("X-Frame-Options") == "DENY",
                "referrer": answer.get("Referrer-Policy") in REFERRERS,
                "https": answer.get("Strict-Transport-Security") == HSTS,
                "kept by nobody": "no-store" in answer.get("Cache-Control", "") or path.removeprefix("/") in PUBLIC,
                "no trace": b"Traceback" not in getattr(answer, "content", b""),
                "no mistake": answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR,
            }
            wrong += [(path, answer.status_code, name) for name, is_there in wanted.items() if not is_there]
            wrong += [(path, name) for name, one in answer.cookies.items() if one.value and not one["samesite"]]
            wrong += [(path, name) for name, one in answer.cookies.items() if one.value and not one["httponly"]]
    assert wrong == []
    assert told >= {200, 302, 401, 404} if method == "GET" else told & {401, 403, 404, 405, 419}


def test_cookies_are_bound_to_the_host_over_https() -> None:
    """As the desk reads them at its start; the address in plain text is the control."""

    def cookies(address: str) -> dict[str, object]:
        surroundings = {**os.environ, "BASE_URL": address, "PYTHONPATH": os.pathsep.join(sys.path)}
        asked = [sys.executable, "-W", "ignore", "-c", COOKIES]
        said = subprocess.run(asked, env=surroundings, capture_output=True, check=True, text=True)
        found = json.loads(said.stdout)
        return {name: found[name] for name in sorted(found) if name.split("_COOKIE_")[0] in ("SESSION", "CSRF")}

    told = cookies("https://desk.example.com")
    assert {name: told[name] for name in told if name.endswith(("NAME", "SECURE", "SAMESITE", "DOMAIN", "PATH"))} == {
        "CSRF_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_PATH": "/",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": True,
    }
    plain = cookies("http://127.0.0.1:8000")
    assert (plain["SESSION_COOKIE_NAME"], plain["SESSION_COOKIE_SECURE"]) == ("session", False)
