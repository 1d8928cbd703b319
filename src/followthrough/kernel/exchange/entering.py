"""Let planned rows in, a batch at a time: what changed since the check is set aside, never overwritten or doubled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records, read_values
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.links import LinkFinder, Pending
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.recognise import Recogniser, keys_chosen
from followthrough.kernel.exchange.staging import rows_behind, staged, thaw, thawed_rows
from followthrough.kernel.exchange.verdicts import CHANGED, NEW, REJECTED, WHOLE_ROW, PlannedRow
from followthrough.kernel.history.models import Entry, Operation
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import RecordType, Values
from followthrough.kernel.records.sending import sending_beside

BATCH = 2_000


class Entering:
    """One upload's way in. Linked records met once are remembered between batches."""

    def __init__(self, draft: Import, kind: RecordType, by: Actor, run: UUID) -> None:
        self.draft, self.kind, self.by, self.run = draft, kind, by, run
        columns = {name: int(index) for index, name in draft.mapping.items()}
        keys = keys_chosen(kind, str(draft.options.get("match", "")))
        self.recogniser = Recogniser(kind, by, keys, columns, draft.choices.get("rows", {}))
        self.links = {name: index for name, index in columns.items() if _is_link(kind, name)}
        self.kept: dict[Any, Any] = {}

    def next_rows(self, after: int) -> list[PlannedRow]:
        """The next rows of the file behind row `after`, whatever becomes of them."""
        return rows_behind(self.draft, after, most=BATCH)

    def enter(self, rows: Sequence[PlannedRow], *, now: datetime) -> None:
        """Write one batch in the caller's transaction. Rows that can't go in any more are set aside with the reason."""
        planned = [row for row in rows if row.stood in (NEW, CHANGED)]
        if not planned:
            return
        hold_numbers(self.kind.kind, self.kind.ref, year=now.year)
        thaw(planned, self.by, self.kept)
        with sending_beside():
            self._write(planned, now)

    def _write(self, planned: Sequence[PlannedRow], now: datetime) -> None:
        self._make_links(planned, now)
        new = [row for row in planned if row.stood == NEW]
        self._keep_single(new)
        changes = self._changes([row for row in planned if row.stood == CHANGED])
        new = [row for row in new if not row.problems]
        made = create_records(self.kind, [_settled(row.values) for row in new], by=self.by, now=now)
        change_records(self.kind, changes, by=self.by, now=now)
        aside = [row for row in planned if row.problems]
        for row in aside:
            problems = {str(index): text for index, text in row.problems.items()}
            staged(self.draft).filter(number=row.number).update(verdict=REJECTED, problems=problems)
        for row, record in zip(new, made, strict=True):
            if any(_in_own_file(value) for value in row.values.values()):
                staged(self.draft).filter(number=row.number).update(record_id=record.pk)

    def link_own(self, *, now: datetime) -> None:
        """Once all rows are in, link those that name another row of the same file."""
        for name, index in self.links.items():
            if self.kind.field(name).link is not self.kind.model:
                continue
            rows = staged(self.draft).filter(verdict__in=(NEW, CHANGED), **{f"values__{name}__has_key": "~p"})
            numbers = list(rows.filter(record_id__isnull=False).values_list("number", flat=True))
            for start in range(0, len(numbers), BATCH):
                some = list(rows.filter(number__in=numbers[start : start + BATCH]))
                self._link_some(name, index, thawed_rows(some, self.by), now)

    def _link_some(self, name: str, index: int, rows: Sequence[PlannedRow], now: datetime) -> None:
        finder = LinkFinder(self.kind.field(name), self.by, by=self.draft.options.get("by", {}).get(str(index), ""))
        finder.learn({row.values[name].text for row in rows})
        held = self._held([row.record for row in rows])
        pairs = [(held.get(row.record), finder.meanings[row.values[name].text]) for row in rows]
        later = [(record, {name: meant}) for record, meant in pairs if record is not None and _is_record(meant)]
        change_records(self.kind, later, by=self.by, now=now)

    def _make_links(self, rows: Sequence[PlannedRow], now: datetime) -> None:
        """Make the linked records the rows name that are still not there, by their name alone."""
        for name, index in self.links.items():
            pending = [(row, value) for row in rows if isinstance(value := row.values.get(name), Pending)]
            texts = {fold(value.text): value.text for _row, value in pending if not value.own_file}
            if not texts:
                continue
            decided = self.draft.choices.get("links", {}).get(str(index), {})
            way = self.draft.options.get("by", {}).get(str(index), "")
            found = self._named(LinkFinder(self.kind.field(name), self.by, by=way, decided=decided), texts, now)
            for row, value in pending:
                if not value.own_file:
                    row.values[name] = found[fold(value.text)]
                    if name in row.changes:
                        row.changes[name] = (row.changes[name][0], row.values[name])

    def _named(self, finder: LinkFinder, texts: dict[str, str], now: datetime) -> dict[str, Any]:
        other = finder.kind
        known = self.kept.setdefault(("names", other.kind), {})
        finder.learn([text for key, text in texts.items() if key not in known])
        for text, meant in finder.meanings.items():
            if _is_record(meant):
                known[fold(text)] = meant
        missing = {key: text for key, text in texts.items() if key not in known}
        if missing and not self.by.may(other.permission("create")):
            raise Denied(
                _("Your role may not make %(plural)s, which this file needs.") % {"plural": other.label_plural}
            )
        values = [read_values(other, {"name": text}, self.by) for text in missing.values()]
        made = create_records(other, values, by=self.by, now=now)
        known.update(zip(missing, made, strict=True))
        return {key: known[key] for key in texts}

    def _keep_single(self, rows: Sequence[PlannedRow]) -> None:
        """Set aside rows whose record somebody else has made since the check."""
        self.recogniser.match(rows)
        found = {row.record.pk for row in rows if row.record is not None}
        own = Entry.objects.filter(run=self.run, kind=self.kind.kind, operation=Operation.CREATE, record_id__in=found)
        ours = set(own.values_list("record_id", flat=True)) if found else set()
        for row in rows:
            row.asks.clear()
            if row.record is not None and row.record.pk not in ours:
                sentence = _("It was added by somebody since the check: %(ref)s. Upload this row again.")
                row.problems[row.identity_column] = sentence % {"ref": row.record.ref}

    def _changes(self, rows: Sequence[PlannedRow]) -> list[tuple[Any, Values]]:
        """The records locked, with what the rows change in them; rows that meet a newer value are set aside."""
        held = self._held([row.record for row in rows])
        changes = []
        for row in rows:
            record = held.get(row.record)
            if record is None:
                row.problems[WHOLE_ROW] = _("The record is no longer there.")
                continue
            newer = [name for name, (old, new) in row.changes.items() if not _fits(self._now(record, name), old, new)]
            for name in newer:
                index = self.recogniser.column_of(name)
                row.problems[index] = _("It was changed by somebody since the check. Upload this row again.")
            if not newer:
                changes.append((record, _settled({name: new for name, (_old, new) in row.changes.items()})))
        return changes

    def _now(self, record: Any, name: str) -> Any:
        return getattr(record, f"{name}_id") if name in self.links else getattr(record, name)

    def _held(self, ids: Sequence[int]) -> dict[int, Any]:
        rows = self.kind.model.visible_to(self.by).filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
        return {row.pk: row for row in rows}


def _settled(values: Values) -> Values:
    return {name: value for name, value in values.items() if not isinstance(value, Pending) and name != "ref"}


def _fits(now: Any, old: Any, new: Any) -> bool:
    return now in (getattr(old, "pk", old), getattr(new, "pk", new)) or _in_own_file(new)


def _in_own_file(value: Any) -> bool:
    return isinstance(value, Pending) and value.own_file


def _is_record(meant: Any) -> bool:
    return hasattr(meant, "ref")


def _is_link(kind: RecordType, name: str) -> bool:
    return (name in kind.fields or name in kind.extras) and kind.field(name).kind is Kind.LINK
