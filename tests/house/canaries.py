"""Marked texts: which of them may never reach a person, and which a record of each kind really holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from followthrough.api.policy import sight
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType, record_types
from tests.house.samples import SECRET_AMOUNT, Side

TEXTS = (Kind.TEXT, Kind.LONG)
LONGEST_CODE = 40  # characters: a shorter text may be a code with a meaning
SPANISH = str.maketrans(",.", ".,")


def hidden_words(actor: Actor, other: Side, sides: Iterable[Side]) -> set[str]:
    """What this actor must never be shown: whatever hidden records say, and guarded fields of any, their own too."""
    words = {other.mark(kind) for kind in record_types() if sight(kind, actor) != "all"}
    guarded = [(kind, name) for kind in record_types() for name in kind.fields if name not in kind.readable(actor)]
    words |= {side.mark(kind) + name for kind, name in guarded for side in sides if kind.fields[name].kind in TEXTS}
    if any(kind.fields[name].kind is Kind.MONEY for kind, name in guarded):
        words |= {str(SECRET_AMOUNT), f"{SECRET_AMOUNT:,}", f"{SECRET_AMOUNT:,}".translate(SPANISH)}
    return words


def has_texts(kind: RecordType) -> bool:
    """Whether anything may be written into records of a kind."""
    texts = [one for name, one in kind.fields.items() if one.kind in TEXTS and name != "ref"]
    return any((one.max_length or LONGEST_CODE) >= LONGEST_CODE for one in texts)


def marked(kind: RecordType, record: Any) -> Iterator[tuple[str, str]]:
    """The text fields of a record that hold a mark, each with its text."""
    for name, described in kind.fields.items():
        text = str(getattr(record, name, ""))
        if described.kind in TEXTS and text.startswith("Canary"):
            yield name, text
