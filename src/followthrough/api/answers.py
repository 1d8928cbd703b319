"""Answers: JSON as orjson writes it, and problems as RFC 9457 says, never with a trace."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.api.callers import NotSignedIn
from followthrough.api.limits import TooMany
from followthrough.kernel.access.actor import NOBODY, Actor
from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.history.acting import correlation
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Busy, Invalid, Problem, Stale
from followthrough.kernel.records.showing import linked, shown_link, shown_value

PROBLEM = "application/problem+json"


class NotAllowed(Problem):
    """The address knows other methods than this one."""

    status = 405
    code = "method_not_allowed"

    def __init__(self, methods: list[str]) -> None:
        super().__init__(_("Here only %(methods)s can be used.") % {"methods": ", ".join(methods)})
        self.methods = methods


class MayBeThere(Problem):
    """What is to be made may be there already; said only to those who ask. `doubles` names the records."""

    status = 409
    code = "may_be_there"

    def __init__(self, doubles: list[dict[str, Any]]) -> None:
        super().__init__(_("This may be there already. Use one of these, or send it again without the check."))
        self.doubles = doubles


def as_json(body: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """A JSON answer; header names are written with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json", headers=named)


def etag(version: int) -> str:
    """A record's version as HTTP writes it."""
    return f'"{version}"'


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """An error as `application/problem+json`."""
    body = {
        "type": f"urn:followthrough:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "correlation_id": correlation.get(),
        **more,
    }
    return HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM)


def refusal(refused: Problem, actor: Actor = NOBODY) -> HttpResponse:
    """What the house says no to, with everything a program needs to mend it."""
    more: dict[str, Any] = {}
    if isinstance(refused, Invalid):
        more["fields"] = {name: str(sentence) for name, sentence in refused.fields.items()}
    if isinstance(refused, MayBeThere):
        more["doubles"] = refused.doubles
    if isinstance(refused, Stale):
        more |= _comparison(refused, actor)
    if isinstance(refused, InTheWay):
        more |= _hurdles(refused)
    answer = problem(refused.status, refused.code, str(refused.message), **more)
    if isinstance(refused, NotSignedIn):
        answer["WWW-Authenticate"] = 'Bearer realm="Followthrough"'
    if isinstance(refused, NotAllowed):
        answer["Allow"] = ", ".join(refused.methods)
    if isinstance(refused, TooMany | Busy):
        answer["Retry-After"] = str(refused.seconds)
    if isinstance(refused, Stale):
        answer["ETag"] = etag(refused.version)
    return answer


def _hurdles(found: InTheWay) -> dict[str, Any]:
    """What stands in the way of an undo, and how many records can still be put back."""
    hurdles = [
        {"ref": one.ref, "title": one.title, "kind": one.kind.singular, "fields": one.fields, "by": one.who}
        | {"at": shown_value(one.at), "detail": one.text}
        for one in found.hurdles
    ]
    return {"hurdles": hurdles, "total": found.total, "rest": found.rest}


def _comparison(stale: Stale, actor: Actor) -> dict[str, Any]:
    return {
        "version": stale.version,
        "changed_by": stale.changed_by,
        "changed_at": shown_value(stale.changed_at),
        "clashes": [
            {
                "field": clash.field,
                "label": str(clash.label),
                "theirs": _theirs(clash.theirs, actor),
                "yours": shown_value(clash.yours),
            }
            for clash in stale.clashes
        ],
    }


def _theirs(value: Any, actor: Actor) -> Any:
    if isinstance(value, Record):
        return shown_link(type(value), value.pk, linked({type(value): {value.pk}}, actor))
    return shown_value(value)


def unknown_address(request: HttpRequest, **_parts: str) -> HttpResponse:
    """For every address below /api/ that is none."""
    return problem(
        404, "unknown_address", _("There is nothing at this address. /api/v1/openapi.json lists all there is.")
    )


def broken(request: HttpRequest) -> HttpResponse:
    """For a mistake of ours: what happened is in the log under the correlation id, what is safe is said here."""
    safe = (
        _("Nothing was changed. You may ask again.")
        if request.method in ("GET", "HEAD", "OPTIONS")
        else _("Repeat the request with the same Idempotency-Key: it has one effect, however often it is sent.")
    )
    return problem(500, "our_mistake", _("Something went wrong on our side.") + " " + safe)
