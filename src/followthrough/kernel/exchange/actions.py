"""Upload a file, say how it is read and matched, and let it go in: all rows that are right, or none."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import UPLOADERS
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.exchange.aliases import learn_alias
from followthrough.kernel.exchange.checking import begin, check_rows, check_some, counts_of, is_checked_for
from followthrough.kernel.exchange.entering import Entering
from followthrough.kernel.exchange.facts import RecordsImported
from followthrough.kernel.exchange.kept import kept_in, with_kept
from followthrough.kernel.exchange.models import Import, ImportState, Progress, StagedRow, Step
from followthrough.kernel.exchange.opening import checked_options, guessed, heads_of, open_table
from followthrough.kernel.exchange.reading import Table, Unreadable
from followthrough.kernel.exchange.recognise import NEVER, keys_offered
from followthrough.kernel.exchange.remembered import recall, remember
from followthrough.kernel.exchange.taking_back import KEPT
from followthrough.kernel.exchange.verdicts import AS_NEW, CHOOSE, OURS, REJECTED, THEIRS
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.facts.causes import current_run
from followthrough.kernel.files.store import TooLarge, keep
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.records.reading import texts_of
from followthrough.kernel.records.registry import RecordType, type_named, type_of

MOST_BYTES = 512 * 1024 * 1024
AT_ONCE = 2_000  # rows of a file that is checked and written while the person waits


@action(
    Import,
    needs="imports.upload",
    roles=UPLOADERS,
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
        table = open_table(sha256, name, {}, kind)
        known = recall(kind, heads_of(table), by)
        mapping = {str(index): guess.target for index, guess in guessed(kind, table, by).items() if guess.target}
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    values = {"name": name, "into": kind.plural, "sha256": sha256, "size": size, "mapping": mapping}
    if known is not None:
        values |= {"mapping": known.mapping, "options": known.options}
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
    chosen = {index: name for index, name in texts_of("mapping", mapping).items() if name}
    for index, name in chosen.items():
        if name not in allowed or not index.isdecimal():
            raise Invalid({"mapping": _("There is no field “%(name)s” to fill.") % {"name": name}})
    doubled = {name for name in chosen.values() if list(chosen.values()).count(name) > 1}
    if doubled:
        label = kind.field(doubled.pop()).label
        raise Invalid({"mapping": _("Two columns go into %(label)s. Choose one.") % {"label": label}})
    read = draft.options if options is None else checked_options(options)
    if read.get("match") and read["match"] not in (NEVER, *keys_offered(kind)):
        raise Invalid({"options": _("Rows can't be recognised by “%(name)s”.") % {"name": read["match"]}})
    change_records(type_of(Import), [(draft, {"mapping": chosen, "options": read})], by=by, now=now)
    Progress.objects.filter(upload=draft, written=0).update(step=Step.NONE)
    if chosen:
        remember(kind, heads_of(table_of(draft)), draft, by, now=now)
    return Changes(_("Columns are matched."), record=draft)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
    undo_words=gettext_lazy("Check the rows again."),
)
def check_import(draft: Import, *, by: Actor, now: datetime) -> Changes:
    """Plan every row anew, with what you may see: added, changed, the same, to choose, or set aside with the reason.

    A big file is checked behind the page.
    """
    importable(draft.into, by)
    if is_long(draft):
        begin(draft, Step.CHECKING, now=now)
        defer("exchange.check", ref=draft.ref, user_id=by.user_id)
        return Changes(_("%(name)s is being checked.") % {"name": draft.name}, record=draft)
    check_now(draft, by, now)
    return Changes(_("%(name)s is checked.") % {"name": draft.name}, record=draft)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state == ImportState.DRAFT,
    undo_words=gettext_lazy("Choose again before the upload goes in."),
)
def choose_import(draft: Import, *, row: int, column: int, meant: str, by: Actor, now: datetime) -> Changes:
    """Answer the question in a cell: the number of the record it means, or + for a new one.

    In a cell that would change, `ours` keeps our value and `file` takes the file's after all. A name that means one of
    our records is remembered for the next file.
    """
    kind = importable(draft.into, by)
    asked = StagedRow.objects.filter(upload=draft, number=row).first()
    if meant in (OURS, THEIRS):
        return _keep_or_take(draft, kind, asked, column, meant, by, now)
    ask = (asked.asks or {}).get(str(column)) if asked else None
    if ask is None or (meant != AS_NEW and meant not in [option[0] for option in ask["options"]]):
        raise Invalid({"meant": _("This is not asked any more. Look at the row again.")})
    if ask["of"] == "row":
        choices = {**draft.choices, "rows": {**draft.choices.get("rows", {}), str(row): meant}}
        which = Q(number=row)
    else:
        name = draft.mapping[str(column)]
        links = draft.choices.get("links", {})
        known = {text: ref for text, ref in links.get(str(column), {}).items() if text != ask["text"]}
        if meant == AS_NEW or not learn_alias(kind.field(name), ask["text"], meant, by=by, now=now):
            known[ask["text"]] = meant
        choices = {**draft.choices, "links": {**links, str(column): known}}
        which = Q(asks__has_key=str(column), **{f"asks__{column}__text": ask["text"]})
    change_records(type_of(Import), [(draft, {"choices": choices})], by=by, now=now)
    check_some(draft, kind, which, by, now=now)
    return Changes(_("Row %(row)d is settled.") % {"row": row}, record=draft)


@action(
    Import,
    needs="imports.upload",
    button=gettext_lazy("Let it go in"),
    icon="check",
    primary=True,
    undo_within=KEPT,
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
)
def apply_import(draft: Import, *, skip_rejected: bool = True, by: Actor, now: datetime) -> Changes:
    """Add and change what the file says; rows with problems are set aside into a file. Nothing is ever deleted.

    With `skip_rejected` false, one wrong row keeps all out.
    """
    kind = importable(draft.into, by)
    if not is_checked_for(draft, by):
        check_now(draft, by, now)
    counts = counts_of(draft)
    if (counts[REJECTED] or counts[CHOOSE]) and not skip_rejected:
        raise Refused(_("%(count)d rows can't go in yet.") % {"count": counts[REJECTED] + counts[CHOOSE]})
    progress = Progress.objects.get(upload=draft)
    run = current_run.get()
    if not progress.written and run is not None:
        progress.run = run
    entering = Entering(draft, kind, by, progress.run)
    while rows := entering.next_rows(progress.written):
        entering.enter(rows, now=now)
        crash_point("import.rows_entered")
        progress.written = rows[-1].number
    entering.link_own(now=now)
    progress.save()
    finish(draft, kind, by, now)
    return Changes(summary(draft.counts), record=draft)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
    undo_words=gettext_lazy("Each record keeps its history."),
)
def start_import(draft: Import, *, by: Actor, now: datetime) -> Changes:
    """Let a big file go in behind the page, some thousand rows at a time; rows with problems are set aside."""
    importable(draft.into, by)
    change_records(type_of(Import), [(draft, {"state": ImportState.RUNNING, "problem": ""})], by=by, now=now)
    defer("exchange.apply", ref=draft.ref, user_id=by.user_id)
    return Changes(_("%(name)s is going in.") % {"name": draft.name}, record=draft)


@action(
    Import,
    needs="imports.upload",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.RUNNING),
    undo_words=gettext_lazy("Let it go on: it takes up where it stopped."),
)
def cancel_import(draft: Import, *, by: Actor, now: datetime) -> Changes:
    """Stop the work on a file. Rows that are in already stay, and can be taken back."""
    Progress.objects.filter(upload=draft).update(is_cancelled=True)
    return Changes(_("%(name)s stops.") % {"name": draft.name}, record=draft)


@action(
    Import,
    needs="imports.upload",
    button=gettext_lazy("Share"),
    icon="users",
    applies=lambda draft: draft.state in (ImportState.DRAFT, ImportState.FAILED),
    undo_words=gettext_lazy("Share it again without this colleague."),
    labels={"colleague": gettext_lazy("With")},
)
def share_import(draft: Import, *, colleague: User, by: Actor, now: datetime) -> Changes:
    """Let a colleague go on with this upload, at its address. What they see and may write is checked anew for them."""
    kind = importable(draft.into, by)
    theirs = actor_of(colleague)
    if not (theirs.may("imports.upload") and theirs.may(kind.permission("import"))):
        raise Invalid({"colleague": _("%(name)s may not upload such records.") % {"name": colleague.name}})
    shared = sorted({*draft.shared_with, colleague.pk})
    change_records(type_of(Import), [(draft, {"shared_with": shared})], by=by, now=now)
    return Changes(_("%(name)s may go on with it.") % {"name": colleague.name}, record=draft)


def _keep_or_take(
    draft: Import, kind: RecordType, row: StagedRow | None, column: int, meant: str, by: Actor, now: datetime
) -> Changes:
    """Leave our value in a cell that would change, or have the file's after all."""
    name = draft.mapping.get(str(column), "")
    kept = row is not None and column in kept_in(draft).get(str(row.number), [])
    changes = row is not None and name in (row.changes or {})  # also beside a cell that is to be mended
    if row is None or not (changes if meant == OURS else kept):
        raise Invalid({"meant": _("This cell changes nothing. Look at the row again.")})
    choices = with_kept(draft, row.number, column, meant)
    change_records(type_of(Import), [(draft, {"choices": choices})], by=by, now=now)
    check_some(draft, kind, Q(number=row.number), by, now=now)
    return Changes(_("Row %(row)d is settled.") % {"row": row.number}, record=draft)


def finish(draft: Import, kind: RecordType, by: Actor, now: datetime) -> None:
    """Say that everything is in that may go in, and let the areas hear of it."""
    counts = counts_of(draft)
    done = {"state": ImportState.DONE, "counts": counts, "applied_at": now, "problem": ""}
    change_records(type_of(Import), [(draft, done)], by=by, now=now)
    Progress.objects.filter(upload=draft).update(step=Step.ENDED, counts=counts, moved_at=now)
    announce(RecordsImported(draft.pk, kind.kind), at=now)


def is_long(draft: Import) -> bool:
    """Whether the file has more rows than a person should wait for."""
    rows = iter(table_of(draft).rows)
    return sum(1 for _row in islice(rows, AT_ONCE + 1)) > AT_ONCE


def check_now(draft: Import, by: Actor, now: datetime) -> Progress:
    """Plan the rows here and now."""
    return check_rows(draft, importable(draft.into, by), by, now=now)


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
    kind = type_named(draft.into)
    assert kind is not None
    return open_table(draft.sha256, draft.name, draft.options, kind)


def summary(counts: Mapping[str, int]) -> str:
    """What came of it, in one line."""
    return _("%(new)d added, %(changed)d changed, %(same)d already there, %(rejected)d set aside.") % {
        **counts,
        REJECTED: counts[REJECTED] + counts[CHOOSE],
    }
