"""The board: stages as lanes with their sums, the coming months over it, and the move of a card."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise, State
from followthrough.web.addresses import asked_of, filters_asked, with_changes
from followthrough.web.dialogs import Wrong, tried
from followthrough.web.doing import dialog
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show, toast_of, with_toast
from followthrough.web.lists import chips_of, filters_of, listed_type
from followthrough.web.looks.table import sums_note
from followthrough.web.shapes import ActionButton, Empty, Link, Segment, StackBar
from followthrough.web.shapes.boards import BoardFigure, BoardPage
from followthrough.web.shapes.parts import Tone
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import money_text, month_text, number_text
from followthrough.winning.pipeline import queries
from followthrough.winning.pipeline.models import Opportunity, Pipeline, StageKind
from followthrough.winning.pipeline.pages.cards import lanes, worth_text
from followthrough.winning.pipeline.queries.board import opportunities
from followthrough.winning.pipeline.queries.conditions import has_next_promise
from followthrough.winning.pipeline.queries.promised import SOURCE

MONTHS = 3


def board_page(request: HttpRequest) -> HttpResponse:
    """The lanes of one pipeline."""
    actor = actor_of_request(request)
    listed_type("opportunities", actor)
    page = _board(request, actor)
    asked = request.GET.urlencode()
    actions = [ActionButton(_("Upload"), "/imports/new?into=opportunities", "file-up")]
    new = ActionButton(_("New opportunity"), "/opportunities/new", "plus", key="N", primary=True)
    may_make = actor.may("opportunities.create")
    if may_make:
        actions.append(new)
    return show(
        request,
        "web/board.html",
        page,
        title=_("Pipeline"),
        note=page.count_text,
        actions=tuple(actions),
        segments=(
            Segment(_("Board"), request.get_full_path(), current=True, icon="kanban"),
            Segment(_("List"), _looked_at("", asked), icon="list"),
            Segment(_("Calendar"), _looked_at("calendar", asked), icon="calendar-days"),
            Segment(_("Timeline"), _looked_at("timeline", asked), icon="arrow-right-left"),
        ),
        segments_label=_("Look at it as"),
        new_url=new.url if may_make else "",
        new_label=new.label,
    )


def _looked_at(shape: str, asked: str) -> str:
    """The same opportunities in another shape; without filters all of them, as on the board."""
    words = f"as={shape}&" if shape else ""
    return f"/opportunities/?{words}{asked or 'view=all'}"


def move_card(request: HttpRequest, ref: str) -> HttpResponse:
    """Move a card to another lane: the board with its new sums, or a dialog that asks what the lane wants."""
    actor = actor_of_request(request)
    kind = listed_type("opportunities", actor)
    record, move = found_record(kind, ref, actor), actions_on(Opportunity)["move"]
    sent = {"stage": request.POST.get("lane", "")}

    def asking(wrong: Wrong) -> HttpResponse:
        url = f"/{kind.plural}/{ref}/do/{move.verb}"
        asked = dialog(request, kind, move, record, actor, sent, wrong, url=url)
        asked["HX-Retarget"], asked["HX-Reswap"] = "#dialog", "innerHTML"
        return asked

    outcome = tried(request, move, actor=actor, target=ref, values=sent, again=asking)
    if isinstance(outcome, HttpResponse):
        return outcome
    page = _board(request, actor)
    return with_toast(render(request, "web/parts/board.html", {"page": page}), toast_of(outcome))


def _board(request: HttpRequest, actor: Actor) -> BoardPage:
    kind, reader = type_of(Opportunity), reader_of(actor)
    asked = filters_asked(kind, asked_of(request.GET))
    pipeline = _pipeline(asked, actor)
    if pipeline is None:
        return BoardPage(_("Pipeline"), (), empty=Empty(_("There is no pipeline yet."), icon="kanban"))
    found = queries.board(actor, pipeline, asked, whole=request.GET.get("sums") == "all")
    is_whole = all(lane.worth is not None for lane in found)
    open_ones = [lane for lane in found if lane.stage.kind == StageKind.OPEN]
    count = queries.together(open_ones)[0]
    return BoardPage(
        name=pipeline.name,
        lanes=lanes(found, asked, reader),
        count_text=ngettext("%(count)s open deal", "%(count)s open deals", count) % {"count": number_text(count)}
        if is_whole
        else "",
        figures=(*_months(actor, asked, reader), _promised(open_ones, actor, asked, reader)) if is_whole else (),
        note="" if is_whole else sums_note(),
        note_link=None if is_whole else Link(_("Add up all"), with_changes(request, sums="all")),
        chips=chips_of(kind, asked, request, actor),
        clear_url="/pipeline/" if asked else "",
        filters=filters_of(kind, actor, asked),
        path="/pipeline/",
        keep=tuple(sorted(asked.items())),
        legend=((_("Won"), "f1"), (_("Weighted"), "aw")) if is_whole else (),
    )


def _pipeline(asked: Mapping[str, str], actor: Actor) -> Pipeline | None:
    """The one asked for, else the usual one."""
    wanted = asked.get("pipeline", "")
    found = queries.pipelines(actor)
    if not wanted:
        return found[0] if found else None
    chosen = next((one for one in found if wanted in (one.ref, one.name)), None)
    if chosen is None:
        raise NotFound(_("There is no such pipeline."))
    return chosen


def _months(actor: Actor, asked: Mapping[str, str], reader: Reader) -> tuple[BoardFigure, ...]:
    """What was won and what is weighted in this month and the next ones, in the company's currency."""
    first = reader.today.replace(day=1)
    days = [add_months(first, n) for n in range(MONTHS)]
    won, likely = ({day: Decimal(0) for day in days} for _part in range(2))
    others: set[str] = set()
    last = add_months(first, MONTHS) - timedelta(days=1)
    for state, column, sums in (("won", "closed_on", won), ("open", "close_on", likely)):
        within = {f"{column}__gte": first.isoformat(), f"{column}__lte": last.isoformat()}
        for one in queries.figures(actor, by=queries.By.MONTH, filters={**asked, "state": state, **within}):
            if one.key in sums and one.worth.currency == reader.currency:
                sums[one.key] += one.worth.total if state == "won" else one.worth.weighted
            elif one.key in sums:
                others.add(one.worth.currency)
    most = max((won[day] + likely[day] for day in days), default=Decimal(0))
    return tuple(_month(day, won[day], likely[day], most, others, reader) for day in days)


def _month(day: date, won: Decimal, likely: Decimal, most: Decimal, others: set[str], reader: Reader) -> BoardFigure:
    def said(amount: Decimal) -> str:
        return money_text(amount, reader.currency)

    bar = StackBar(
        _("%(won)s won, %(likely)s weighted") % {"won": said(won), "likely": said(likely)},
        ((float(won / most), "f1"), (float(likely / most), "aw")) if most else (),
    )
    note = _("without %(codes)s") % {"codes": ", ".join(sorted(others))} if others else ""
    return BoardFigure(month_text(day, today=reader.today), said(won + likely), note, bar, ((bar.label, "plain"),))


def _promised(open_ones: Sequence[queries.Lane], actor: Actor, asked: Mapping[str, str], reader: Reader) -> BoardFigure:
    """How many open deals these lanes have, and how their promises stand."""
    rows = opportunities(actor, asked).filter(stage__in=[lane.stage for lane in open_ones])
    bare = rows.filter(has_next_promise(False, actor)).count()
    owed = Promise.visible_to(actor).filter(state=State.OPEN, source_kind=SOURCE, source_id__in=rows.values("pk"))
    late = owed.filter(due__lt=reader.now).count()
    late_tone: Tone = "late" if late else "plain"
    lines: list[tuple[str, Tone]] = [(_("%(count)s late") % {"count": number_text(late)}, late_tone)]
    words = ngettext("%(count)s deal has no next promise", "%(count)s deals have no next promise", bare)
    if bare:
        lines.append((words % {"count": number_text(bare)}, "late"))
    count, worth = queries.together(open_ones)
    text = ngettext("%(count)s deal", "%(count)s deals", count) % {"count": number_text(count)}
    return BoardFigure(_("Promises on open deals"), text, worth_text(worth, reader), lines=tuple(lines))
