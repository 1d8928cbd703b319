"""A signature drawn on the screen: a few strokes of points, kept as they were drawn."""

import json

WIDTH, HEIGHT = 600, 200  # the field it is drawn in, in units of its own
MOST_STROKES, MOST_POINTS, FEWEST_POINTS = 200, 6_000, 5
Stroke = list[tuple[int, int]]


class BadDrawing(ValueError):
    """It is no drawing, far too long, or hardly more than a dot."""


def drawing_of(text: str) -> list[Stroke]:
    """The strokes in the JSON `[[[x, y], …], …]`, each point within the field. Raises BadDrawing."""
    try:
        told = json.loads(text)
        strokes = [[(_within(x, WIDTH), _within(y, HEIGHT)) for x, y in stroke] for stroke in told]
    except (ValueError, TypeError, RecursionError) as problem:
        raise BadDrawing("no strokes of points") from problem
    points = sum(len(stroke) for stroke in strokes)
    if len(strokes) > MOST_STROKES or not FEWEST_POINTS <= points <= MOST_POINTS:
        raise BadDrawing("too short or too long")
    return [stroke for stroke in strokes if stroke]


def _within(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise BadDrawing("a point outside the field")
    return round(value)


def svg_of(strokes: list[Stroke]) -> str:
    """The drawing as a picture on transparent ground."""
    paths = "".join(
        f'<path d="M{" L".join(f"{x} {y}" for x, y in (stroke if len(stroke) > 1 else stroke * 2))}"/>'
        for stroke in strokes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g fill="none" stroke="#12213f"'
        f' stroke-width="4" stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
    )
