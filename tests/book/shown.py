"""What the house shows for a filter: on the board, in the list, by the API and in a workbook."""

import re
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from openpyxl import load_workbook

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team, User
from followthrough.winning.pipeline.models import Stage
from followthrough.winning.pipeline.queries import board, default_pipeline
from tests.book.published import NO_MONTH
from tests.callers import Caller

NAMED = {"stage": Stage, "owner": User, "manager": User, "team": Team, "product": Product}
LANE = re.compile(r'<span class="n">([\d,]+)</span></h2><b class="num">\$?([\d,]*)</b>')
COUNT = re.compile(r'id="count-text"[^>]*>([\d,]+)<')


def filters_of(by: str, name: str) -> dict[str, str]:
    """What opens the list of one group."""
    if by == "month":
        return {"closed_on__empty": "1", "close_on__empty": "1"} if name == NO_MONTH else {"month": name}
    return {by: NAMED[by]._default_manager.get(name=name).ref}


def on_board(actor: Any, filters: Mapping[str, str]) -> tuple[int, Decimal]:
    """Count and sum over the lanes of the board."""
    pipeline = default_pipeline()
    assert pipeline
    lanes = board(actor, pipeline, filters)
    return sum(lane.count for lane in lanes), sum((w.total for lane in lanes for w in lane.worth), Decimal(0))


def on_board_page(client: Client, filters: Mapping[str, str]) -> tuple[int, Decimal]:
    """Count and sum as the heads of the lanes show them; the book's amounts are whole dollars."""
    page = client.get(f"/pipeline/?{urlencode(filters)}")
    assert page.status_code == 200
    lanes = LANE.findall(page.content.decode())
    counts, sums = ([int(digits.replace(",", "") or 0) for digits in column] for column in zip(*lanes, strict=True))
    return sum(counts), Decimal(sum(sums))


def in_list(client: Client, filters: Mapping[str, str]) -> int:
    """The count over the list's page."""
    page = client.get(f"/opportunities/?{urlencode(filters)}")
    found = COUNT.search(page.content.decode())
    assert page.status_code == 200 and found
    return int(found[1].replace(",", ""))


def by_api(caller: Caller, filters: Mapping[str, str]) -> tuple[int, Decimal]:
    """Count and sum over all pages of the API's list; its own count says the same."""
    path = f"/opportunities?{urlencode({**filters, 'limit': 500, 'fields': 'amount'})}"
    items: list[Any] = []
    while path:
        page = caller.get(path).body
        items += page["items"]
        path = (page["next"] or "").removeprefix("/api/v1")
    assert (page["count"], page["count_is_exact"]) == (len(items), True)
    return len(items), sum((Decimal(item["amount"]["amount"]) for item in items if item["amount"]), Decimal(0))


def in_workbook(client: Client, filters: Mapping[str, str]) -> tuple[int, Decimal]:
    """Rows and sum of the downloaded workbook, its amounts being numbers."""
    return summed(workbook_rows(client, filters))


def workbook_rows(client: Client, filters: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of the downloaded workbook by their heads."""
    answer = client.get(f"/opportunities/export.xlsx?{urlencode(filters)}")
    return rows_in(BytesIO(b"".join(answer.streaming_content)))


def rows_in(workbook: Any) -> list[dict[str, Any]]:
    """The rows of a workbook's first sheet by their heads."""
    with closing(load_workbook(workbook, read_only=True)) as opened:
        heads, *rows = opened.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def summed(rows: list[dict[str, Any]]) -> tuple[int, Decimal]:
    """How many rows of a workbook, and the sum of their amounts to the cent."""
    return len(rows), sum((Decimal(str(row["Amount"] or 0)) for row in rows), Decimal(0)).normalize() + Decimal(0)
