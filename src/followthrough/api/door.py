"""The one door of the API: method, key, limit and language are checked here, and every refusal leaves as a problem."""

import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.api.answers import NotAllowed, problem, refusal
from followthrough.api.callers import Caller, caller_of
from followthrough.api.limits import take_token, under_way
from followthrough.kernel.access.actor import NOBODY
from followthrough.kernel.actions.held import busy_behind
from followthrough.kernel.records.custom import renew_custom
from followthrough.kernel.records.problems import NotFound, Problem

log = logging.getLogger(__name__)


class Operation(Protocol):
    """What one method does at an address."""

    def answer(self, request: HttpRequest, caller: Caller, parts: dict[str, str]) -> HttpResponse: ...


class Address(Protocol):
    """An address: the methods known there, and what each does."""

    @property
    def methods(self) -> list[str]: ...

    @property
    def operations(self) -> Mapping[str, Operation]: ...


def door(route: Address) -> Callable[..., HttpResponse]:
    """The view of one address. Only bearer keys count, so no page of another site can make a browser ask."""

    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return _let_in(route, request, parts)
        except (DataError, IntegrityError) as broken:
            log.warning("a value does not fit the database: %s", broken)
            return problem(422, "invalid", _("A value does not fit what is stored. Nothing was changed."), fields={})
        except InternalError as broken:  # PostgreSQL refuses to write on a standby or in read-only mode
            log.warning("the database takes no changes: %s", broken)
            return _later(_("The desk is read-only at the moment. Nothing was changed."))
        except (OperationalError, InterfaceError) as broken:
            if busy := busy_behind(broken):
                return refusal(busy)
            log.error("the database did not answer: %s", broken)
            return _later(_("The database does not answer. Ask again with the same Idempotency-Key."))

    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def _let_in(route: Address, request: HttpRequest, parts: dict[str, str]) -> HttpResponse:
    actor = NOBODY
    try:
        operation = route.operations.get("GET" if request.method == "HEAD" else request.method or "")
        if operation is None:
            raise NotAllowed(route.methods)
        if any("\x00" in part for part in parts.values()):
            raise NotFound(_("There is nothing at this address."))
        caller = caller_of(request)
        actor = caller.actor
        request.actor = actor  # type: ignore[attr-defined]  # for the line in the log
        take_token(caller.key.id)
        renew_custom(caller.key.custom_stamp)
        with under_way(caller.key.id), translation.override(actor.language):
            try:
                return operation.answer(request, caller, parts)
            except Problem as refused:
                return refusal(refused, actor)
    except Problem as refused:
        return refusal(refused, actor)


def _later(sentence: str) -> HttpResponse:
    answer = problem(503, "unavailable", sentence)
    answer["Retry-After"] = "5"
    return answer
