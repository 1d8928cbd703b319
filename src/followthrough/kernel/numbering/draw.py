"""Draw the next numbers of a kind."""

from django.db import connection

from followthrough.values.reference import format_reference


def draw_refs(kind: str, pattern: str, *, year: int, count: int) -> list[str]:
    """The next `count` references of a kind, in order.

    Runs inside the caller's transaction and holds the counter's row until its end, so numbers have no doubles and,
    as a rolled back transaction gives its numbers back, no gaps.
    """
    if count == 0:
        return []
    of_year = year if "{year" in pattern else 0
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_counter (kind, year, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (kind, year) DO UPDATE SET last = numbering_counter.last + EXCLUDED.last RETURNING last",
            [kind, of_year, count],
        )
        (last,) = cursor.fetchone()
    return [format_reference(pattern, n, year=year) for n in range(last - count + 1, last + 1)]


def hold_numbers(kind: str, pattern: str, *, year: int) -> None:
    """Wait until nobody else makes records of this kind, and keep it so until the end of the transaction.

    For those who must look at what is there before they decide to add to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO numbering_counter (kind, year, last) VALUES (%s, %s, 0) "
            "ON CONFLICT (kind, year) DO UPDATE SET last = numbering_counter.last",
            [kind, year if "{year" in pattern else 0],
        )
