"""Answer writes: each runs one action, shows the record within the same transaction, and can be repeated by its key."""

from collections.abc import Callable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.api.answers import MayBeThere, etag
from followthrough.api.asked import asked_of
from followthrough.api.bodies import body_of, key_in, version_in
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.repeats import is_repeat
from followthrough.kernel.actions.run import run
from followthrough.kernel.doubles.finder import find_doubles
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import RecordType, type_named, type_of
from followthrough.kernel.records.showing import shown_records

Body = Callable[[Outcome, Actor], dict[str, Any]]


def create(request: HttpRequest, actor: Actor, kind: RecordType, action: Action) -> HttpResponse:
    """Make a record: 201 with the record, its address and its version.

    With `check=doubles` in the address nothing is made where it may be there already: 409 with the records it may be.
    """
    checked = asked_of(request, only=("check",)).given.get("check", "")
    if checked not in ("", "doubles"):
        raise Invalid({"check": _("Only “doubles” can be checked.")})
    if checked and action.is_open_to(actor) and not is_repeat(actor, key_in(request)):
        refuse_doubles(kind, body_of(request, sendable(action)), actor)
    outcome = _done(request, actor, action, _record_or_words)
    return _answer(outcome, status=201, Location=f"{request.path}/{outcome.ref}")


def refuse_doubles(kind: RecordType, row: dict[str, Any], actor: Actor) -> None:
    """Raise MayBeThere if what was sent may be a record already there, one the caller sees."""
    typed = {name: _meant(kind.fields[name], value, actor) for name, value in row.items() if name in kind.fields}
    (found,) = find_doubles(kind, [typed], actor)
    if found:
        raise MayBeThere(
            [{"ref": m.record.ref, "title": m.record.title, "score": m.score, "why": m.why} for m in found]
        )


def _meant(field: Field, value: Any, actor: Actor) -> Any:
    return find_linked(field.link, value, actor) if field.link and value else value


def edit(request: HttpRequest, actor: Actor, kind: RecordType, action: Action, ref: str) -> HttpResponse:
    """Change the named fields of the version named by If-Match, and answer the whole record."""
    return _answer(_done(request, actor, action, _record_or_words, ref, needs_version=True))


def delete(request: HttpRequest, actor: Actor, kind: RecordType, action: Action, ref: str) -> HttpResponse:
    """Move the version named by If-Match to the bin, and say how it comes back."""
    return _answer(_done(request, actor, action, _words, ref, needs_version=True))


def act(request: HttpRequest, actor: Actor, kind: RecordType, action: Action, ref: str | None = None) -> HttpResponse:
    """Run a verb; If-Match is heeded when sent."""
    return _answer(_done(request, actor, action, _words_and_record, ref))


def sendable(action: Action) -> dict[str, Field]:
    """The fields a body may hold for an action, by name."""
    kind = type_of(action.model)
    own = {field.name: field for field in action.fields}
    return {**kind.fields, **kind.extras, **own} if action.generic else own


def _done(
    request: HttpRequest,
    actor: Actor,
    action: Action,
    body: Body,
    ref: str | None = None,
    *,
    needs_version: bool = False,
) -> Outcome:
    return run(
        action,
        actor=actor,
        surface="api",
        target=ref,
        version=version_in(request, needed=needs_version),
        strict=True,
        values=body_of(request, sendable(action)),
        key=key_in(request),
        show=lambda outcome: orjson.dumps(body(outcome, actor)).decode(),
    )


def _record_or_words(outcome: Outcome, actor: Actor) -> dict[str, Any]:
    return _record(outcome, actor) or _words(outcome, actor)


def _words_and_record(outcome: Outcome, actor: Actor) -> dict[str, Any]:
    return {**_words(outcome, actor), "record": _record(outcome, actor)}


def _words(outcome: Outcome, actor: Actor) -> dict[str, Any]:
    return {
        "message": outcome.message,
        "verb": outcome.verb,
        "ref": outcome.ref,
        "kind": outcome.kind,
        "version": outcome.version,
        "undone_by": outcome.undone_by,
        "is_undoable": outcome.is_undoable,
        "ask": outcome.ask,
        "run": str(outcome.run),
    }


def _record(outcome: Outcome, actor: Actor) -> dict[str, Any] | None:
    """The record as it stands at the end of the action, if the actor still sees it."""
    kind = type_named(outcome.kind)
    if kind is None or not outcome.ref or not actor.may(kind.permission("view")):
        return None
    rows = list(kind.model.visible_to(actor).filter(ref=outcome.ref))
    return shown_records(kind, rows, actor)[0] if rows else None


def _answer(outcome: Outcome, *, status: int = 200, **headers: str) -> HttpResponse:
    answer = HttpResponse(outcome.shown, status=status, content_type="application/json", headers=headers)
    if outcome.secret:
        answer.content = orjson.dumps({**orjson.loads(outcome.shown), "secret": outcome.secret})
    if outcome.version is not None:
        answer["ETag"] = etag(outcome.version)
    if outcome.replayed:
        answer["Idempotent-Replayed"] = "true"
    return answer
