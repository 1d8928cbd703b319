"""Everything that happened with an account, from several tables, as one story, newest first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db.models import ForeignKey, Q, QuerySet, Value

from followthrough.foundation.accounts.models import Account, Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry
from followthrough.kernel.mail.queries import mails_about
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import ID, IDS, Given, among, prepared
from followthrough.kernel.records.registry import record_types, type_of

Hanging = Mapping[str, Collection[int] | Given]  # ids of records by their kind
# Of a customer with more than this hanging on it, only the newest of each kind tell their changes here.
HANGING_MOST = 500


class Happening(StrEnum):
    """What kind of thing happened; in this order when at the same moment."""

    CONVERSATION = "conversation"
    MAIL = "mail"
    NOTE = "note"
    FILE = "file"
    CHANGE = "change"


ORDER = list(Happening)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the story: what comes after it is older. `rank` is the kind's place in its order."""

    at: datetime
    rank: int
    row_id: int

    @property
    def text(self) -> str:
        """The mark as it stands in an address."""
        return f"{int(self.at.timestamp())}.{self.at.microsecond:06d}_{-self.rank}_{self.row_id}"

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark behind its text; ValueError if it is none."""
        at, rank, row_id = text.split("_")
        seconds, _dot, micros = at.partition(".")
        moment = datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros or 0))
        return cls(moment, -int(rank), int(row_id))


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: `row` is the conversation, mail, note, file or history entry itself."""

    kind: Happening
    at: datetime
    row: Any

    @property
    def mark(self) -> Mark:
        """Where it stands in the story."""
        return Mark(self.at, -ORDER.index(self.kind), self.row.pk)


def timeline_of(
    account: Account,
    actor: Actor,
    *,
    kinds: Collection[Happening] = tuple(Happening),
    before: Mark | None = None,
    limit: int = 30,
) -> list[Happened]:
    """What happened with the account and with what hangs on it, newest first, of the given kinds, older than the mark.

    The caller has reached the account through `visible_to`; of what hangs on it, only what the actor may see tells.
    """
    hanging = _hanging_on(account, actor) if set(kinds) - {Happening.CONVERSATION} else {}
    found = [
        Happened(kind, getattr(row, moment_of(kind)), row)
        for kind in kinds
        for row in _rows_of(kind, account, hanging, actor, before, limit)
    ]
    return sorted(found, key=lambda one: one.mark, reverse=True)[:limit]


def _rows_of(
    kind: Happening, account: Account, hanging: dict[str, list[int]], actor: Actor, before: Mark | None, limit: int
) -> Iterable[Any]:
    if before is None:
        return _first(kind, tuple(hanging), actor, limit).rows(account=account.pk, **hanging)
    return _newest(_happened(kind, account.pk, hanging, actor), kind, before)[:limit]


@prepared
def _first(kind: Happening, kinds: tuple[str, ...], actor: Actor, limit: int) -> QuerySet[Any]:
    """The newest, where records of these kinds hang on the account."""
    hanging = {name: Given(name, IDS) for name in kinds}
    return _newest(_happened(kind, Given("account", ID), hanging, actor), kind)[:limit]


def _happened(kind: Happening, account: int | Given, hanging: Hanging, actor: Actor) -> QuerySet[Any]:
    if kind is Happening.CONVERSATION:
        return Interaction.visible_to(actor).filter(account=account).select_related("by", "contact")
    if kind is Happening.CHANGE:
        return Entry.objects.filter(_changes(hanging))
    if kind is Happening.MAIL:
        return mails_about(hanging, actor)
    model = Note if kind is Happening.NOTE else Attachment
    return model.visible_to(actor).filter(_on_any(hanging)).select_related("author")


def _newest(rows: QuerySet[Any], kind: Happening, before: Mark | None = None) -> QuerySet[Any]:
    moment = moment_of(kind)
    if before is not None:
        rank = -ORDER.index(kind)
        same = Q(**{moment: before.at}, **({"pk__lt": before.row_id} if rank == before.rank else {}))
        rows = rows.filter(Q(**{f"{moment}__lt": before.at}) | (same if rank <= before.rank else Q(pk__in=())))
    return rows.order_by(f"-{moment}", "-pk")


def moment_of(kind: Happening) -> str:
    """The column that says when."""
    return "created_at" if kind in (Happening.NOTE, Happening.FILE) else "at"


def _on_any(hanging: Hanging) -> Q:
    found = Q(pk__in=())
    for kind, ids in hanging.items():
        found |= Q(among("record_id", ids), kind=kind)
    return found


def _changes(hanging: Hanging) -> Q:
    """Changes of these records and of their parts; parts without a page only repeat what their record tells."""
    found = Q(pk__in=())
    for kind, ids in hanging.items():
        found |= Q(among("record_id", ids), kind=kind) | Q(among("parent_id", ids), parent_kind=kind)
    return found & ~Q(kind__in=[kind.kind for kind in record_types() if not kind.listed])


def _hanging_on(account: Account, actor: Actor) -> dict[str, list[int]]:
    """The account and the records that point at it, by kind, in one query however many kinds there are."""
    found = {type_of(Account).kind: [account.pk]}
    for kind, row_id in _pointing(actor).rows(account=account.pk):
        found.setdefault(kind, []).append(row_id)
    return found


@prepared
def _pointing(actor: Actor) -> QuerySet[Any, Any]:
    parts = [_pointing_by(model, column, actor) for model, column in _columns_to_accounts()]
    rows: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return rows


def _pointing_by(model: type[Record], column: str, actor: Actor) -> QuerySet[Any]:
    rows = model.visible_to(actor).filter(**{column: Given("account", ID)}).order_by("-pk")
    return rows.annotate(told=Value(type_of(model).kind)).values_list("told", "pk")[:HANGING_MOST]


def _columns_to_accounts() -> Iterable[tuple[type[Record], str]]:
    """Columns of listed records that name the account they belong to; parts of those come with them."""
    for kind in record_types():
        if kind.model in (Account, Interaction) or kind.parent or not kind.listed:
            continue
        for column in kind.model._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.related_model is Account:
                yield kind.model, column.name


__all__ = ["Happened", "Happening", "Mark", "timeline_of"]
