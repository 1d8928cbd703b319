"""What a letter is before it is posted, and the marks that are filled in only when it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followthrough.kernel.mail.models import Mail

# What only the receiver may read stands nowhere in the house: the words of a letter hold a mark instead, and the
# secret is worked out from the letter's lasting number each time it is sent (see `secrets.py`).
SECRET_MARK = "⟦secret⟧"  # noqa: S105 -- a mark in a text, no secret
CODE_MARK = "⟦code⟧"
MARKS = re.compile(r"⟦(?:secret(?::(\d{1,4}))?|code)⟧")
SHOWN_INSTEAD = "…"
MOST_ENCLOSED = 20 * 1024 * 1024  # bytes: what most servers still take once it is packed for mail


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes along: the name the receiver sees, and the content by its hash in the store."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say to whom.

    `to` and `cc` are addresses, each plain or as `Name <name@example.com>`. The `text` is the letter; `html` is made
    from it unless given. `answers` is the mail it answers, so that both stand in one thread at the receiver's.
    """

    to: Sequence[str]
    subject: str
    text: str
    cc: Sequence[str] = ()
    html: str = ""
    enclosed: Sequence[Enclosed] = ()
    answers: "Mail | None" = None


def shown(text: str) -> str:
    """The words as people of the house may read them: without what is only for the receiver."""
    return MARKS.sub(SHOWN_INSTEAD, text)


def numbered_mark(number: int) -> str:
    """The mark for one of several secrets that go with the same letter, counted from 1."""
    return f"⟦secret:{number}⟧"
