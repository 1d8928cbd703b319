"""All commitments with their pace, as they were worked out last, in the order asked for."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import type_of
from followthrough.serving.usage.models import KeptStanding, UsageBatch
from followthrough.serving.usage.pages.saying import WORDS, badge_of, quantity_text
from followthrough.serving.usage.queries.standing import Word
from followthrough.web.buttons import class_buttons
from followthrough.web.frame import actor_of_request, show
from followthrough.web.menu import Waiting
from followthrough.web.shapes import Cell, Empty, Fact, Link, ReportPage, TablePanel
from followthrough.web.shapes.lists import Column, Row
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import day_text, number_text, percent_text

SHOWN = 100
ORDERS: dict[str, tuple[Any, ...]] = {
    "share": (F("share").desc(nulls_last=True), "id"),
    "day": (F("maximum_on").asc(nulls_last=True), "id"),
    "end": ("period_end", "id"),
}
WORRIES = (Word.EXCEEDED, Word.EXCEEDS, Word.SHORT)


def overview_page(request: HttpRequest) -> HttpResponse:
    """The commitments the reader sees: all, or those with one word; by share taken, by the day they go over, by end."""
    actor = actor_of_request(request)
    if not actor.may("commitments.view"):
        raise Denied(_("Your role may not see what is committed."))
    reader = reader_of(actor)
    word = request.GET.get("word", "")
    word = word if word in {one.value for one in Word} else ""
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else "share"
    rows = KeptStanding.visible_to(actor)
    counts = {one: rows.filter(word=one.value).count() for one in WORRIES}
    chosen = rows.filter(word=word) if word else rows
    place = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 7 else 0
    found = list(_linked(chosen).order_by(*ORDERS[order])[place : place + SHOWN + 1])
    facts = tuple(
        Fact(str(WORDS[one]), number_text(counts[one]), tone=badge_of(one).tone if counts[one] else "plain",
             url=f"/usage/?word={one.value}")
        for one in WORRIES
    )  # fmt: skip
    more: tuple[Link, ...] = ()
    if len(found) > SHOWN:
        more = (Link(_("Next page"), f"/usage/?word={word}&sort={order}&from={place + SHOWN}"),)
    panel = TablePanel(
        "commitments",
        str(WORDS[Word(word)]) if word else _("All commitments"),
        columns=_columns(word, order),
        rows=tuple(_row(one, reader) for one in found[:SHOWN]),
        links=(*([Link(_("All"), "/usage/")] if word else []), *more),
        empty=Empty(
            _("No commitment with a meter is in force."),
            _("Give a commitment of a signed contract its meter: what is counted stands here against what was agreed."),
        ),
    )
    note = _("Worked out within five minutes of what came in.")
    page = ReportPage(facts, (), wide=(panel,), note=note)
    sending = class_buttons(type_of(UsageBatch), actor)
    return show(request, "web/report.html", page, title=_("Commitments in use"), actions=sending)


def waiting(actor: Actor) -> Waiting:
    """The number beside the page: those that go over or fall short; red when one has gone over."""
    return KeptStanding.visible_to(actor).filter(word__in=[one.value for one in WORRIES]), Q(word=Word.EXCEEDED.value)


def _linked(rows: QuerySet[KeptStanding]) -> QuerySet[KeptStanding]:
    return rows.select_related("commitment__contract__account", "commitment__contract__owner")


def _columns(word: str, order: str) -> tuple[Column, ...]:
    def sorting(label: str, key: str, *, numeric: bool = False) -> Column:
        down = "descending" if key == "share" else "ascending"
        return Column(label, key, numeric=numeric, sort_url=f"/usage/?word={word}&sort={key}",
                      sorted=down if key == order else "")  # type: ignore[arg-type]  # fmt: skip

    return (
        Column(_("Commitment")),
        Column(_("Account")),
        Column(_("Taken"), numeric=True),
        sorting(_("Share"), "share", numeric=True),
        Column(_("Of the time"), numeric=True),
        Column(_("Expected by the end"), numeric=True),
        sorting(_("Passes the most"), "day"),
        sorting(_("Period ends"), "end"),
        Column(_("How it stands")),
    )


def _row(one: KeptStanding, reader: Reader) -> Row:
    commitment, contract = one.commitment, one.commitment.contract
    url = url_of(commitment)
    limit = one.minimum if one.maximum is None or one.word == Word.SHORT else one.maximum
    of = {"limit": quantity_text(limit), "unit": one.unit}
    passed = day_text(one.maximum_on, today=reader.today) if one.maximum_on else ""
    badge = badge_of(Word(one.word))
    return Row(
        commitment.ref,
        url,
        commitment.name,
        (
            Cell(commitment.name, "link", url, strong=True),
            Cell(contract.account.name, "link", url_of(contract.account)),
            Cell(quantity_text(one.taken), "number", note=_("of %(limit)s %(unit)s") % of if limit else one.unit),
            Cell(percent_text(one.share) if one.share is not None else "", "number"),
            Cell(percent_text(one.elapsed), "number", quiet=True),
            Cell(quantity_text(one.projected), "number"),
            Cell(passed, tone="late" if one.word == Word.EXCEEDED else "plain"),
            Cell(day_text(one.period_end, today=reader.today)),
            Cell(badge.text, "badge", tone=badge.tone),
        ),
    )
