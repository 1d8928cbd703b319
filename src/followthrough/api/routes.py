"""Every address of the API, made from the registry: addresses, OpenAPI and policy table all follow from this list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse

from followthrough.api import imports, reads, writes
from followthrough.api.callers import Caller
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.records.readings import Reading, readings_of
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.search.indexed import Indexed

ROOT = "/api/v1"
BY_METHOD = ("create", "edit", "delete")  # verbs that are HTTP methods here, not addresses


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method does at one address. `needs` is the permission, `of` the kind of record the answer holds."""

    method: str
    name: str
    needs: str
    handle: Callable[..., HttpResponse]
    kind: RecordType
    of: RecordType | None = None
    action: Action | None = None
    reading: Reading | None = None

    def answer(self, request: HttpRequest, caller: Caller, parts: dict[str, str]) -> HttpResponse:
        """Do it for this caller. Raises a Problem."""
        subject = self.action or self.of or self.reading
        given = (self.kind,) if subject is None else (self.kind, subject)
        return self.handle(request, caller.actor, *given, **parts)


@dataclass(frozen=True, slots=True)
class Route:
    """One address, with `{ref}` where a record's number stands, and what each method does there."""

    path: str
    operations: dict[str, Operation]

    @property
    def names_record(self) -> bool:
        """Whether a record is named by the address."""
        return "{ref}" in self.path

    @property
    def methods(self) -> list[str]:
        """The methods known here, HEAD beside GET."""
        return [name for method in self.operations for name in ((method, "HEAD") if method == "GET" else (method,))]


@cache
def routes() -> tuple[Route, ...]:
    """All addresses, in the order of the registry; asked for only once every area has declared itself."""
    return tuple(route for kind in record_types() if kind.listed for route in _routes_of(kind))


def _routes_of(kind: RecordType) -> Iterable[Route]:
    view, actions = kind.permission("view"), actions_on(kind.model)
    base, one = f"/{kind.plural}", f"/{kind.plural}/{{ref}}"
    yield _route(
        base,
        Operation("GET", f"list_{_word(kind)}", view, reads.list_records, kind),
        _doing("POST", writes.create, kind, actions["create"]),
    )
    for verb, action in actions.items():
        if action.on_class and verb not in BY_METHOD:
            yield _route(f"{base}/{verb}", _doing("POST", writes.act, kind, action))
    yield _route(
        one,
        Operation("GET", f"read_{kind.singular}", view, reads.read_record, kind),
        _doing("PATCH", writes.edit, kind, actions["edit"]),
        _doing("DELETE", writes.delete, kind, actions["delete"]),
    )
    for verb, action in actions.items():
        if not action.on_class and verb not in BY_METHOD:
            yield _route(f"{one}/{verb}", _doing("POST", writes.act, kind, action))
    for part, handle in (("history", reads.list_history), ("notes", reads.list_notes), ("files", reads.list_files)):
        yield _route(f"{one}/{part}", Operation("GET", f"list_{part}_of_{kind.singular}", view, handle, kind))
    for word, reading in readings_of(kind.model).items():
        name = f"read_{word.replace('-', '_')}_of_{kind.singular}"
        yield _route(f"{one}/{word}", Operation("GET", name, view, reads.read_answer, kind, reading=reading))
    if kind.model is Import:
        yield _route(f"{one}/rows", Operation("GET", "list_rows_of_import", view, imports.list_rows, kind))
        yield _route(f"{one}/rejects", Operation("GET", "read_rejects_of_import", view, imports.read_rejects, kind))
    content = Operation("GET", f"read_file_of_{kind.singular}", view, reads.read_content, kind)
    yield _route(f"{one}/files/{{file}}/content", content)
    for child in record_types():
        if not child.listed and child.parent_type is kind:
            name = f"list_{_word(child)}_of_{kind.singular}"
            needs = child.permission("view")
            yield _route(f"{one}/{child.plural}", Operation("GET", name, needs, reads.list_children, kind, of=child))
            if Indexed(child).holds_file:
                name = f"read_file_of_{child.singular}"
                held = Operation("GET", name, needs, reads.read_part_content, kind, of=child)
                yield _route(f"{one}/{child.plural}/{{file}}/content", held)


def _route(path: str, *operations: Operation) -> Route:
    return Route(path, {operation.method: operation for operation in operations})


def _doing(method: str, handle: Callable[..., HttpResponse], kind: RecordType, action: Action) -> Operation:
    return Operation(method, action.name, action.needs, handle, kind, action=action)


def _word(kind: RecordType) -> str:
    return kind.plural.replace("-", "_")
