"""Writing tables that spreadsheets show rightly and our own reader takes back unchanged."""

from followthrough.kernel.exchange.writing.columns import Column
from followthrough.kernel.exchange.writing.delimited import write_csv
from followthrough.kernel.exchange.writing.workbooks import write_xlsx

__all__ = ["Column", "write_csv", "write_xlsx"]
