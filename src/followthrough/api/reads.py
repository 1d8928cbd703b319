"""Answer reads: lists, one record, and what stands on it; all rows come through `visible_to`."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.api.answers import as_json, etag
from followthrough.api.as_of import record_then
from followthrough.api.asked import Asked, asked_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.files.store import Damaged, checked_content
from followthrough.kernel.history.queries import history_of
from followthrough.kernel.history.showing import ShownEntry, shown_entries
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.notes.queries import files_on, notes_on
from followthrough.kernel.records.listing import RESERVED, counted, narrowed, page_of, sort_of
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.kernel.records.reading import record_numbered
from followthrough.kernel.records.readings import Reading
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.kernel.records.showing import checked_names, shown_records, shown_value

FILE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def list_records(request: HttpRequest, actor: Actor, kind: RecordType) -> HttpResponse:
    """One page of the records the caller sees: narrowed by declared filters, in a declared order."""
    _may_view(kind, actor)
    asked = asked_of(request)
    names = checked_names(kind, actor, asked.names)
    if (sort := sort_of(kind, asked.sort)[0]) not in ("id", *kind.readable(actor)):
        raise Invalid(
            {"sort": _("%(plural)s can't be sorted by “%(name)s”.") % {"plural": kind.label_plural, "name": sort}}
        )
    for name in asked.filters.keys() & set(RESERVED) - {"q", *kind.filters}:
        raise Invalid({name: _("There is no parameter “%(name)s” here.") % {"name": name}})
    rows = narrowed(kind, kind.model.visible_to(actor), asked.filters, actor)
    page = page_of(kind, rows, sort=asked.sort, after=asked.after, limit=asked.limit)
    items = shown_records(kind, page.rows, actor, names)
    return as_json(one_page(request, asked, items, page.after, rows))


def read_record(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """One record, with its version as ETag; with `as_of`, as it was then, and with `until`, what changed since then."""
    record = reached(kind, actor, ref)
    asked = asked_of(request, only=("fields", "as_of", "until"))
    names = checked_names(kind, actor, asked.names)
    if {"as_of", "until"} & asked.given.keys():
        return as_json(record_then(kind, record, asked.given, actor, names))
    shown = shown_records(kind, [record], actor, names)[0]
    if not asked.names:
        shown |= {one.name: one.read(record, actor) for one in kind.readings}
    return as_json(shown, ETag=etag(record.version))


def read_answer(request: HttpRequest, actor: Actor, kind: RecordType, reading: Reading, ref: str) -> HttpResponse:
    """What the record answers to a question of its kind."""
    record = reached(kind, actor, ref)
    asked = asked_of(request, only=tuple(field.name for field in reading.asks))
    return as_json(reading.answered(record, asked.given, actor))


def list_history(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """What happened to the record and what belongs to it, newest first."""
    asked = asked_of(request, only=("after", "limit"))
    entries = history_of(reached(kind, actor, ref), actor)
    rows, after = newest_first(entries, asked)
    return as_json(one_page(request, asked, [one_entry(shown) for shown in shown_entries(rows, actor)], after))


def list_notes(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """The record's notes that the caller may read, newest first."""
    asked = asked_of(request, only=("after", "limit"))
    rows, after = newest_first(notes_on(reached(kind, actor, ref), actor), asked)
    return as_json(one_page(request, asked, shown_records(type_of(Note), rows, actor), after))


def list_files(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """The files attached to the record, newest first."""
    asked = asked_of(request, only=("after", "limit"))
    rows, after = newest_first(files_on(reached(kind, actor, ref), actor), asked)
    return as_json(one_page(request, asked, shown_records(type_of(Attachment), rows, actor), after))


def list_children(request: HttpRequest, actor: Actor, kind: RecordType, child: RecordType, ref: str) -> HttpResponse:
    """The rows of a kind that has no address of its own, newest first."""
    _may_view(child, actor)
    asked = asked_of(request, only=("after", "limit"))
    found = child.model.visible_to(actor).filter(**{child.parent: reached(kind, actor, ref)}).order_by("-id")
    rows, after = newest_first(found, asked)
    return as_json(one_page(request, asked, shown_records(child, rows, actor), after))


def read_content(request: HttpRequest, actor: Actor, kind: RecordType, ref: str, file: str) -> HttpResponse:
    """The content of a file on the record, only ever as a download."""
    found = files_on(reached(kind, actor, ref), actor).filter(ref=file).first()
    if found is None:
        raise NotFound(_("There is no file “%(ref)s” on this record.") % {"ref": file})
    return _content(found)


def read_part_content(
    request: HttpRequest, actor: Actor, kind: RecordType, part: RecordType, ref: str, file: str
) -> HttpResponse:
    """The content of a part that keeps a file, such as a version of a document, only ever as a download."""
    _may_view(part, actor)
    parts = part.model.visible_to(actor).filter(**{part.parent: reached(kind, actor, ref)}, ref=file)
    found = parts.first()
    if found is None:
        raise NotFound(_("There is no file “%(ref)s” on this record.") % {"ref": file})
    return _content(found)


def _content(found: Any) -> HttpResponse:
    """The content a row names, checked against its hash."""
    try:
        content = checked_content(found.sha256)
    except FileNotFoundError as problem:
        raise NotFound(_("The content of “%(ref)s” is no longer there.") % {"ref": found.ref}) from problem
    except Damaged as problem:
        words = _("“%(name)s” is not what was filed: its content does not fit its SHA-256. It is not handed out.")
        raise Refused(words % {"name": found.name}) from problem
    answer: Any = FileResponse(BytesIO(content), as_attachment=True, filename=found.name, content_type=found.media_type)
    for name, value in FILE_HEADERS.items():
        answer[name] = value
    return answer  # type: ignore[no-any-return]


def reached(kind: RecordType, actor: Actor, ref: str) -> Any:
    """The record of this number that the actor sees. Raises Denied by role, NotFound for hidden and missing alike."""
    _may_view(kind, actor)
    record = record_numbered(kind.model, ref, actor)
    if record is None:
        raise NotFound(_("There is no %(label)s “%(ref)s”.") % {"label": kind.label, "ref": ref})
    return record


def _may_view(kind: RecordType, actor: Actor) -> None:
    if not actor.may(kind.permission("view")):
        raise Denied(_("Your role may not see %(plural)s.") % {"plural": str(kind.label_plural).lower()})


def newest_first(rows: QuerySet[Any], asked: Asked) -> tuple[list[Any], str | None]:
    """One page of rows that are ordered by falling id."""
    if asked.after and not (asked.after.isascii() and asked.after.isdigit() and len(asked.after) < 19):
        raise Invalid({"after": _("This page mark is not valid. Start again from the first page.")})
    beyond = rows.filter(id__lt=int(asked.after)) if asked.after else rows
    found = list(beyond[: asked.limit + 1])
    more = len(found) > asked.limit
    return found[: asked.limit], str(found[asked.limit - 1].pk) if more else None


def one_page(
    request: HttpRequest,
    asked: Asked,
    items: Sequence[Mapping[str, Any]],
    after: str | None,
    rows: QuerySet[Any] | None = None,
) -> dict[str, Any]:
    """A page of a list as it is sent, with the address of the next one, and the count where `rows` are given."""
    following = f"{request.path}?{urlencode({**asked.given, 'after': after})}" if after else None
    page: dict[str, Any] = {"items": items, "next": following}
    if rows is not None:
        page["count"], page["count_is_exact"] = counted(rows)
    return page


def one_entry(shown: ShownEntry) -> dict[str, Any]:
    """One entry of history as it is sent."""
    entry = shown.entry
    return {
        "at": shown_value(entry.at),
        "record": {"ref": shown.record.ref, "title": shown.record.title, "kind": shown.kind.singular},
        "operation": entry.operation,
        "verb": entry.verb,
        "surface": entry.surface,
        "by": entry.actor_name,
        "version": entry.version,
        "changes": [
            {"field": change.field.name, "before": change.before, "after": change.after} for change in shown.changes
        ],
        "run": str(entry.run),
        "correlation_id": entry.correlation,
    }
