"""Reference numbers people read aloud, such as A-0042 or D-2026-0007: made from a pattern and read back by it."""

import re
from dataclasses import dataclass
from functools import cache

_GAP = re.compile(r"\{([^{}]*)\}")
_NUMBER_GAP = re.compile(r"n(?::0([1-9]|1[0-5]))?")


class BadPatternError(ValueError):
    """A pattern needs exactly one {n} or {n:04}, at most one {year}, and no other gaps."""


@dataclass(frozen=True)
class Reference:
    """What a reference number says: its running number, and its year if the pattern has one."""

    n: int
    year: int | None = None


def format_reference(pattern: str, n: int, year: int | None = None) -> str:
    """Write the number: ("D-{year}-{n:04}", 7, 2026) gives D-2026-0007. Past its width a number simply grows.

    Raises BadPatternError, or ValueError for a number below 1 or of more than 18 figures, or for a year that is
    missing or not of four digits.
    """
    pattern_regex(pattern)
    if not 1 <= n < 10**18:
        raise ValueError(f"Reference numbers go from 1 to 18 figures, {n} does not.")
    if "{year}" in pattern and (year is None or not 1000 <= year <= 9999):
        raise ValueError(f"The pattern {pattern} needs a year of four digits, not {year}.")
    return pattern.format(n=n, year=year)


def parse_reference(pattern: str, text: str) -> Reference | None:
    """Read a number back, in capitals or not, spaces around it or not; None if it isn't one of this pattern."""
    found = pattern_regex(pattern).fullmatch(text.strip())
    if found is None:
        return None
    parts = found.groupdict()
    return Reference(n=int(parts["n"]), year=int(parts["year"]) if parts.get("year") else None)


@cache
def pattern_regex(pattern: str) -> re.Pattern[str]:
    """The expression, for ``fullmatch``, with groups n and year, of all numbers this pattern writes.

    Raises BadPatternError. Past its width a number has no leading zero, so each is written in one way only.
    """
    gaps = _GAP.findall(pattern)
    numbers = [gap for gap in gaps if _NUMBER_GAP.fullmatch(gap)]
    rest = _GAP.sub("", pattern)
    if len(numbers) != 1 or sorted(gaps) not in (numbers, sorted([*numbers, "year"])) or set("{}") & set(rest):
        raise BadPatternError(f"{pattern!r} is not a pattern such as A-{{n:04}} or D-{{year}}-{{n:04}}.")
    if re.search(r"\d\{n|\}\d|\}\{", pattern):
        raise BadPatternError(f"{pattern!r} needs a sign between its number and any other figures.")
    literals = [re.escape(part) for part in _GAP.split(pattern)[::2]]
    groups = [_group(gap) for gap in gaps]
    return re.compile("".join(a + b for a, b in zip(literals, [*groups, ""], strict=True)), re.IGNORECASE | re.ASCII)


def _group(gap: str) -> str:
    if gap == "year":
        return r"(?P<year>[1-9]\d{3})"
    width = _width(gap)
    exact = rf"(?!0{{{width}}}(?!\d))\d{{{width}}}"
    return rf"(?P<n>{exact}|[1-9]\d{{{width},17}})"


def _width(gap: str) -> int:
    found = _NUMBER_GAP.fullmatch(gap)
    return int(found[1]) if found and found[1] else 1
