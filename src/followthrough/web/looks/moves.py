"""The move of a card, as it is posted: the board or calendar again, or a dialog that asks what is wanted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel.records.problems import NotFound, Refused
from followthrough.kernel.views.queries import views_of
from followthrough.web.dialogs import Wrong, tried
from followthrough.web.doing import dialog
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, with_toast
from followthrough.web.lists import listed_type
from followthrough.web.looks.board import board_of
from followthrough.web.looks.calendar import calendar_of
from followthrough.web.looks.look import Look, look_of
from followthrough.web.looks.moving import NONE, Move, moved_field, only, ways_of
from followthrough.web.shapes import Toast
from followthrough.web.showing import reader_of


def move_record(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """Bring a record to the lane or day that was sent; a deed like any other, with its undo."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    look = look_of(request, kind, reader_of(actor))
    field = moved_field(look)
    if field is None:
        raise NotFound(_("There is nothing to move here."))
    lane = request.POST.get("lane", request.POST.get(field.name, ""))
    move = ways_of(kind, field, actor).move(record, lane or NONE)
    if move is None:
        raise Refused(_("%(title)s can't be moved there.") % {"title": record.title})
    outcome = tried(
        request,
        move.action,
        actor=actor,
        target=ref,
        values=move.values,
        again=lambda wrong: _asking(request, look, record, move, wrong),
    )
    if isinstance(outcome, HttpResponse):
        return outcome
    toast = Toast(outcome.message or _("Done."), undo_url=f"/history/{outcome.run}/undo")
    if "lane" not in request.POST:
        return with_toast(HttpResponse(status=204, headers={"HX-Refresh": "true"}), toast)
    return with_toast(shape_again(request, look), toast)


def shape_again(request: HttpRequest, look: Look) -> HttpResponse:
    """The board or calendar with its new counts."""
    mine = views_of(look.kind, look.actor)
    if look.shape == "calendar":
        return render(request, "web/parts/calendar.html", {"page": calendar_of(look, mine)})
    return render(request, "web/parts/board.html", {"page": board_of(look, mine)})


def _asking(request: HttpRequest, look: Look, record: Any, move: Move, wrong: Wrong) -> HttpResponse:
    """The verb's own dialog, with what is missing or what was in the way."""
    field = moved_field(look)
    assert field is not None
    action = only(move.action, field) if move.is_edit else move.action
    url = request.get_full_path() if move.is_edit else f"/{look.kind.plural}/{record.ref}/do/{move.action.verb}"
    asking = dialog(request, look.kind, action, record, look.actor, move.values, wrong, url=url)
    asking["HX-Retarget"], asking["HX-Reswap"] = "#dialog", "innerHTML"
    return asking
