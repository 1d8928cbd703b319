"""What each kind of record is found by, read off its declaration: never a guarded field, and nothing of other records.

The name of an account is not among the words of its promises: whoever sees the promise need not see the account.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from psycopg import sql

from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.search.sql import (
    ENTRY,
    LEARN,
    LEAVE,
    LONGEST_FILE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    OWED,
    RENEW,
    WORDS_OF,
    WRITE,
)

TITLES = ("name", "what", "value")  # the first of these is what a record is called
NUMBERS = ("number", "value", "typed")  # columns that hold phone numbers beside those declared as such
WRITTEN = "typed"  # how the column `value` was written before it was brought to one form
FILE_TEXT = "(SELECT left(f.text, {most}) FROM search_filed_text f WHERE f.sha256 = n.sha256)"
# Texts of custom fields that everybody may read who sees the record; the others would tell who may not.
CUSTOM_TEXT = (
    "CASE WHEN n.custom <> '{{}}' THEN left((SELECT string_agg(n.custom ->> ('x_' || f.key), ' ')"
    " FROM custom_customfield f WHERE f.record_type = {kind} AND f.kind IN ('text', 'long') AND f.readers = '{{}}'"
    " AND f.binned_at IS NULL), {most}) END"
)


@dataclass(frozen=True)
class Indexed:
    """How one kind of record is indexed."""

    kind: RecordType

    @property
    def code(self) -> str:
        """The letters before each of its words: those of its numbers, `a` for A-00017."""
        return self.kind.ref.split("-")[0].lower()

    @property
    def stands_on_any(self) -> bool:
        """Whether it stands on a record of any kind, named by its columns `kind` and `record_id`: a note, a file."""
        return not self.kind.listed and not self.kind.parent and {"kind", "record_id"} <= self.kind.fields.keys()

    @property
    def holds_file(self) -> bool:
        """Whether it is a part that keeps a file, whose words lead to what it is part of."""
        return not self.kind.listed and self.is_found and {"sha256", "name", "media_type"} <= _column_names(self.kind)

    @property
    def leads_to(self) -> str:
        """The kind of record its entries lead to, if that is one and the same for all."""
        parent = self.kind.parent_type
        return parent.kind if parent else ""

    @cached_property
    def fields(self) -> list[Field]:
        """The columns whose words are kept: those declared as searched, every long text, address, number and tag."""
        declared = {*self.kind.model.searched, "former_id"}
        return [
            field
            for name, field in self.kind.fields.items()
            if field.guard is None and name != "ref" and (name in declared or _is_text(field))
            if not name.startswith(PREFIX)
        ]

    @property
    def is_found(self) -> bool:
        """Whether there is anything to find: a page of its own, or words that lead to the record it stands on."""
        return self.kind.listed or bool(self.fields and (self.kind.parent or self.stands_on_any))

    def write(self, rows: sql.Composable, *, wanted: sql.Composable, met: str = RENEW) -> sql.Composed:
        """The statement that writes the entries of the wanted ones of the rows, called n."""
        return sql.SQL(WRITE).format(entry=self.entry, rows=rows, kept=self.kept, wanted=wanted, met=sql.SQL(met))

    def write_and_learn(self, rows: sql.Composable, *, wanted: sql.Composable, met: str = RENEW) -> sql.Composed:
        """The same, and words that are new are known from then on."""
        used = sql.SQL(WORDS_OF).format(entries=sql.SQL("made"))
        return sql.SQL(LEARN).format(write=self.write(rows, wanted=wanted, met=met), used=used)

    @cached_property
    def write_owed(self) -> sql.Composed:
        """The statement that writes the entries owed between the first and the last ids given, two arrays."""
        rows = sql.SQL(OWED).format(table=sql.Identifier(self.kind.model._meta.db_table))
        return self.write_and_learn(rows, wanted=sql.SQL("true"), met=LEAVE)

    @cached_property
    def kept(self) -> sql.Composable:
        """Whether a row, called n, has an entry of its own: not where its parent tells it all."""
        told = [
            sql.SQL("{} IN ({})").format(_column(name), sql.SQL(", ").join(map(sql.Literal, values)))
            for name, values in self.kind.model.told_by_parent.items()
        ]
        return sql.SQL("NOT ({})").format(sql.SQL(" AND ").join(told)) if told else sql.SQL("true")

    @cached_property
    def entry(self) -> sql.Composed:
        """The select list of an entry."""
        leads_kind, leads_id = self._leads
        title = next((name for name in TITLES if any(field.name == name for field in self.fields)), "")
        shorts = [field for field in self.fields if field.kind not in (Kind.LONG, Kind.TAGS)]
        numbers: list[sql.Composable] = [sql.SQL("ft_number(n.ref)")] if self.kind.listed else []
        numbers += [
            sql.SQL("ft_phone({})").format(_text(field))
            for field in self.fields
            if field.kind is Kind.PHONE or field.name in NUMBERS
        ]
        return sql.SQL(ENTRY).format(
            kind=sql.Literal(self.kind.kind),
            leads_kind=leads_kind,
            leads_id=leads_id,
            title=_column(title) if title else sql.SQL("''"),
            longest=sql.Literal(LONGEST_TITLE),
            code=sql.Literal(self.code),
            texts=_listed([*map(_text, self.fields), *self._contents]),
            shorts=_listed(map(_text, shorts)),
            numbers=_listed(numbers),
        )

    @property
    def columns(self) -> list[str]:
        """The columns an entry is made of: if none of them changes, neither does the entry."""
        names = [field.name for field in self.fields]
        if "custom" in _column_names(self.kind):
            names.append("custom")
        parent = [str(self.kind.stored(self.kind.parent).column)] if self.kind.parent else []
        return list(dict.fromkeys(["ref", "binned_at", *names, *parent, *self.kind.model.told_by_parent]))

    @cached_property
    def rule(self) -> str:
        """A mark of all this: entries made by another rule are out of date."""
        told = [self.kept] if self.kind.model.told_by_parent else []
        return hashlib.sha256(sql.Composed([self.entry, *told]).as_string(None).encode()).hexdigest()

    @property
    def _leads(self) -> tuple[sql.Composable, sql.Composable]:
        if self.stands_on_any:
            return sql.SQL("n.kind"), sql.SQL("n.record_id")
        if not self.kind.parent:
            return sql.SQL("NULL"), sql.SQL("NULL")
        leads_id = _column(self.kind.stored(self.kind.parent).column)
        leads_kind = sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END").format(leads_id, sql.Literal(self.leads_to))
        return leads_kind, leads_id

    @property
    def _contents(self) -> Iterable[sql.Composable]:
        names = _column_names(self.kind)
        if self.holds_file:
            yield sql.SQL(FILE_TEXT).format(most=sql.Literal(LONGEST_FILE))
        if "custom" in names:
            yield sql.SQL(CUSTOM_TEXT).format(kind=sql.Literal(self.kind.kind), most=sql.Literal(LONGEST_TEXT))


def indexed_kinds() -> list[Indexed]:
    """Every kind of record that is found, in the order of the registry."""
    return [one for one in map(Indexed, record_types()) if one.is_found]


def _is_text(field: Field) -> bool:
    return field.editable and field.kind in (Kind.LONG, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.TAGS)


def _column_names(kind: RecordType) -> set[str]:
    return {str(column.column) for column in kind.model._meta.concrete_fields}


def _column(name: str) -> sql.Composed:
    return sql.SQL("n.{}").format(sql.Identifier(name))


def _text(field: Field) -> sql.Composable:
    if field.name == WRITTEN:  # mostly it was written as it stands
        return _as_written()
    if field.kind is Kind.TAGS:
        return sql.SQL("array_to_string({}, ' ')").format(_column(field.name))
    if field.kind is Kind.LONG:
        return sql.SQL("left({}, {})").format(_column(field.name), sql.Literal(LONGEST_TEXT))
    return _column(field.name)


def _as_written() -> sql.Composable:
    return sql.SQL("nullif({}, {})").format(_column(WRITTEN), _column("value"))


def _listed(parts: Iterable[sql.Composable]) -> sql.Composed:
    found = list(parts)
    return sql.SQL(", ").join(found) if found else sql.Composed([sql.SQL("''")])
