"""The week's credit of a person, as a page to show; for managers their team's beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import repeat
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import CaughtError
from followthrough.serving.deliveries.pages.asked import WEEK
from followthrough.serving.deliveries.pages.week import seeing
from followthrough.serving.deliveries.queries.credit import Credit, credits_of, people_to_show
from followthrough.serving.deliveries.queries.week import monday_of
from followthrough.web.frame import show
from followthrough.web.lists import columns_of, rows_of
from followthrough.web.shapes import Cell, Column, Empty, Fact, Row, Segment, TablePanel
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import day_text, due_text, number_text

FIGURES = ("kept", "early", "late", "caught", "for_others", "taken")
PROMISES = ["what", "account", "due", "closed_at"]
OF_OTHERS = [*PROMISES, "owner", "department"]
ERRORS = ["what", "saved", "record_ref", "at"]
DUE = PROMISES.index("due")
MOST = 500


@dataclass(frozen=True, slots=True)
class CreditPage:
    """deliveries/credit.html: the figures of one person's week, the rows behind one of them, and the team."""

    facts: tuple[Fact, ...]
    rows: TablePanel
    team: TablePanel | None
    before: str
    now: Segment
    after: str
    printed: str


def credit_page(request: HttpRequest) -> HttpResponse:
    """One's own week, or that of somebody one leads."""
    actor = seeing(request)
    reader = reader_of(actor)
    people = {one.ref: one for one in people_to_show(actor)}
    own = next((one for one in people.values() if one.pk == actor.user_id), None)
    person = people.get(request.GET["who"]) if "who" in request.GET else own
    if person is None:
        raise NotFound(_("There is no such person whose credit you may see."))
    this = monday_of(clock.today(company().zone))
    monday = _monday(request.GET.get("week", ""), this)
    shown = request.GET.get("show", "")
    shown = shown if shown in FIGURES else "kept"
    earned = credits_of(actor, [one.pk for one in people.values()], monday)
    credit = earned.get(person.pk, Credit())

    def address(**changes: str) -> str:
        return f"?{urlencode({'who': person.ref, 'week': monday.isoformat(), 'show': shown, **changes})}"

    span = _("%(first)s to %(last)s") % {
        "first": day_text(monday, today=reader.today),
        "last": day_text(monday + WEEK - (WEEK / 7), today=reader.today),
    }
    page = CreditPage(
        facts=tuple(_fact(name, credit, address(show=name)) for name in FIGURES),
        rows=_rows(shown, credit, reader),
        team=_team(list(people.values()), earned, monday, reader) if len(people) > 1 else None,
        before=address(week=(monday - WEEK).isoformat()),
        now=Segment(_("This week"), address(week=this.isoformat()), current=monday == this),
        after=address(week=(monday + WEEK).isoformat()),
        printed=f"{person.name}, {span}",
    )
    title = _("My week") if person.pk == actor.user_id else person.name
    return show(request, "deliveries/credit.html", page, title=title, note=span)


def _monday(word: str, this: date) -> date:
    try:
        return min(max(monday_of(date.fromisoformat(word)), date(2000, 1, 3)), date(2099, 12, 28))
    except ValueError:
        return this


def label_of(name: str) -> str:
    """What a figure of the week is called."""
    return {
        "kept": _("Promises kept"),
        "early": _("Kept early"),
        "late": _("Kept late"),
        "caught": _("Errors caught"),
        "for_others": _("Made for others, and kept"),
        "taken": _("Taken over"),
    }[name]


def _fact(name: str, credit: Credit, url: str) -> Fact:
    count = len(getattr(credit, name))
    tone = {"kept": "kept", "early": "kept", "late": "late"}.get(name, "plain") if count else "plain"
    return Fact(label_of(name), number_text(count), tone, url=url)  # type: ignore[arg-type]


def _rows(name: str, credit: Credit, reader: Reader) -> TablePanel:
    """The rows behind a figure, in the order things happened."""
    ids: list[int] = getattr(credit, name)
    model = CaughtError if name == "caught" else Promise
    columns = {"caught": ERRORS, "for_others": OF_OTHERS}.get(name, PROMISES)
    kind = type_of(model)
    links = [column for column in columns if kind.fields[column].link]
    found = {one.pk: one for one in model._default_manager.filter(pk__in=ids[:MOST]).select_related(*links)}
    ordered = [found[pk] for pk in ids[:MOST] if pk in found]
    rows = rows_of(kind, ordered, columns, reader)
    words = {
        "caught": _("Write down an error you caught from the record it was in."),
        "taken": _("What others handed over this week appears here."),
    }
    return TablePanel(
        "credit",
        label_of(name),
        count=number_text(len(ids)),
        columns=columns_of(kind, columns),
        rows=rows if name == "caught" else tuple(map(_with_due, rows, ordered, repeat(reader))),
        empty=Empty(_("Nothing in this week."), words.get(name, "")),
    )


def _with_due(row: Row, promise: Any, reader: Reader) -> Row:
    """The row with its due as it was given: a day, or a moment."""
    due = Cell(due_text(promise.due_on or promise.due, now=reader.now, zone=reader.zone), "date")
    return replace(row, cells=(*row.cells[:DUE], due, *row.cells[DUE + 1 :]))


def _team(people: list[User], earned: Mapping[int, Credit], monday: date, reader: Reader) -> TablePanel:
    """Everybody one leads, with the same figures; each leads to that person's week and its rows."""
    rows = []
    for one in people:
        credit = earned.get(one.pk, Credit())
        at = f"?{urlencode({'who': one.ref, 'week': monday.isoformat()})}"
        counts = (
            Cell(number_text(n), "number", url=f"{at}&show={name}" if n else "", quiet=not n)
            for name in FIGURES
            for n in (len(getattr(credit, name)),)
        )
        rows.append(Row(one.ref, at, one.name, (Cell(one.name, "link", at, strong=True), *counts)))
    heads = (Column(_("Person")), *(Column(label_of(name), numeric=True) for name in FIGURES))
    return TablePanel("team", _("The team's week"), columns=heads, rows=tuple(rows))
