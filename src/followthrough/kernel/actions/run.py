"""Run an action: find, lock, check, validate, call, record, answer; the same road from every surface."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import CharField, QuerySet
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, SerializationFailure

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.actions.doubles import double_behind
from followthrough.kernel.actions.held import busy_behind
from followthrough.kernel.actions.outcome import Changes, Outcome
from followthrough.kernel.actions.repeats import answered, fingerprint, keep_answer
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Entry
from followthrough.kernel.history.queries import fields_changed_since
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.kernel.records.problems import (
    Clash,
    Denied,
    Invalid,
    NotFound,
    Refused,
    Stale,
)
from followthrough.kernel.records.reading import leads_to, read_value
from followthrough.kernel.records.registry import type_of

ATTEMPTS = 3
T = TypeVar("T")
Show = Callable[[Outcome], str]


def run(
    action: Action,
    *,
    actor: Actor,
    surface: str,
    target: str | int | None = None,
    values: Mapping[str, Any] | None = None,
    version: int | None = None,
    strict: bool = False,
    key: str = "",
    show: Show | None = None,
) -> Outcome:
    """Do an action for an actor and answer what came of it.

    `target` is the record's reference or id; `version` the one the caller saw: if fields the call sets changed since
    (with `strict`, if anything changed), `Stale` is raised with both values. A call that repeats a `key` of the same
    caller gets the first answer again. `show` writes the surface's answer before the commit, for replays. Raises a
    `Problem` and changes nothing when it can't be done.
    """
    if not action.is_open_to(actor):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    sent = dict(values or {})
    try:
        outcome = retried(lambda: _once(action, actor, surface, target, sent, version, strict, key, show))
    except IntegrityError as problem:
        if double := double_behind(problem):
            raise double from problem
        raise
    if not outcome.replayed:
        crash_point("action.after_commit")
    return outcome


def retried(work: Callable[[], T]) -> T:
    """Try again after a deadlock, which hurts nobody and is nobody's fault.

    People for whom somebody else's work takes too long are told so (`Busy`); a job fails, and is tried again later.
    """
    try:
        return _retried(work)
    except OperationalError as problem:
        if busy := busy_behind(problem):
            raise busy from problem
        raise


def _retried(work: Callable[[], T]) -> T:
    if connection.in_atomic_block:
        return work()
    for _attempt in range(ATTEMPTS - 1):
        try:
            return work()
        except OperationalError as problem:
            if not isinstance(problem.__cause__, DeadlockDetected | SerializationFailure):
                raise
    return work()


def _once(
    action: Action,
    actor: Actor,
    surface: str,
    target: Any,
    sent: dict[str, Any],
    version: int | None,
    strict: bool,
    key: str,
    show: Show | None,
) -> Outcome:
    now = clock.now()
    with transaction.atomic():
        body = fingerprint(action.name, str(target), sent) if key else ""
        if key and (first := answered(actor, key, body)):
            return first
        with acting(actor, action.name, surface=surface, now=now) as run_id:
            record = None if action.on_class else _locked(action, actor, target)
            if record is not None:
                _check_state(action, record)
                if version is not None and version != record.version:
                    _check_version(record, sent, version, actor, strict=strict)
            arguments = sent if action.generic else _arguments(action, sent, actor)
            call = functools.partial(action.call, record) if record is not None else action.call
            given = {"values": arguments} if action.generic else arguments
            result = call(**given, by=actor, now=now)
            outcome = _outcome(action, result, record, run_id)
            if show:
                outcome = replace(outcome, shown=show(outcome))
        if key:
            keep_answer(actor, key, body, action.name, outcome, at=now)
        crash_point("action.before_commit")
        return outcome


def _locked(action: Action, actor: Actor, target: str | int | None) -> Record:
    kind, binned = type_of(action.model), action.verb == "restore"
    word = str(target or "")
    is_id = word.isdecimal() and len(word) < 19
    column, value = ("pk", int(word)) if is_id else ("ref", word)
    found = _lockable(kind.model, actor, binned, column).rows(value=value)
    if not found and (led := leads_to(kind.kind, word)):
        found = _lockable(kind.model, actor, binned, "pk").rows(value=led)
    if not found:
        raise NotFound(_("There is no %(label)s “%(ref)s”.") % {"label": kind.label, "ref": word})
    return found[0]


@prepared
def _lockable(model: type[Record], actor: Actor, binned: bool, column: str) -> QuerySet[Record]:
    """What the actor sees, or sees in the bin, whose id or reference is the `value`; locked when it is asked for."""
    value = Given("value", CharField() if column == "ref" else ID)
    return model.visible_to(actor, binned=binned).select_for_update(of=("self",)).filter(**{column: value})


def _check_state(action: Action, record: Record) -> None:
    if not action.allows(record):
        raise Refused(
            _("“%(action)s” can't be done with %(title)s as it stands now.")
            % {"action": action.label, "title": record.title}
        )


def _check_version(record: Record, sent: Mapping[str, Any], version: int, actor: Actor, *, strict: bool) -> None:
    theirs: dict[str, Entry] = fields_changed_since(record, version)
    kind = type_of(record)
    mine = kind.readable(actor)
    columns = {name: kind.stored(name).column for name in sent if name in mine}
    both = [name for name, column in columns.items() if column in theirs]
    if not both and not strict:
        return
    last = max(theirs.values(), key=lambda entry: entry.pk, default=None)
    raise Stale(
        _("%(title)s was changed by %(who)s while you were writing. Nothing of yours is lost: compare and save again.")
        % {"title": record.title, "who": last.actor_name if last else _("somebody")},
        clashes=[Clash(name, kind.field(name).label, getattr(record, name), sent[name]) for name in both],
        version=record.version,
        changed_by=last.actor_name if last else "",
        changed_at=last.at if last else None,
    )


def _arguments(action: Action, sent: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    values: dict[str, Any] = {}
    known = {field.name: field for field in action.fields_for(actor)}
    for name in sent.keys() - known.keys():
        problems[name] = _("“%(action)s” takes no “%(name)s”.") % {"action": action.label, "name": name}
    for name, field in known.items():
        if name not in sent and not field.required:
            continue
        try:
            values[name] = read_value(field, sent.get(name), actor)
        except Invalid as problem:
            problems.update(problem.fields)
    if problems:
        raise Invalid(problems)
    return values


@prepared
def _versions(model: type[Record]) -> QuerySet[Any, int]:
    return model._default_manager.filter(pk=Given("pk", ID)).values_list("version", flat=True)


def _outcome(action: Action, result: Any, record: Record | None, run_id: Any) -> Outcome:
    changes = result if isinstance(result, Changes) else Changes(record=result if isinstance(result, Record) else None)
    shown = changes.record or record
    version = None
    if shown is not None:
        version = next(iter(_versions(type(shown)).rows(pk=shown.pk)), None)
    return Outcome(
        verb=action.verb,
        message=str(changes.message),
        ref=shown.ref if shown is not None else "",
        kind=type_of(shown).kind if shown is not None else type_of(action.model).kind,
        run=run_id,
        version=version,
        undone_by=action.undone_by,
        is_undoable=action.is_undoable,
        ask=changes.ask,
        secret=changes.secret,
    )
