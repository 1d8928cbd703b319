"""An upload's file as a table, and where its columns may go."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.matching import Guess, Target, guess_mapping
from followthrough.kernel.exchange.merged import led_by
from followthrough.kernel.exchange.parsing import parse_text
from followthrough.kernel.exchange.reading import ReadOptions, Table, read_table
from followthrough.kernel.exchange.reading.extents import MAX_ROWS
from followthrough.kernel.files.store import path_of
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import texts_of
from followthrough.kernel.records.registry import RecordType
from followthrough.values.reference import pattern_regex

_OURS = _("The values are numbers of our own records.")
Sample = Sequence[Sequence[Any]]

Recast = Callable[[Table], Table | None]
_recasts: dict[type[Record], Recast] = {}


def recast_on(model: type[Record], recast: Recast) -> None:
    """Have an area read files of its own trade, such as a bank's: its table with our columns, None for any other.

    Called from its `records.py`. What goes out of the recast table goes through the wizard like any file.
    """
    _recasts[model] = recast


READ_BY = ("encoding", "delimiter", "quote", "sheet")
DECIDED = ("match", "doubles")


def checked_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """How a file is read and its rows are recognised, in words and numbers as they are kept. Raises Invalid."""
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name == "header_row":
            if not str(value).isdecimal() or len(str(value)) > 7 or int(value) > MAX_ROWS:
                raise Invalid({"options": _("Say the row of the headings by its number, 0 for none.")})
            read[name] = int(value)
        elif name == "by":
            read[name] = texts_of("options", value)
        elif name in (*READ_BY, *DECIDED) and isinstance(value, str | None) and not _is_too_long(name, value or ""):
            read[name] = value or ""
        else:
            raise Invalid({"options": _("A file can't be read by “%(name)s” like that.") % {"name": str(name)[:40]}})
    return read


def _is_too_long(name: str, value: str) -> bool:
    return len(value) > (1 if name in ("delimiter", "quote") else 255)


def open_table(sha256: str, name: str, options: Mapping[str, Any], kind: RecordType) -> Table:
    """The uploaded file as a table of what such records are read from; raises `Unreadable`."""
    known = {key: options[key] for key in (*READ_BY, "header_row") if options.get(key) not in (None, "")}
    table = read_table(path_of(sha256), name, options=ReadOptions(**known))
    recast = _recasts.get(kind.model)
    return (recast(table) if recast else None) or table


def targets_of(kind: RecordType, actor: Actor) -> list[Target]:
    """The fields a column may go into."""
    found = []
    for name, each in {"ref": kind.fields["ref"], **kind.writable(actor)}.items():
        if each.kind not in (Kind.FILE, Kind.STRUCTURE):
            found.append(Target(name, (str(each.label),), tuple(each.aliases), each.kind.value, each.required))
    return found


def guessed(kind: RecordType, table: Table, actor: Actor) -> dict[int, Guess]:
    """Which column goes where, as far as headings and values tell; our own numbers are known whatever heads them."""
    sample = [row.cells for _place, row in zip(range(200), table.rows, strict=False) if not row.flag]
    headers = [header or column for header, column in zip(table.headers, table.columns, strict=True)]
    targets = targets_of(kind, actor)
    found = _by_head_and_shape(kind, headers, sample, targets)
    links = {target.name for target in targets if target.kind == Kind.LINK.value}
    told = [index for index, guess in found.items() if guess.target not in links]
    ours = _own_numbers(kind, sample, told, actor)
    if ours is None or found[ours].target == "ref":
        return found
    headers[ours] = ""
    rest = _by_head_and_shape(kind, headers, sample, [target for target in targets if target.name != "ref"])
    return {**rest, ours: Guess("ref", 1.0, _OURS)}


def _by_head_and_shape(
    kind: RecordType, headers: Sequence[str], sample: Sample, targets: Sequence[Target]
) -> dict[int, Guess]:
    subject = (str(kind.label), kind.singular, *kind.aliases)
    return guess_mapping(headers, sample, targets, subject=subject)


def _own_numbers(kind: RecordType, sample: Sample, columns: Sequence[int], actor: Actor) -> int | None:
    """The first of these columns that mostly holds numbers of such records the actor sees, each of them once."""
    pattern = pattern_regex(kind.ref)
    for index in columns:
        filled = [text.upper() for cells in sample if (text := parse_text(cells[index]))]
        numbers = {text for text in filled if pattern.fullmatch(text)}
        if 2 * len(numbers) <= len(filled):
            continue
        rows = kind.model.visible_to(actor)
        held = set(rows.filter(ref__in=numbers).values_list("ref", flat=True))
        held |= {ref for ref, _record in led_by(kind, "ref", numbers - held, rows)}
        if 2 * len(held) > len(filled):
            return index
    return None


def heads_of(table: Table) -> list[str]:
    """The heads as people see them: the file's own, or a name where there is none."""
    return [head or name for head, name in zip(table.headers, table.columns, strict=True)]
