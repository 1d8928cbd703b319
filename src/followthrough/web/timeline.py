"""What happened to a record, newest first: changes, notes and mails in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from followthrough.kernel.actions.declare import action_named
from followthrough.kernel.actions.undo import deeds_behind
from followthrough.kernel.history.models import Entry, Operation
from followthrough.kernel.history.queries import history_of
from followthrough.kernel.mail.queries import mails_on
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.notes.queries import notes_on, written_by
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types, type_named, type_of
from followthrough.kernel.records.showing import linked
from followthrough.web.deeds import undo_buttons
from followthrough.web.mail_told import mail_entry
from followthrough.web.shapes import (
    ActionButton,
    Link,
    Segment,
    TimelineChange,
    TimelineDay,
    TimelineEntry,
    TimelinePanel,
)
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import day_text, full_text, money_text, number_text, time_text

SHOWN = 25
ICONS = {Operation.CREATE: "plus", Operation.CHANGE: "pencil", Operation.DELETE: "trash-2"}


def timeline_panel(record: Any, kind: RecordType, reader: Reader, *, before: int | None = None) -> TimelinePanel:
    """The panel of a record's page; `before` continues below an entry's id."""
    entries = history_of(record, reader.actor).exclude(kind__in=[one.kind for one in record_types() if not one.told])
    if before:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: SHOWN + 1])
    notes = [] if before else list(notes_on(record, reader.actor)[:SHOWN])
    mails = [] if before else list(mails_on(record, reader.actor)[:SHOWN])
    undos = _undos(found[:SHOWN], reader)
    learn_links(found[:SHOWN], reader)
    parts = _parts_added(found[:SHOWN], reader)
    lines = [
        (e.at, with_then(change_entry(e, reader, parts.get(e.pk), undos.get(e.pk)), e, record)) for e in found[:SHOWN]
    ]
    names = written_by(notes)
    lines += [(n.created_at, note_entry(n, reader, names)) for n in notes]
    lines += [(m.at, mail_entry(m, reader)) for m in mails]
    lines.sort(key=lambda line: line[0], reverse=True)
    more = f"/{kind.plural}/{record.ref}/timeline?before={found[SHOWN - 1].pk}" if len(found) > SHOWN else ""
    links = (Link(_("As of a time"), f"{url_of(record)}as-of"),)
    return TimelinePanel("timeline", _("What happened"), days=by_day(lines, reader), next_url=more, links=links)


def _parts_added(entries: Sequence[Entry], reader: Reader) -> dict[int, Record]:
    """The parts that were added to the record, by the entry that tells of it: they are named there."""
    kinds = {kind.kind: kind for kind in record_types()}
    told = [e for e in entries if e.operation == Operation.CREATE and e.parent_id is not None and e.kind in kinds]
    wanted: dict[type[Record], set[int]] = {}
    for entry in told:
        wanted.setdefault(kinds[entry.kind].model, set()).add(entry.record_id)
    found = linked(wanted, reader.actor)
    links = [(entry.pk, found.get((kinds[entry.kind].model, entry.record_id))) for entry in told]
    return {pk: record for pk, record in links if record is not None}


def with_then(told: TimelineEntry, entry: Entry, record: Any) -> TimelineEntry:
    """A change of the page's own record leads to the record as it was then."""
    if entry.record_id != record.pk or entry.kind != type_of(record).kind or entry.operation == Operation.DELETE:
        return told
    return replace(told, then=Link(_("As it was then"), then_address(record, entry.at)))


def then_address(record: Any, at: datetime) -> str:
    """Where the record is shown as it was at a moment."""
    return f"{url_of(record)}as-of?at={at.astimezone(UTC).isoformat().replace('+00:00', 'Z')}"


def _undos(entries: Sequence[Entry], reader: Reader) -> dict[int, ActionButton]:
    """The button that takes a whole run back, beside the newest entry of it."""
    newest: dict[UUID, int] = {}
    for entry in entries:
        newest.setdefault(entry.run, entry.pk)
    buttons = undo_buttons(deeds_behind(newest, reader.actor), reader.actor)
    return {newest[run]: button for run, button in buttons.items()}


def by_day(lines: Iterable[tuple[datetime, TimelineEntry]], reader: Reader) -> tuple[TimelineDay, ...]:
    """Entries under the day they happened on, in the reader's zone."""
    days: dict[date, list[TimelineEntry]] = {}
    for at, entry in lines:
        days.setdefault(at.astimezone(reader.zone).date(), []).append(entry)
    return tuple(
        TimelineDay(_("Today") if day == reader.today else day_text(day, today=reader.today), tuple(entries))
        for day, entries in days.items()
    )


def author_said(one: Note | Attachment, names: Mapping[Any, str]) -> str:
    """Who made it: the colleague, or whoever `written_by` names."""
    return one.author.name if one.author else names.get(one) or _("Somebody")


def note_entry(note: Note, reader: Reader, names: Mapping[Any, str]) -> TimelineEntry:
    """A note in words; `names` are of those that no colleague wrote."""
    who = author_said(note, names)
    text = _("%(who)s wrote a private note") if note.is_private else _("%(who)s wrote a note")
    return TimelineEntry(
        text % {"who": who},
        "sticky-note",
        time_text(note.created_at, zone=reader.zone),
        full_text(note.created_at, zone=reader.zone),
        quote=note.text,
    )


def change_entry(
    entry: Entry, reader: Reader, record: Record | None = None, undo: ActionButton | None = None
) -> TimelineEntry:
    """A change in words, with what stood there before and after; `record` is named where it is not the page's own.

    What it links to is told where `learn_links` found it before.
    """
    kind = type_named(entry.kind)
    what = str(kind.label) if kind else entry.kind
    changes = _changes(kind, entry, reader) if kind and entry.operation == Operation.CHANGE else ()
    return TimelineEntry(
        _sentence(entry, what, child=entry.parent_id is not None and entry.operation == Operation.CREATE),
        ICONS[Operation(entry.operation)],
        time_text(entry.at, zone=reader.zone),
        _("%(when)s, by %(surface)s") % {"when": full_text(entry.at, zone=reader.zone), "surface": entry.surface},
        link=Link(record.title, url_of(record)) if record and kind and kind.listed and not record.binned_at else None,
        after=record.title if record and kind and not kind.listed else "",
        changes=changes,
        undo=undo,
    )


def _sentence(entry: Entry, what: str, *, child: bool) -> str:
    label = _verb_said(entry.verb)
    who = {"who": entry.actor_name, "what": what, "verb": label}
    if entry.operation == Operation.CREATE:
        return (_("%(who)s added %(what)s") if child else _("%(who)s made this %(what)s")) % who
    if entry.operation == Operation.DELETE:
        return _("%(who)s removed %(what)s") % who
    if label:
        return _("%(who)s: %(verb)s") % who
    return _("%(who)s changed the %(what)s") % who


def _verb_said(name: str) -> str:
    found = action_named(name)
    return "" if found is None or found.generic else str(found.label)


def learn_links(entries: Iterable[Entry], reader: Reader) -> None:
    """Find what the changes of these entries need to be told: what they link to, and the currency of their amounts.

    It takes one query for each kind of record that is linked to, and for each whose amounts have changed.
    """
    kinds = {kind.kind: kind for kind in record_types()}
    wanted: dict[type[Record], set[int]] = {}
    priced: dict[RecordType, set[int]] = {}
    for entry in entries:
        kind = kinds.get(entry.kind)
        if kind is None or entry.operation != Operation.CHANGE:
            continue
        for column, field in _columns(kind, reader).items():
            if column not in (entry.after or {}):
                continue
            if field.kind is Kind.MONEY and field.currency:
                priced.setdefault(kind, set()).add(entry.record_id)
            if field.kind is Kind.LINK and field.link is not None:
                ids = {(entry.before or {}).get(column), (entry.after or {})[column]}
                wanted.setdefault(field.link, set()).update(ids - {None})
    reader.linked.update(linked(wanted, reader.actor))
    for kind, ids in priced.items():
        named = {field.currency for field in kind.fields.values() if field.kind is Kind.MONEY and field.currency}
        for row in kind.model.visible_to(reader.actor).filter(pk__in=ids).values("pk", *named):
            reader.currencies[kind.kind, row.pop("pk")] = row


def _columns(kind: RecordType, reader: Reader) -> dict[str, Field]:
    """The fields this reader may see and is told of, by their columns."""
    found: dict[str, Field] | None = reader.columns.get(kind)
    if found is None:
        found = {kind.stored(name).column: field for name, field in kind.readable(reader.actor).items() if field.told}
        reader.columns[kind] = found
    return found


def _changes(kind: RecordType, entry: Entry, reader: Reader) -> tuple[TimelineChange, ...]:
    readable = _columns(kind, reader)
    # An amount is in the currency that changed with it, else in that of its record.
    priced = reader.currencies.get((entry.kind, entry.record_id), {})
    before, after = {**priced, **(entry.before or {})}, {**priced, **(entry.after or {})}
    changes = []
    for column, new in (entry.after or {}).items():
        field = readable.get(column)
        if field is None:
            continue
        old = (entry.before or {}).get(column)
        label = str(field.label)
        changes.append(
            TimelineChange(
                label[:1].upper() + label[1:], _stored(field, old, before, reader), _stored(field, new, after, reader)
            )
        )
    return tuple(changes)


def _stored(field: Field, value: Any, beside: Mapping[str, Any], reader: Reader) -> str:
    """A value as history holds it, in words; `beside` it stood these."""
    if value in (None, "", []):
        return ""
    if field.is_worded:
        return field.choice_label(value)
    if field.kind is Kind.LINK and field.link is not None:
        found = reader.linked.get((field.link, value))
        return found.title if found else _("something you may not see")
    if field.kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    if field.kind is Kind.MONEY:
        currency = beside.get(field.currency or "") or reader.currency
        return money_text(Decimal(str(value)), currency, home=reader.currency, exact=field.exact)
    if field.kind in (Kind.DECIMAL, Kind.INTEGER) and not field.is_year:
        return number_text(Decimal(str(value)))
    if field.kind is Kind.DATE and (day := parse_date(str(value))):
        return day_text(day, today=reader.today)
    if field.kind is Kind.INSTANT and (at := parse_datetime(str(value))):
        return f"{day_text(at.astimezone(reader.zone).date(), today=reader.today)} {time_text(at, zone=reader.zone)}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_yes_or_no(one)}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _yes_or_no(value: Any) -> str:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


def segments_of(path: str, now: str, choices: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """The filter of a timeline: all, or one kind."""
    return tuple(Segment(label, f"{path}?kind={key}", current=key == now) for key, label in choices)
