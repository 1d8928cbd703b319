"""Find the records that the names, numbers or addresses in a column mean, many at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.keys import DOMAIN, bearers, domain_of, keys_of
from followthrough.kernel.exchange.merged import led_by
from followthrough.kernel.exchange.models import Alias
from followthrough.kernel.exchange.nearby import Nearby
from followthrough.kernel.exchange.verdicts import AS_NEW, Ask
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, type_of

MOST_KEPT = 100_000  # texts whose meaning is remembered
OFFERED = 5

Meaning = Record | Ask | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A record that is not there yet: made from its name when the upload goes in, or a row of the same file."""

    model: type[Record]
    text: str
    own_file: bool = False


@dataclass(slots=True)
class LinkFinder:
    """What the texts of one column mean to one actor. `by` narrows it to "ref", "former_id", "name", "email" or DOMAIN;
    `decided` are the choices of a person: the text as a number, or `AS_NEW`.
    """

    column: Field
    actor: Actor
    by: str = ""
    decided: Mapping[str, str] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)
    nearby: Nearby | None = None

    def learn(self, texts: Iterable[str]) -> None:
        """Read what texts not met before may mean, in a few queries."""
        unknown = {text for text in texts if text not in self.meanings}
        if not unknown:
            return
        if len(self.meanings) > MOST_KEPT:
            self.meanings.clear()
        keys = keys_of(unknown)
        found: dict[str, list[Record]] = {text: [] for text in unknown}
        for search in (self._numbered, self._former, self._coded, self._named, self._known, self._addressed):
            open_texts = {text: keys[text] for text in unknown if not found[text] and text in keys}
            if open_texts:
                for text, record in search(open_texts):
                    found[text].append(record)
        self.meanings.update({text: self._one_of(text, records) for text, records in found.items()})

    def nearest(self, text: str) -> Record | None:
        """The record whose name is nearest to one nobody bears."""
        if self.nearby is None:
            self.nearby = Nearby.of(self._rows())
        number = self.nearby.find(text)
        return None if number is None else self._rows().filter(pk=number).first()

    def advice(self, text: str, nearest: Record | None) -> str:
        """The sentence for a name nobody bears."""
        gaps = {"label": str(self.kind.label), "text": text, "near": nearest.title if nearest else ""}
        if nearest:
            return _("There is no %(label)s “%(text)s”. “%(near)s”?") % gaps
        return _("There is no %(label)s “%(text)s”.") % gaps

    @property
    def kind(self) -> RecordType:
        """The type of the records linked."""
        assert self.column.link is not None
        return type_of(self.column.link)

    def _rows(self) -> QuerySet[Any]:
        return self.kind.model.visible_to(self.actor)

    def _asked_by(self, *ways: str) -> bool:
        return not self.by or self.by in ways

    def _has(self, name: str) -> bool:
        return any(column.name == name for column in self.kind.model._meta.concrete_fields)

    def _numbered(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        """By our number, or as a person decided."""
        refs = {text: self.decided.get(text, text).upper() for text in keys}
        if not self._asked_by("ref"):
            refs = {text: self.decided[text] for text in keys if text in self.decided}
        rows = {row.ref: row for row in self._rows().filter(ref__in=set(refs.values()))} if refs else {}
        rows |= dict(led_by(self.kind, "ref", set(refs.values()) - rows.keys(), self._rows()))
        return [(text, rows[ref]) for text, ref in refs.items() if ref in rows]

    def _former(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        """By the number in another system; of several the newest."""
        if not self._asked_by("former_id") or not self._has("former_id"):
            return []
        rows = sorted((row for _key, row in self._keyed("former_id", keys)), key=lambda row: row.pk)
        latest = {row.former_id.casefold(): row for row in rows}
        found = [(text, latest[text.casefold()]) for text in keys if text.casefold() in latest]
        others = {text: key for text, key in keys.items() if text.casefold() not in latest}
        led = dict(led_by(self.kind, "former_id", set(others.values()), self._rows()))
        return [*found, *((text, led[key]) for text, key in others.items() if key in led)]

    def _coded(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        """By a code of ours, where such records have one."""
        if self.by or not self._has("code"):
            return []
        return self._told(self._keyed("code", keys), keys)

    def _named(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        if not self._asked_by("name") or not self._has("name"):
            return []
        return self._told(self._keyed("name", keys), keys)

    def _known(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        """By a name somebody said before means one of our records."""
        if not self._asked_by("name"):
            return []
        said = Alias.visible_to(self.actor).filter(kind=self.kind.kind, key__in=set(keys.values()))
        targets = dict(said.values_list("key", "target_id"))
        rows = self._rows().in_bulk(targets.values()) if targets else {}
        return [(text, rows[targets[key]]) for text, key in keys.items() if targets.get(key) in rows]

    def _addressed(self, keys: Mapping[str, str]) -> Iterable[tuple[str, Record]]:
        """By an e-mail address, or by the domain of a web or e-mail address."""
        written = {text: key for text, key in keys.items() if "." in text and " " not in text}
        if not written:
            return []
        if self._has("email") and self._asked_by("email"):
            mails = {text: key for text, key in written.items() if "@" in text}
            return self._told(self._keyed("email", mails), mails) if mails else []
        if not self._has(DOMAIN) or not self._asked_by(DOMAIN):
            return []
        domains = {text: domain_of(text) for text in written}
        return self._told(self._keyed(DOMAIN, domains), domains)

    def _keyed(self, column: str, keys: Mapping[str, str]) -> list[tuple[str, Any]]:
        pairs = bearers(self.kind, column, set(keys.values()))
        rows = self._rows().in_bulk({number for _key, number in pairs}) if pairs else {}
        return [(key, rows[number]) for key, number in pairs if number in rows]

    def _told(self, pairs: Iterable[tuple[str, Any]], keys: Mapping[str, str]) -> list[tuple[str, Record]]:
        by_key: dict[str, list[Record]] = {}
        for key, record in pairs:
            by_key.setdefault(key, []).append(record)
        return [(text, record) for text, key in keys.items() for record in by_key.get(key, [])]

    def _one_of(self, text: str, records: list[Record]) -> Meaning:
        """The one record meant; of several the one written exactly so; else the question which."""
        if len(records) <= 1 or self.decided.get(text) == AS_NEW:
            return records[0] if len(records) == 1 and self.decided.get(text) != AS_NEW else None
        exact = [record for record in records if record.title == text]
        if len(exact) == 1:
            return exact[0]
        return Ask("link", text, [[row.ref, row.title, fold_note(row)] for row in records[:OFFERED]])


def fold_note(record: Any) -> str:
    """What tells records of one name apart: number and place."""
    place = str(getattr(record, "city", "") or getattr(record, "email", "") or "")
    return " · ".join(part for part in (record.ref, place) if part)
