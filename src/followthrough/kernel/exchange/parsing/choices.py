"""Yes or no, and one of a list: matched by what is meant, with the nearest choice named where none fits."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.matching.nearness import near
from followthrough.kernel.exchange.parsing.problems import CellProblem, shown
from followthrough.kernel.exchange.parsing.texts import is_empty, parse_text
from followthrough.kernel.exchange.reading import Cell, Message

_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "✓",
        "✔",
        "on",
        "si",
        "s",
        "ja",
        "j",
        "oui",
        "o",
        "wahr",
        "verdadero",
        "vrai",
        "checked",
    ]
)
_NO = frozenset(["no", "n", "false", "f", "0", "off", "nein", "non", "falsch", "falso", "faux", "unchecked"])


class Choice(NamedTuple):
    """One of a field's choices: the value kept, the label shown, other words for it."""

    value: str
    label: Message
    aliases: tuple[str, ...] = ()


def parse_bool(cell: Cell) -> bool | None:
    """True or False; None where empty. CellProblem for what is neither."""
    if isinstance(cell, bool):
        return cell
    if is_empty(cell):
        return None
    word = fold(parse_text(cell))
    if word in _YES or word in _NO:
        return word in _YES
    raise CellProblem(format_lazy(_("“{text}” is neither yes nor no. Write yes or no."), text=shown(cell)))


def parse_choice(cell: Cell, choices: Sequence[Choice]) -> str | None:
    """The value of the choice meant, by value, label or alias, whatever case or accents; None where empty.

    CellProblem otherwise, with the nearest choice's value as its suggestion.
    """
    if is_empty(cell, words=False):
        return None
    text = parse_text(cell)
    known = {fold(name): choice for choice in reversed(choices) for name in _names(choice)}
    if choice := known.get(fold(text)):
        return choice.value
    if is_empty(cell):
        return None
    nearest = near(text, [name for choice in choices for name in _names(choice)])
    if nearest:
        choice = known[fold(nearest.text)]
        message = _("“{text}” is not one of the choices. Did you mean “{label}”?")
        raise CellProblem(format_lazy(message, text=shown(text), label=choice.label), choice.value)
    labels = ", ".join(str(choice.label) for choice in choices[:8]) + ("…" if len(choices) > 8 else "")
    message = _("“{text}” is not one of the choices: {labels}.")
    raise CellProblem(format_lazy(message, text=shown(text), labels=labels))


def _names(choice: Choice) -> list[str]:
    return [choice.value, str(choice.label), *choice.aliases]
