"""Turning cells into values, with a message that says how to mend a cell that can't be."""

from followthrough.kernel.exchange.parsing.choices import Choice, parse_bool, parse_choice
from followthrough.kernel.exchange.parsing.dates import parse_date
from followthrough.kernel.exchange.parsing.figures import Amount, parse_money, parse_number, parse_percent
from followthrough.kernel.exchange.parsing.problems import CellProblem
from followthrough.kernel.exchange.parsing.stamps import parse_timestamp
from followthrough.kernel.exchange.parsing.styles import ColumnStyle, column_style
from followthrough.kernel.exchange.parsing.texts import is_empty, parse_text

__all__ = [
    "Amount",
    "CellProblem",
    "Choice",
    "ColumnStyle",
    "column_style",
    "is_empty",
    "parse_bool",
    "parse_choice",
    "parse_date",
    "parse_money",
    "parse_number",
    "parse_percent",
    "parse_text",
    "parse_timestamp",
]
