"""Find which of our records the rows of a file mean, by the keys a person chose, many rows at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Func
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.keys import DOMAIN, KeyText, bearers, columns_keyed, domain_of, keys_of
from followthrough.kernel.exchange.links import OFFERED, Pending, fold_note
from followthrough.kernel.exchange.matching import near
from followthrough.kernel.exchange.merged import LEADING, led_by
from followthrough.kernel.exchange.models import Alias
from followthrough.kernel.exchange.verdicts import AS_NEW, WHOLE_ROW, Ask, PlannedRow
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType, Values

NEVER = "none"
_KINDS = (Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL)


@dataclass(slots=True)
class Recogniser:
    """The keys in order, best first, and what a person decided for single rows: a number, or `AS_NEW`.

    `columns` says in which column of the file each field stands. Whether the file's old numbers are another system's is
    decided by the first rows that hit one (`strange`).
    """

    kind: RecordType
    actor: Actor
    keys: Sequence[str]
    columns: Mapping[str, int]
    decided: Mapping[str, str] = field(default_factory=dict)
    strange: bool | None = None

    def match(self, rows: Sequence[PlannedRow]) -> None:
        """Set the record of each row that means one; ask where several fit."""
        open_rows = [row for row in rows if not self._decided(row)]
        by_key: dict[str, list[tuple[PlannedRow, str]]] = {}
        for row in open_rows:
            key, identity = self.identified(row.values)
            if identity is not None:
                by_key.setdefault(key, []).append((row, identity))
        for key, pairs in by_key.items():
            found = self._existing(key, {identity: row.values[key] for row, identity in pairs})
            hits = [(row, found.get(identity, [])) for row, identity in pairs]
            self._settle(key, [(row, records) for row, records in hits if records])
            if key == "ref":
                for row in (row for row, records in hits if not records):
                    row.problems[self.column_of(key)] = _("There is no record with this number.")

    def identified(self, values: Values) -> tuple[str, str | None]:
        """The first key these values fill in, and what it says, folded."""
        for key in self.keys:
            value = values.get(key)
            if value not in (None, ""):
                return key, self._folded(key, value)
        return "", None

    def tells(self, values: Values) -> tuple[Any, ...]:
        """All in these values that decides which record they mean: what identifies them, and the name beside it."""
        return (*self.identified(values), values.get("name"))

    def mark(self, rows: Sequence[PlannedRow]) -> None:
        """Note what recognises each row, for finding rows of the file that mean the same."""
        for row in rows:
            key, identity = self.identified(row.values)
            if identity is not None and self.decided.get(str(row.number)) != AS_NEW:
                digest = hashlib.blake2b(f"{key}\x00{identity}".encode(), digest_size=8).digest()
                row.identity = int.from_bytes(digest, "big", signed=True)
                row.identity_column = self.column_of(key)

    def column_of(self, key: str) -> int:
        """The column of the file that fills this field."""
        return self.columns.get(key, WHOLE_ROW)

    def _decided(self, row: PlannedRow) -> bool:
        chosen = self.decided.get(str(row.number))
        if chosen and chosen != AS_NEW:
            row.record = self._rows().filter(ref=chosen).first()
        return bool(chosen)

    def _settle(self, key: str, hits: Sequence[tuple[PlannedRow, list[Any]]]) -> None:
        alikes = [[record for record in found if _alike(record, row.values)] for row, found in hits]
        if key == "former_id" and self.strange is None:
            named = [alike for (row, _found), alike in zip(hits, alikes, strict=True) if row.values.get("name")]
            if named:
                self.strange = sum(map(bool, named)) * 2 < len(named)
        for (row, found), alike in zip(hits, alikes, strict=True):
            meant = alike if alike or (key == "former_id" and self.strange) else found
            if len(meant) == 1:
                row.record = meant[0]
                if key == "former_id" and row.record.former_id:
                    row.values[key] = row.record.former_id  # found by the number of one merged into it: its own stays
                elif key == "name" and fold(row.record.name) != fold(str(row.values[key])):
                    row.values[key] = row.record.name  # found by a name it is known by besides: its own stays
            elif meant:
                options = [[one.ref, one.title, fold_note(one)] for one in meant[:OFFERED]]
                row.asks[self.column_of(key)] = Ask("row", str(row.values[key]), options)

    def _rows(self) -> Any:
        linked = [name for name in self.columns if name in self.kind.fields]
        linked = [name for name in linked if self.kind.fields[name].kind is Kind.LINK]
        return self.kind.model.visible_to(self.actor).select_related(*linked)

    def _existing(self, key: str, wanted: Mapping[str, Any]) -> dict[str, list[Any]]:
        rows, value = self._rows(), self.kind.fields[key]
        if value.kind is Kind.LINK:
            rows = rows.filter(**{f"{key}__in": [one for one in wanted.values() if not isinstance(one, Pending)]})
        elif key == "ref":
            texts = {str(one) for one in wanted.values()}
            rows = rows.filter(ref__in=texts | {text.upper() for text in texts})
        elif key in columns_keyed(self.kind):
            keys = set(wanted) if key == DOMAIN else set(keys_of({str(one) for one in wanted.values()}).values())
            ids = {number for _key, number in bearers(self.kind, key, keys)}
            rows = rows.filter(pk__in=ids) if ids else rows.none()
        elif value.kind in (*_KINDS, Kind.LONG):
            keys = set(keys_of({str(one) for one in wanted.values()}).values())
            rows = rows.exclude(**{key: ""}).annotate(match_key=Func(F(key), function="ft_key", output_field=KeyText()))
            rows = rows.filter(match_key__among=keys)
        else:
            rows = rows.filter(**{f"{key}__in": list(wanted.values())})
        found: dict[str, list[Any]] = {}
        for record in rows:
            stored = getattr(record, f"{key}_id") if value.kind is Kind.LINK else getattr(record, key)
            found.setdefault(self._folded(key, stored), []).append(record)
        if key in LEADING:
            others = {identity: str(wanted[identity]) for identity in wanted.keys() - found.keys()}
            written = (
                keys_of(others.values()) if key == "former_id" else {text: text.upper() for text in others.values()}
            )
            led = dict(led_by(self.kind, key, set(written.values()), self._rows()))
            found |= {one: [led[written[text]]] for one, text in others.items() if written.get(text) in led}
        if key == "name":
            found |= self._by_known_names({one: str(wanted[one]) for one in wanted.keys() - found.keys()})
        return found

    def _by_known_names(self, others: Mapping[str, str]) -> dict[str, list[Any]]:
        """The records of names somebody said before mean them, such as former ones."""
        keys = keys_of(others.values())
        said = Alias.visible_to(self.actor).filter(kind=self.kind.kind, key__in=set(keys.values()))
        targets = dict(said.values_list("key", "target_id")) if keys else {}
        rows = self._rows().in_bulk(targets.values()) if targets else {}
        meant = {one: rows.get(targets.get(keys.get(text, ""))) for one, text in others.items()}
        return {one: [record] for one, record in meant.items() if record is not None}

    def _folded(self, key: str, value: Any) -> str:
        if isinstance(value, Pending):
            return f"?{fold(value.text)}"
        if hasattr(value, "pk"):
            return str(value.pk)
        if key == DOMAIN:
            return domain_of(str(value))
        return fold(str(value))


def keys_offered(kind: RecordType) -> list[str]:
    """The fields a person may choose to recognise rows by."""
    more = [name for name, each in kind.fields.items() if each.kind in _KINDS and name in ("email", "phone", DOMAIN)]
    return list(dict.fromkeys([*kind.match, *more]))


def keys_chosen(kind: RecordType, wanted: str) -> list[str]:
    """The keys in order: as declared, the one chosen after our own number, or none but that number."""
    if wanted == NEVER:
        return ["ref"]
    if wanted in keys_offered(kind):
        return list(dict.fromkeys(["ref", wanted]))
    return list(kind.match)


def _alike(record: Any, values: Values) -> bool:
    """Whether a record bears the row's name, or one that may be meant by it."""
    name = values.get("name")
    return not name or near(str(name), [record.title]) is not None
