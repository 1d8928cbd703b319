"""The one door: whatever was uploaded comes out as a table, or as one clear sentence why it can't."""

from os import PathLike
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.delimited import read_delimited
from followthrough.kernel.exchange.reading.kinds import TEXT, kind_of
from followthrough.kernel.exchange.reading.sources import Source
from followthrough.kernel.exchange.reading.tables import ReadOptions, Table, Unreadable
from followthrough.kernel.exchange.reading.workbooks import read_workbook

_NAMES = {"text": {"", ".csv", ".tsv", ".tab", ".txt", ".dat", ".psv", ".log"}, "xlsx": {".xlsx", ".xlsm"}}
_RENAMED = _("The file's name does not fit its content; it was read by its content.")


def read_table(
    path_or_bytes: str | PathLike[str] | bytes, filename: str, *, options: ReadOptions | None = None
) -> Table:
    """The table in an uploaded file: CSV or other delimited text (also gzipped), XLSX, XLS or ODS.

    `filename` is the name its sender gave it. Cells of text files stay strings exactly as written, but for the
    apostrophe that guards a formula ("'=1+1" gives "=1+1"); cells of workbooks keep their types. Raises Unreadable,
    and nothing else, when there is no table to be had.
    """
    content = path_or_bytes if isinstance(path_or_bytes, bytes) else Path(path_or_bytes)
    source = Source(content, filename)
    options = options or ReadOptions()
    kind = kind_of(source)
    table = read_delimited(source, options) if kind == TEXT else read_workbook(source, kind, options)
    if source.suffix in {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"} and not _name_fits(source.suffix, kind):
        table.guess.warnings.insert(0, _RENAMED)
    return table


def _name_fits(suffix: str, kind: str) -> bool:
    return suffix in _NAMES.get(kind, {f".{kind}"})


__all__ = ["Unreadable", "read_table"]
