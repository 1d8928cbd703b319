"""Reading a table out of any CSV, text or spreadsheet file, with what was guessed said aloud."""

from followthrough.kernel.exchange.reading.dialects import ALIGNED
from followthrough.kernel.exchange.reading.opening import read_table
from followthrough.kernel.exchange.reading.tables import (
    Cell,
    Guess,
    Message,
    ReadOptions,
    Row,
    Sheet,
    Table,
    Unreadable,
)

__all__ = ["ALIGNED", "Cell", "Guess", "Message", "ReadOptions", "Row", "Sheet", "Table", "Unreadable", "read_table"]
