"""What the published files say, read with nothing but the csv module and added up by hand."""

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

Row = Mapping[str, str]
Sums = dict[str, tuple[int, Decimal]]

FILES = {
    "people": "sales_teams.csv",
    "products": "products.csv",
    "accounts": "accounts.csv",
    "opportunities": "sales_pipeline_a.csv",
}
COUNTS = {"people": 35, "products": 7, "accounts": 85, "opportunities": 4425}
ALIAS = {"GTXPro": "GTX Pro"}  # how the book writes a product that its price list writes otherwise
NO_MONTH = "none"


def path_of(data: Path, plural: str) -> Path:
    """The file that holds these records."""
    return data / "crm_pipeline" / FILES[plural]


def rows_of(path: Path) -> list[dict[str, str]]:
    """All rows of a file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def book(data: Path) -> list[Row]:
    """Every opportunity with its agent's manager and office."""
    teams = {row["sales_agent"]: row for row in rows_of(path_of(data, "people"))}
    return [{**row, **teams[row["sales_agent"]]} for row in rows_of(path_of(data, "opportunities"))]


def is_open(row: Row) -> bool:
    """Whether the deal was neither won nor lost."""
    return row["deal_stage"] not in ("Won", "Lost")


def month_of(row: Row) -> str:
    """The month in which it was closed; the file writes days as 07-03-17."""
    _day, month, year = row["close_date"].split("-") if row["close_date"] else ("", "", "")
    return f"20{year}-{month}" if year else NO_MONTH


GROUPS: dict[str, Callable[[Row], str]] = {
    "stage": lambda row: row["deal_stage"],
    "owner": lambda row: row["sales_agent"],
    "manager": lambda row: row["manager"],
    "team": lambda row: row["regional_office"],
    "product": lambda row: ALIAS.get(row["product"], row["product"]),
    "month": month_of,
}


def added_up(rows: list[Row], by: str) -> Sums:
    """Count and sum, to the cent, of each group."""
    found: Sums = defaultdict(lambda: (0, Decimal(0)))
    for row in rows:
        key = GROUPS[by](row)
        count, total = found[key]
        found[key] = (count + 1, total + Decimal(row["close_value"] or 0))
    return dict(found)
