"""A commitment's period drawn: what was taken, the least and the most, and where it is heading with its band."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.serving.usage.queries.standing import Standing
from followthrough.web.shapes.charts import svg, within
from followthrough.web.wording import day_text, month_text, number_text

LEFT, RIGHT, TOP, BOTTOM = 62.0, 760.0, 22.0, 232.0
WIDTH, HEIGHT = 820, 256
MOST_MONTHS, MOST_POINTS = 13, 120
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A level across the chart: its height, ink, word, and where the word stands."""

    at: str
    ink: str
    text: str
    text_at: str
    word_ink: str


@dataclass(frozen=True, slots=True)
class BurnChart:
    """burn.html: geometry as text; `label` says in a sentence what is to be seen."""

    label: str
    months: tuple[tuple[str, str, str], ...]
    ticks: tuple[tuple[str, str, str], ...]
    rules: tuple[Rule, ...]
    area: str
    taken: str
    band: str
    expected: str
    now: str
    end_at: tuple[str, str] | None
    end_text: str


def burn_chart(found: Standing, today: date) -> BurnChart:
    """The drawing of how a commitment stands."""
    period, end = found.period, found.period.end
    assert end is not None
    days = max((end - period.start).days + 1, 1)
    top = _top(found)

    def along(day: date, *, over: bool = True) -> float:
        return LEFT + within(((day - period.start).days + (1 if over else 0)) / days) * (RIGHT - LEFT)

    def down(quantity: float) -> float:
        return BOTTOM - within(quantity / top) * (BOTTOM - TOP)

    line = [
        (LEFT, BOTTOM),
        *_thinned([(along(period.start + n * _DAY), down(float(one))) for n, one in enumerate(found.reached)]),
    ]
    path = found.path
    here = (along(path.start - _DAY), down(float(found.taken - found.daily[-1]))) if path else None
    ahead = [(along(path.start + n * _DAY), n) for n in range(len(path.expected))] if path else []
    expected = [here, *((x, down(path.expected[n])) for x, n in ahead)] if path and here else []
    low = [(x, down(path.low[n])) for x, n in ahead] if path else []
    high = [(x, down(path.high[n])) for x, n in ahead] if path else []
    band = [here, *_thinned(low), *reversed(_thinned(high))] if here else []
    is_within = period.start <= today <= end
    return BurnChart(
        label=_told(found, today),
        months=tuple(_months(period.start, end, lambda day: along(day, over=False))),
        ticks=tuple((svg(down(one)), svg(down(one) + 4), _short(one)) for one in _ticks(top)),
        rules=tuple(_rules(found, down)),
        area=_points([(line[0][0], BOTTOM), *line[1:], (line[-1][0], BOTTOM)]) if len(line) > 1 else "",
        taken=_points(line),
        band=_points(band),
        expected=_points(_thinned(expected)),
        now=svg(along(today)) if is_within else "",
        end_at=(svg(expected[-1][0]), svg(expected[-1][1])) if expected else None,
        end_text=_short(float(found.projected)) if found.projected is not None else "",
    )


def _top(found: Standing) -> float:
    limits = [one for one in (found.minimum, found.maximum, found.taken, found.projected, found.high) if one]
    return max((float(one) for one in limits), default=1.0) * 1.06 or 1.0


def _rules(found: Standing, down: object) -> Iterator[Rule]:
    assert callable(down)
    told = ((found.maximum, "s3", _("at most %(number)s"), "td"), (found.minimum, "s2", _("at least %(number)s"), "tk"))
    heights: list[float] = []
    for limit, ink, text, word_ink in told:
        if limit:
            at = down(float(limit))
            below = any(abs(at - other) < 14 for other in heights)
            heights.append(at)
            words = text % {"number": number_text(limit.normalize())}
            yield Rule(svg(at), ink, words, svg(at + 13 if below else at - 5), word_ink)


def _ticks(top: float) -> list[float]:
    """Three or four round numbers."""
    rough = top / 4
    size = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    return [step * n for n in range(5) if step * n <= top]


def _months(start: date, end: date, along: object) -> Iterator[tuple[str, str, str]]:
    """The first of each month (or of every few) as place, place of the word, and word; of short periods each week."""
    assert callable(along)
    if (end - start).days < 62:
        for number in range(0, (end - start).days + 1, 7):
            day = start + number * _DAY
            yield svg(along(day)), svg(along(day) + 4), day_text(day, today=start)
        return
    total = (end.year - start.year) * 12 + end.month - start.month + 1
    step, first = -(-total // MOST_MONTHS), start.replace(day=1)
    last = -100.0
    for number in range(0, total, step):
        day = max(add_months(first, number), start)
        if along(day) <= RIGHT - 24 and along(day) >= last + (58 if number <= step else 30):
            last = along(day)
            said = month_text(day, today=end if number == 0 and start.year != end.year else day)
            yield svg(along(day)), svg(along(day) + 4), said.split(" ")[0] if number else said


def _thinned(points: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """As many as can be told apart, the first and the last among them."""
    found = [one for one in points if one is not None]
    if len(found) <= MOST_POINTS:
        return found
    step = len(found) / MOST_POINTS
    return [found[int(n * step)] for n in range(MOST_POINTS)] + [found[-1]]


def _points(points: Sequence[tuple[float, float] | None]) -> str:
    return " ".join(f"{svg(one[0])},{svg(one[1])}" for one in points if one is not None)


def _short(number: float) -> str:
    """For an axis: 1.5 M, 200 k, 40."""
    for size, word in ((1_000_000, _("%(number)s M")), (1_000, _("%(number)s k"))):
        if number >= size:
            return word % {"number": number_text(Decimal(str(round(number / size, 2))).normalize())}
    return number_text(Decimal(str(round(number, 1))).normalize())


def _told(found: Standing, today: date) -> str:
    gaps = {
        "taken": number_text(found.taken.normalize()),
        "unit": found.unit,
        "day": day_text(found.day, today=today),
        "projected": number_text(found.projected.normalize()) if found.projected is not None else "",
    }
    if found.projected is None:
        return _("%(taken)s %(unit)s taken by %(day)s.") % gaps
    return _("%(taken)s %(unit)s taken by %(day)s; %(projected)s expected by the end.") % gaps
