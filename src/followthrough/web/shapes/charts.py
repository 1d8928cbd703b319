"""Charts drawn by the server: numbers become SVG geometry here, so templates hold no arithmetic.

Geometry comes out as text: a template would write 12.5 as "12,5" for a Spanish reader, which SVG cannot read.
"""

from dataclasses import dataclass
from typing import Literal

Ink = Literal["f1", "f2", "f3", "f4", "f5", "fl", "fb"]
"""Fill classes of app.css §10: ours, kept, pace, waiting, compare, late, nothing yet."""


def svg(number: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(number, 1):g}"


def within(share: float) -> float:
    """A share, held between nothing and all."""
    return max(0.0, min(1.0, share))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` 0–1 of the longest, worded `text` at its end, `note` quiet after the label."""

    label: str
    share: float
    text: str
    ink: Ink = "f1"
    url: str = ""

    @property
    def width(self) -> str:
        """In a viewBox of 200."""
        return svg(within(self.share) * 200)


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under each other; `aim` (0–1) is a dark tick. `label` is the sentence with its numbers for readers."""

    label: str
    bars: tuple[Bar, ...]
    aim: float | None = None

    @property
    def aim_at(self) -> str:
        """Where the tick stands in a viewBox of 200."""
        return svg(within(self.aim or 0.0) * 198)


@dataclass(frozen=True, slots=True)
class StackBar:
    """One thin bar of parts (share 0–1, ink); with `target` (0–1) a dark tick."""

    label: str
    parts: tuple[tuple[float, str], ...]
    target: float | None = None

    @property
    def drawn(self) -> tuple[tuple[str, str, str], ...]:
        """Left, width and ink of each part in a viewBox of 240."""
        at, out = 0.0, []
        for share, ink in self.parts:
            width = max(0.0, min(share, 1.0 - at))
            out.append((svg(at * 240), svg(width * 240), ink))
            at += width
        return tuple(out)

    @property
    def target_at(self) -> str:
        """Where the tick stands."""
        return svg(within(self.target or 0.0) * 238)


@dataclass(frozen=True, slots=True)
class DotRow:
    """A day and its promises as small blocks, one ink each."""

    label: str
    dots: tuple[Ink, ...]
    text: str
    now: bool = False

    @property
    def step(self) -> float:
        """From one block to the next; closer when there are more than eight."""
        return round(18 * min(1.0, 8 / max(len(self.dots), 1)), 1)

    @property
    def blocks(self) -> tuple[tuple[str, str], ...]:
        """Each block's left edge and ink."""
        return tuple((svg(56 + n * self.step), ink) for n, ink in enumerate(self.dots))


@dataclass(frozen=True, slots=True)
class DotChart:
    """Rows of blocks, as "Deliveries this week"."""

    label: str
    rows: tuple[DotRow, ...]

    @property
    def height(self) -> str:
        """Of the viewBox, 256 wide."""
        return svg(21 * len(self.rows) - 4)

    @property
    def drawn(self) -> tuple[tuple[DotRow, str, str, tuple[tuple[str, str], ...]], ...]:
        """Row, text baseline, block top, and each block's left edge with its ink."""
        return tuple(
            (
                row,
                svg(11 + 21 * i),
                svg(2 + 21 * i),
                tuple((svg(56 + n * row.step), ink) for n, ink in enumerate(row.dots)),
            )
            for i, row in enumerate(self.rows)
        )


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line over time, with an optional dashed aim; values in the unit of `low`–`high`.

    `ticks` are (value, word) for the grid; `marks` (position 0–1, word) for the time axis.
    """

    label: str
    values: tuple[float, ...]
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...] = ()
    aim: float | None = None
    aim_text: str = ""
    end_text: str = ""
    ink: str = "s2"

    LEFT, RIGHT, TOP, BOTTOM = 40, 440, 12, 152

    def down(self, value: float) -> float:
        """The height at which a value stands."""
        span = (self.high - self.low) or 1.0
        return round(self.BOTTOM - (value - self.low) / span * (self.BOTTOM - self.TOP), 1)

    def along(self, share: float) -> float:
        """The place of a share of the time."""
        return round(self.LEFT + share * (self.RIGHT - self.LEFT), 1)

    @property
    def points(self) -> str:
        """The line, as SVG wants it."""
        last = max(len(self.values) - 1, 1)
        return " ".join(f"{svg(self.along(i / last))},{svg(self.down(v))}" for i, v in enumerate(self.values))

    @property
    def grid(self) -> tuple[tuple[str, str, str], ...]:
        """Height, text baseline and word of each grid line."""
        return tuple((svg(self.down(value)), svg(self.down(value) + 4), word) for value, word in self.ticks)

    @property
    def axis(self) -> tuple[tuple[str, str], ...]:
        """Place and word of each mark under the chart."""
        return tuple((svg(self.along(share)), word) for share, word in self.marks)

    @property
    def aim_at(self) -> str:
        """The height of the aim."""
        return svg(self.down(self.aim or 0.0))

    @property
    def end_at(self) -> str:
        """The height of the last value."""
        return svg(self.down(self.values[-1]) if self.values else 0.0)
