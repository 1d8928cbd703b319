"""The list as a table: columns, groups, sums, saved views, addresses that hold all of it."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.kernel.views.models import SavedView
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def titles(page):
    return [row.label for row in page.rows]


def heads(page):
    return [column.key for column in page.columns]


def test_columns_stand_as_asked_with_the_title_first(shown):
    assert heads(shown(columns="amount,name,source,created_at")) == ["name", "amount", "source", "created_at"]


@pytest.mark.parametrize(
    "asked",
    [
        {"columns": "name,password"},
        {"columns": "name'--"},
        {"columns": "owner__password"},
        {"group": "name"},
        {"group": "owner__password"},
        {"group": "close_on__second"},
        {"group": "_connector"},
        {"sort": "owner__password"},
        {"sort": "pg_sleep(5)"},
        {"as": "table'"},
        {"cards": 'amount"'},
        {"owner__password__startswith": "p"},
        {"amount__gte": "1) or (1=1"},
    ],
    ids=str,
)
def test_what_no_list_has_is_refused_and_shows_no_rows(client, ana, deals, asked):
    answer = client.get("/opportunities/", asked)
    assert answer.status_code == 400
    assert answer.context["page"].rows == ()


def test_the_foot_adds_up_each_currency_for_itself(shown):
    foot = shown().foot
    assert foot.count == "4 rows"
    assert [cell.text for cell in foot.cells if cell.text] == ["$1,251 · €500 EUR"]


def test_groups_carry_count_and_sums_and_their_first_rows(shown):
    page = shown(group="stage")
    assert [(g.label, g.count, [c.text for c in g.cells if c.text]) for g in page.groups] == [
        ("Qualify", "2", ["$1,000 · €500 EUR"]),
        ("Quoted", "2", ["$250.50"]),
    ]
    assert [[row.label for row in group.rows] for group in page.groups] == [["Pumps", "Valves"], ["Seals", "Hoses"]]
    assert page.rows == ()


def test_dates_group_by_month_or_another_span_with_none_last(shown):
    assert [(g.label, g.count) for g in shown(group="close_on").groups] == [
        ("November 2026", "1"),
        ("December 2026", "2"),
        ("none", "1"),
    ]
    assert [g.label for g in shown(group="close_on__quarter").groups] == ["Quarter 4 of 2026", "none"]


def test_a_closed_group_opens_where_it_stands(client, shown):
    closed = next(group for group in shown(group="stage", open="nothing").groups if group.label == "Quoted")
    assert closed.rows == ()
    part = client.get(closed.url, headers={"X-Part": "group"})
    assert [row.label for row in part.context["group"].rows] == ["Seals", "Hoses"]


def test_a_list_asks_the_same_number_of_questions_however_many_groups_it_has(client, ana, deals):
    client.get("/opportunities/")
    counts = []
    for asked in ({"group": "state"}, {"group": "close_on__day"}):
        with CaptureQueriesContext(connection) as asking:
            client.get("/opportunities/", asked)
        counts.append(len(asking))
    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as asking:
        client.get("/opportunities/")
    assert len(asking) <= 12


def test_a_saved_view_is_an_address_that_shows_another_reader_the_same(client, shown, ana):
    asks = "close_on__gte=2026-12-01&columns=name%2Camount&sort=-amount&group=stage"
    save = f"/opportunities/views/save?{urlencode({'asks': asks})}"
    saved = client.post(save, {"name": "December", "sharing": "team"})
    address = saved.headers["Location"]
    ref = SavedView.objects.get().ref
    assert parse_qs(urlsplit(address).query) == parse_qs(f"view={ref}&{asks}")
    page = shown(path=address)
    other = cast.person("Bob", "rep", ana.team, reach="all")
    client.force_login(other, backend="followthrough.kernel.people.backend.PersonBackend")
    theirs = client.get(address).context["page"]
    assert (heads(theirs), theirs.groups) == (heads(page), page.groups)
    assert [(tab.label, tab.current) for tab in theirs.views][-1] == ("December", True)
    assert client.get("/opportunities/", {"view": ref}).headers["Location"] == address


def test_a_list_begins_with_the_view_its_reader_chose(client, shown, deals):
    client.post("/opportunities/views/save?asks=group%3Dstage", {"name": "Grouped", "sharing": "private"})
    view = SavedView.objects.get()
    client.post(f"/opportunities/views/begin?view={view.ref}")
    assert client.get("/opportunities/").headers["Location"] == f"/opportunities/?view={view.ref}&group=stage"
    assert client.get("/opportunities/", {"view": "all"}).status_code == 200
    client.post("/opportunities/views/begin")
    assert client.get("/opportunities/").status_code == 200


def test_a_view_keeps_what_is_shown_when_told_to_and_goes_when_deleted(client, shown):
    client.post("/opportunities/views/save?asks=state%3Dopen", {"name": "Open ones", "sharing": "private"})
    view = SavedView.objects.get()
    client.post(f"/opportunities/views/{view.ref}/change?asks=state%3Dwon", {})
    view.refresh_from_db()
    assert (view.name, view.asks) == ("Open ones", "state=won")
    client.post(f"/opportunities/views/{view.ref}/delete")
    assert [tab.label for tab in shown().views if tab.label == "Open ones"] == []


def test_a_download_holds_the_columns_chosen(client, ana, deals):
    answer = client.get("/opportunities/export.csv", {"columns": "name,amount,next_step,password", "q": "pumps"})
    heads, row = b"".join(answer.streaming_content).decode().strip().splitlines()[:2]
    assert heads.removeprefix("\ufeff").split(",")[:2] == ["Ref", "Name"]
    assert ("Pumps" in row, "owner" in heads.lower()) == (True, False)


def test_filters_stay_when_a_column_is_sorted_and_a_word_is_sought(shown):
    page = shown(state="open", group="stage", columns="name,amount")
    kept = dict(page.keep)
    assert (kept["state"], kept["group"], kept["columns"]) == ("open", "stage", "name,amount")
    sort = next(column.sort_url for column in page.columns if column.key == "amount")
    assert {"state", "group", "columns", "sort"} <= parse_qs(urlsplit(sort).query).keys()
