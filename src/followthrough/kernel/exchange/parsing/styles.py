"""How a whole column writes its numbers and dates, decided by all its cells together."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from followthrough.kernel.exchange.reading import Cell

ORDERS = ("DMY", "MDY", "YMD")
_LOOKED_AT = 20_000
_DAY = re.compile(r"\s*(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T\s].*)?", re.DOTALL)
_FIGURE = re.compile(r"[^\d]*?([\d.,'’\s\u00a0\u202f]*\d)[^\d]*")


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """A column's decimal sign and order of day, month and year.

    `ambiguous`: the dates fit two orders, so a person should be asked. `decimal_ambiguous`: every figure is like
    "1,200", which is 1200 or 1.2. The style then holds the likelier reading.
    """

    decimal: str = "."
    order: str = "DMY"
    ambiguous: bool = False
    decimal_ambiguous: bool = False


def column_style(values: Iterable[Cell], *, decimal: str = ".", order: str = "DMY") -> ColumnStyle:
    """The style of a column's cells; `decimal` and `order` are taken where the cells say nothing."""
    texts = [value.strip() for value in islice(values, _LOOKED_AT) if isinstance(value, str) and value.strip()]
    found_decimal, decimal_ambiguous = _decimal(texts, decimal)
    found_order, ambiguous = _order([found.groups() for text in texts if (found := _DAY.fullmatch(text))], order)
    return ColumnStyle(found_decimal, found_order, ambiguous, decimal_ambiguous)


def full_year(year: int, digits: int) -> int:
    """A year of one or two digits in its century: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999."""
    return year if digits > 2 else year + (2000 if year < 70 else 1900)


def _decimal(texts: Sequence[str], default: str) -> tuple[str, bool]:
    votes: Counter[str] = Counter()
    for text in texts:
        if found := _FIGURE.fullmatch(text):
            votes[_decimal_vote(found.group(1).strip())] += 1
    if votes["."] or votes[","]:
        return ("." if votes["."] >= votes[","] else ","), bool(votes["."] and votes[","])
    return default, votes["?"] > 0


def _decimal_vote(figure: str) -> str:
    """The decimal sign this figure proves, "?" when it may be grouping, "" when it says nothing."""
    points, commas = figure.count("."), figure.count(",")
    if points and commas:
        return "." if figure.rfind(".") > figure.rfind(",") else ","
    if not points and not commas:
        return ""
    sign = "." if points else ","
    other = "," if points else "."
    whole, _sign, rest = figure.partition(sign)
    if max(points, commas) > 1:
        return other if all(len(group) == 3 for group in figure.split(sign)[1:]) else ""
    return "?" if len(rest) == 3 and 1 <= len(whole) <= 3 and whole != "0" else sign


def _order(parts: Sequence[tuple[str, ...]], default: str) -> tuple[str, bool]:
    if not parts:
        return default, False
    fits = Counter({order: sum(_fits(part, order) for part in parts) for order in ORDERS})
    best = max(fits.values())
    likely = [order for order in (default, *ORDERS) if fits[order] == best]
    likely = list(dict.fromkeys(likely))
    if len(likely) > 1:
        likely, sure = _by_spread(parts, likely)
        return likely[0], not sure
    conflict = 0 < best < len(parts) and any(fits[o] and _proves(parts, o) for o in ORDERS if o != likely[0])
    return likely[0], conflict


def in_order(part: Sequence[str], order: str) -> tuple[str, str, str]:
    """Year, month and day of the three parts of a date written in that order."""
    first, second, third = part[0], part[2], part[3]
    return {"DMY": (third, second, first), "MDY": (third, first, second), "YMD": (first, second, third)}[order]


def _fits(part: Sequence[str], order: str) -> bool:
    year, month, day = in_order(part, order)
    if len(year) not in {2, 4} or len(month) > 2 or len(day) > 2:
        return False
    try:
        date(full_year(int(year), len(year)), int(month), int(day))
    except ValueError:
        return False
    return True


def _proves(parts: Sequence[Sequence[str]], order: str) -> bool:
    return any(_fits(part, order) and sum(_fits(part, other) for other in ORDERS) == 1 for part in parts)


def _by_spread(parts: Sequence[Sequence[str]], likely: list[str]) -> tuple[list[str], bool]:
    """Between orders that all fit: same day either way, dots (day first everywhere), years few and days many."""
    if all(len({in_order_date(part, order) for order in likely}) == 1 for part in parts):
        return likely, True
    if all(part[1] == "." for part in parts) and "DMY" in likely and len(parts[0][3]) == 4:
        return ["DMY"], True
    if len(parts) < 12:
        return likely, False

    def spread(order: str) -> tuple[int, int]:
        years, _months, days = zip(*(in_order(part, order) for part in parts), strict=True)
        return len(set(years)), -len(set(days))

    ranked = sorted(likely, key=spread)
    first, second = spread(ranked[0]), spread(ranked[1])
    return ranked, first[0] < second[0] and -first[1] > 12


def in_order_date(part: Sequence[str], order: str) -> tuple[int, int, int]:
    """The same as numbers, with the year in its century."""
    year, month, day = in_order(part, order)
    return full_year(int(year), len(year)), int(month), int(day)
