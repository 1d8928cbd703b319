"""A record in full, and many as a table."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from followthrough.cli.tables import brief, capital, flat, printable, table, worded
from followthrough.cli.words import Answer
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import plain
from followthrough.kernel.history.models import Entry
from followthrough.kernel.history.queries import history_of
from followthrough.kernel.notes.queries import files_on, notes_on
from followthrough.kernel.records.fields import NUMBERS
from followthrough.kernel.records.panels import rows_on
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Panel, RecordType, record_types, type_of

LATEST = 20  # entries of history, notes and files


def valued(kind: RecordType, record: Any, actor: Actor) -> dict[str, Any]:
    """A record's readable values as JSON holds them."""
    readable = {name: plain(kind, name, getattr(record, name)) for name in kind.readable(actor)}
    return {**readable, "version": record.version}


def listed(kind: RecordType, records: Sequence[Any], actor: Actor, names: Sequence[str] = ()) -> list[str]:
    """A table of records, the number always first."""
    readable = kind.readable(actor)
    for name in names:
        if name not in readable and name not in kind.computed:
            raise Invalid(
                {
                    "columns": _("%(plural)s have no column “%(name)s”.")
                    % {"plural": capital(kind.label_plural), "name": name}
                }
            )
    chosen = [n for n in names or kind.columns if (n in readable or n in kind.computed) and n != "ref"]
    fetched = {n: kind.computed[n].fetch(records, actor) for n in chosen if n in kind.computed}
    rows = [
        [
            record.ref,
            *(
                brief(worded(None, fetched[n].get(record.pk), record, actor))
                if n in fetched
                else brief(worded(readable[n], getattr(record, n), record, actor))
                for n in chosen
            ),
        ]
        for record in records
    ]
    heads = [
        _("Number"),
        *(capital(kind.computed[n].label if n in kind.computed else readable[n].label) for n in chosen),
    ]
    right = [i for i, n in enumerate(chosen, 1) if n in readable and readable[n].kind in NUMBERS]
    return table(heads, rows, right=right)


def described(kind: RecordType, record: Any, actor: Actor, *, history: bool) -> Answer:
    """All of a record: values, panels, notes, files, and on request its history."""
    values = valued(kind, record, actor) | {one.name: one.read(record, actor) for one in kind.readings}
    lines = [f"{record.ref}  {flat(record.title)}", ""]
    shown = [
        (capital(field.label), worded(field, getattr(record, name), record, actor))
        for name, field in kind.readable(actor).items()
        if name != "ref"
    ]
    width = max(len(label) for label, _value in shown)
    lines += [f"{label:<{width}}  {printable(value, indent=width + 2)}" for label, value in shown if value]
    for panel in (*kind.panels, *kind.contributed):
        lines += _panel(panel, record, actor, values)
    notes, files = list(notes_on(record, actor)[:LATEST]), list(files_on(record, actor)[:LATEST])
    values["notes"] = [{"ref": n.ref, "at": n.created_at.isoformat(), "text": n.text} for n in notes]
    values["files"] = [{"ref": f.ref, "name": f.name, "size": f.size} for f in files]
    lines += _part(_("Notes"), [f"{n.created_at:%Y-%m-%d}  {n.author or ''}: {printable(n.text)}" for n in notes])
    lines += _part(_("Files"), [f"{f.ref}  {flat(f.name)}  {f.size:,} bytes" for f in files])
    if history:
        entries = list(history_of(record, actor)[:LATEST])
        values["history"] = [_entry(entry, actor) for entry in entries]
        lines += _part(_("History"), [_entry_line(entry) for entry in values["history"]])
    return Answer(values, lines)


def _panel(panel: Panel, record: Any, actor: Actor, values: dict[str, Any]) -> list[str]:
    if panel.of is None:
        return []
    kind = type_of(panel.of)
    if not actor.may(kind.permission("view")):
        return []
    rows = rows_on(panel, record, actor, (), panel.limit)
    values[panel.key] = [row.ref for row in rows]
    return _part(capital(panel.label), listed(kind, rows, actor, panel.columns)) if rows else []


def _part(title: object, lines: Sequence[str]) -> list[str]:
    return ["", str(title), *(f"  {line}" for line in lines)] if lines else []


def _entry(entry: Entry, actor: Actor) -> dict[str, Any]:
    kind = next((t for t in record_types() if t.kind == entry.kind), None)
    readable = {str(kind.stored(n).column) for n in kind.readable(actor)} if kind else set()
    return {
        "at": entry.at.isoformat(),
        "who": entry.actor_name,
        "verb": entry.verb,
        "surface": entry.surface,
        "record": entry.kind,
        "before": {n: v for n, v in (entry.before or {}).items() if n in readable},
        "after": {n: v for n, v in (entry.after or {}).items() if n in readable},
    }


def _entry_line(entry: dict[str, Any]) -> str:
    changed = ", ".join(f"{name}: {entry['before'].get(name, '')} → {new}" for name, new in entry["after"].items())
    what = changed if entry["before"] else ""
    return flat(
        f"{entry['at'][:16].replace('T', ' ')}  {entry['who']}  {entry['verb']} ({entry['surface']})  {what}".rstrip()
    )
