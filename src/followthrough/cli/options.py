"""The typed parameters of records and verbs as options, and back."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.problems import Invalid

CHUNK = 1 << 16  # bytes
TAKEN = ("help", "json", "as", "once", "if-version")  # by options that every verb has
SIGNS: Mapping[Kind, Words] = {
    Kind.DATE: "2026-11-30",
    Kind.INSTANT: '"2026-11-30 14:00"',
    Kind.TIME: "14:00",
    Kind.INTEGER: "N",
    Kind.DECIMAL: "12.50",
    Kind.MONEY: "12.50",
    Kind.YES_NO: "yes|no",
    Kind.LINKS: "REF,REF",
    Kind.TAGS: gettext_lazy("WORD,WORD"),
    Kind.FILE: gettext_lazy("PATH"),
    Kind.STRUCTURE: "JSON",
}


class LocalFile:
    """A file of this machine, handed over as an upload is."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as content:
            while chunk := content.read(CHUNK):
                yield chunk


def option_of(name: str) -> str:
    """The option of a field: `--due-on`; `--field-help` where every word has a `--help` of its own."""
    option = name.replace("_", "-")
    return f"--field-{option}" if option in TAKEN else f"--{option}"


def add_options(parser: ArgumentParser, fields: Iterable[Field]) -> None:
    """Give the parser one option per field; only those typed are sent."""
    for field in fields:
        parser.add_argument(
            option_of(field.name),
            dest=f"field_{field.name}",
            default=SUPPRESS,
            metavar=_sign(field),
            help=_help(field),
            nargs="?" if field.kind is Kind.YES_NO else None,
            const="yes" if field.kind is Kind.YES_NO else None,
        )


def typed(given: Namespace, fields: Iterable[Field]) -> dict[str, Any]:
    """The values typed, by field name; files are opened when they are read."""
    values = {f.name: getattr(given, f"field_{f.name}") for f in fields if hasattr(given, f"field_{f.name}")}
    for field in fields:
        if field.kind is Kind.FILE and values.get(field.name):
            values[field.name] = local_file(field.name, values[field.name])
    return values


def local_file(name: str, typed_path: str) -> LocalFile:
    """The file at this path; raises `Invalid` for the field `name` when it can't be read."""
    path = Path(typed_path).expanduser()
    if not path.is_file():
        raise Invalid({name: _("There is no file “%(path)s”.") % {"path": typed_path}})
    return LocalFile(path)


def _sign(field: Field) -> str:
    if field.kind is Kind.CHOICE and len(field.choices) <= 8:
        return "|".join(value for value, _label in field.choices)
    if field.kind is Kind.LINK and field.link is not None:
        return str(field.link._meta.model_name).upper()
    return str(SIGNS.get(field.kind) or _("TEXT"))


def _help(field: Field) -> str:
    label = _("%(label)s (needed)") % {"label": field.label} if field.required else field.label
    return f"{label}. {field.help}".rstrip(". ").replace("%", "%%")
