"""Upload a file, say how it is read and matched, and let it go in: all rows that are right, or none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records, read_values
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.facts import RecordsImported
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.links import Pending
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.plan import CHANGED, NEW, Plan, guessed, open_table, plan_upload
from followthrough.kernel.exchange.reading import Table, Unreadable
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.files.store import TooLarge, keep
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.records.registry import RecordType, Values, type_named, type_of

MOST_BYTES = 512 * 1024 * 1024


@action(
    Import,
    needs="imports.upload",
    roles=DESK,
    button=gettext_lazy("Upload"),
    icon="file-up",
    on_class=True,
    undo_words=gettext_lazy("Nothing is written until you let it go in."),
    labels={"file": gettext_lazy("File"), "into": gettext_lazy("What is in it")},
    options={"file": {"max_length": MOST_BYTES}},
)
def upload_import(*, file: Upload, into: str, by: Actor, now: datetime) -> Changes:
    """Take a CSV or Excel file, find out how it is written, and guess which column goes where."""
    kind = importable(into, by)
    sent: Any = file
    try:
        sha256, size = keep(sent.chunks(), limit=MOST_BYTES)
    except TooLarge as problem:
        raise Invalid({"file": _("A file may have at most 512 MB.")}) from problem
    name = str(sent.name).replace("\\", "/").rsplit("/", 1)[-1][:255]
    try:
        table = open_table(sha256, name, {})
        mapping = {str(index): guess.target for index, guess in guessed(kind, table, by).items() if guess.target}
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    values = {"name": name, "into": kind.plural, "sha256": sha256, "size": size, "mapping": mapping}
    (made,) = create_records(type_of(Import), [{**values, "author_id": by.user_id}], by=by, now=now)
    return Changes(_("%(name)s is read. Check its columns.") % {"name": name}, record=made)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
    undo_words=gettext_lazy("Match the columns again."),
)
def match_import(draft: Import, *, mapping: dict, options: dict | None = None, by: Actor, now: datetime) -> Changes:  # type: ignore[type-arg]
    """Say which column (by its index from 0) goes into which field, and how the file is read."""
    kind = importable(draft.into, by)
    allowed = {"ref", *kind.writable(by)}
    chosen = {str(index): name for index, name in mapping.items() if name}
    for index, name in chosen.items():
        if name not in allowed or not str(index).isdecimal():
            raise Invalid({"mapping": _("There is no field “%(name)s” to fill.") % {"name": name}})
    doubled = {name for name in chosen.values() if list(chosen.values()).count(name) > 1}
    if doubled:
        label = kind.field(doubled.pop()).label
        raise Invalid({"mapping": _("Two columns go into %(label)s. Choose one.") % {"label": label}})
    read = draft.options if options is None else options
    change_records(type_of(Import), [(draft, {"mapping": chosen, "options": read})], by=by, now=now)
    return Changes(_("Columns are matched."), record=draft)


@action(
    Import,
    needs="imports.upload",
    button=gettext_lazy("Let it go in"),
    icon="check",
    primary=True,
    applies=lambda draft: draft.state != ImportState.DONE,
    undo_words=gettext_lazy("Each record keeps its history."),
)
def apply_import(draft: Import, *, skip_rejected: bool = True, by: Actor, now: datetime) -> Changes:
    """Add and change what the file says; rows with problems are set aside into a file. Nothing is ever deleted.

    With `skip_rejected` false, one wrong row keeps all out.
    """
    kind = importable(draft.into, by)
    plan = planned(draft, by)
    if plan.counts["rejected"] and not skip_rejected:
        raise Refused(_("%(count)d rows can't go in yet.") % {"count": plan.counts["rejected"]})
    if plan.new_links():
        _make_links(plan, by, now)
        plan = planned(draft, by)
    counts = plan.counts
    _write(kind, plan, by, now)
    rejects = [
        {"row": row.number, "problems": {str(index): text for index, text in row.problems.items()}}
        for row in plan.rows
        if row.problems
    ]
    done = {"state": ImportState.DONE, "counts": counts, "rejects": rejects, "applied_at": now, "problem": ""}
    change_records(type_of(Import), [(draft, done)], by=by, now=now)
    announce(RecordsImported(draft.pk, kind.kind), at=now)
    return Changes(_summary(counts), record=draft)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
    undo_words=gettext_lazy("Each record keeps its history."),
)
def start_import(draft: Import, *, by: Actor, now: datetime) -> Changes:
    """Let a big file go in behind the page; rows with problems are set aside."""
    change_records(type_of(Import), [(draft, {"state": ImportState.RUNNING, "problem": ""})], by=by, now=now)
    defer("exchange.apply", ref=draft.ref, user_id=by.user_id)
    return Changes(_("%(name)s is going in.") % {"name": draft.name}, record=draft)


def importable(into: str, actor: Actor) -> RecordType:
    """The type a file may go into, if this actor may upload such records."""
    kind = type_named(into)
    if kind is None or not kind.importable:
        raise Invalid({"into": _("Files can't be uploaded into “%(into)s”.") % {"into": into}})
    if not actor.may(kind.permission("import")):
        raise Denied(_("Your role may not upload %(plural)s.") % {"plural": kind.label_plural})
    return kind


def table_of(draft: Import) -> Table:
    """The draft's file as a table."""
    return open_table(draft.sha256, draft.name, draft.options)


def planned(draft: Import, actor: Actor) -> Plan:
    """What the draft would do now."""
    kind = importable(draft.into, actor)
    mapping = {int(index): name for index, name in draft.mapping.items()}
    try:
        return plan_upload(kind, table_of(draft), mapping, actor)
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem


def _make_links(plan: Plan, by: Actor, now: datetime) -> None:
    """Make the records the file names that are not there yet, by their name alone."""
    for model, names in plan.new_links().items():
        other = type_of(model)
        if not by.may(other.permission("create")):
            raise Denied(
                _("Your role may not make %(plural)s, which this file needs.") % {"plural": other.label_plural}
            )
        rows = [read_values(other, {"name": name}, by) for name in names]
        create_records(other, rows, by=by, now=now)


def _write(kind: RecordType, plan: Plan, by: Actor, now: datetime) -> None:
    new = [row for row in plan.rows if row.verdict == NEW]
    made = create_records(kind, [_settled(row.values) for row in new], by=by, now=now)
    named: dict[str, Any] = {}
    for row, record in zip(new, made, strict=True):
        row.record = record
    for row in plan.rows:
        if row.record is not None:
            for key in ("name", "former_id"):
                named.setdefault(fold(str(getattr(row.record, key, "") or row.record.ref)), row.record)
    changes = [(row.record, _changed(row.changes)) for row in plan.rows if row.verdict == CHANGED]
    locked = {
        r.pk: r
        for r in kind.model.visible_to(by).filter(pk__in=[r.pk for r, _v in changes]).select_for_update(of=("self",))
    }
    change_records(kind, [(locked[r.pk], values) for r, values in changes if r.pk in locked], by=by, now=now)
    later = [
        (row.record, {name: named[fold(value.text)]})
        for row in plan.rows
        if not row.problems and row.record is not None
        for name, value in row.values.items()
        if isinstance(value, Pending) and fold(value.text) in named
    ]
    if later:
        for record, _values in later:
            record.refresh_from_db()
        change_records(kind, later, by=by, now=now)


def _settled(values: Values) -> Values:
    return {name: value for name, value in values.items() if not isinstance(value, Pending) and name != "ref"}


def _changed(changes: Mapping[str, tuple[Any, Any]]) -> Values:
    return {name: new for name, (_old, new) in changes.items() if not isinstance(new, Pending)}


def _summary(counts: Mapping[str, int]) -> str:
    return _("%(new)d added, %(changed)d changed, %(same)d already there, %(rejected)d set aside.") % dict(counts)
