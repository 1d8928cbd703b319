"""Serve the sample pages under the strict policy, to look at them: `python -m followthrough.web.tests.desk 8010`."""

import json
import mimetypes
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.web.tests.settings")

import django
from django.template import Context, Engine
from django.utils import translation

WEB = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def engine() -> Engine:
    """Django's template engine, alone."""
    return Engine(
        dirs=[str(WEB / "templates")],
        libraries={
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
            "desk": "followthrough.web.templatetags.desk",
            "copies": "followthrough.web.templatetags.copies",
        },
        string_if_invalid="",
    )


def desk() -> Callable[..., Iterable[bytes]]:
    """A WSGI application with every sample page at its path; `?theme=` and `?language=` change the reader."""
    from followthrough.web.tests.samples import FOUND, SHEETS  # noqa: PLC0415 -- app ready

    sheets, templates = {sheet.path: sheet for sheet in SHEETS}, engine()

    def serve(environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
        path, asked = environ["PATH_INFO"], parse_qs(environ.get("QUERY_STRING", ""))
        if path.startswith("/static/"):
            return asset(path, start)
        if path.endswith(".json"):
            return answer(start, "200 OK", "application/json", json.dumps(FOUND[path]).encode())
        sheet = sheets.get(path) or sheets["/404"]
        shell = sheet.shell and replace(
            sheet.shell,
            theme=asked.get("theme", [sheet.shell.theme])[0],
            language=asked.get("language", [sheet.shell.language])[0],
        )
        page = (
            replace(sheet.page, theme=asked["theme"][0])
            if "theme" in asked and hasattr(sheet.page, "theme")
            else sheet.page
        )
        with translation.override(shell.language if shell else "en"):
            context = Context(replace(sheet, shell=shell, page=page).context)
            html = templates.get_template(sheet.template).render(context)
        return answer(start, sheet.status, "text/html; charset=utf-8", html.encode(), *sheet.headers)

    return serve


def asset(path: str, start: Callable[..., object]) -> Iterable[bytes]:
    """A file of static/."""
    file = WEB / path.lstrip("/")
    if not file.is_file():
        return answer(start, "404 Not Found", "text/plain", b"no such file")
    return answer(start, "200 OK", mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())


def answer(
    start: Callable[..., object], status: str, kind: str, body: bytes, *more: tuple[str, str]
) -> Iterable[bytes]:
    """A response under the strict policy."""
    start(
        status, [("Content-Type", kind), ("Content-Security-Policy", POLICY), ("Content-Length", str(len(body))), *more]
    )
    return [body]


class Quiet(WSGIRequestHandler):
    """Says nothing for each request."""

    def log_message(self, *said: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    django.setup()
    make_server(
        "127.0.0.1", int(sys.argv[1] if len(sys.argv) > 1 else "8010"), desk(), handler_class=Quiet
    ).serve_forever()
