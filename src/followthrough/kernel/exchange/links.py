"""Find the records that a column of names or numbers means, all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.matching import near
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.model import Record

SUGGESTED_FROM = 20_000


@dataclass(frozen=True, slots=True)
class Pending:
    """A record that is not there yet: made from its name when the upload goes in, or a row of the same file."""

    model: type[Record]
    text: str
    own_file: bool = False


@dataclass(slots=True)
class LinkFinder:
    """The records of one type this actor sees, by number, former number and name."""

    column: Field
    by_number: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def for_texts(cls, link: Field, texts: Iterable[str], actor: Actor) -> "LinkFinder":
        """Read what the texts of a column may mean, in one query."""
        finder = cls(link)
        assert link.link is not None
        names = {column.name for column in link.link._meta.concrete_fields}
        former = F("former_id") if "former_id" in names else Value("")
        name = F("name") if "name" in names else F("ref")
        rows = link.link.visible_to(actor).annotate(link_name=name, link_former=former)
        wanted = {fold(text) for text in texts}
        for row in rows.only("ref", *(names & {"name", "former_id"})):
            found: Any = row
            if fold(found.link_name) in wanted:
                finder.by_name.setdefault(fold(found.link_name), []).append(row)
            for number in (found.ref, found.link_former):
                if number:
                    finder.by_number[number.casefold()] = row
        return finder

    def find(self, text: str) -> Any:
        """The record meant, or None; ValueError with a sentence when several bear the name."""
        numbered = self.by_number.get(text.casefold())
        if numbered is not None:
            return numbered
        named = self.by_name.get(fold(text), [])
        if len(named) > 1:
            exact = [row for row in named if row.link_name == text]
            if len(exact) == 1:
                return exact[0]
            refs = ", ".join(row.ref for row in named[:3])
            raise ValueError(
                _("Several are called “%(text)s”. Write the number: %(refs)s.") % {"text": text, "refs": refs}
            )
        return named[0] if named else None

    def nearest(self, text: str, actor: Actor) -> str:
        """The name nearest to one nobody bears, or nothing when none is near."""
        assert self.column.link is not None
        rows = self.column.link.visible_to(actor)
        found = near(text, [str(row.title) for row in rows[:SUGGESTED_FROM]])
        return found.text if found else ""

    def advice(self, text: str, nearest: str) -> str:
        """The sentence for a name nobody bears."""
        assert self.column.link is not None
        gaps = {"label": str(self.column.link._meta.verbose_name), "text": text, "near": nearest}
        if nearest:
            return _("There is no %(label)s “%(text)s”. “%(near)s”?") % gaps
        return _("There is no %(label)s “%(text)s”.") % gaps
