"""How far a large undo is, with the way to stop it; at the end what came of it, or what somebody must decide."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.undo import deed_of
from followthrough.kernel.history.models import Deed
from followthrough.kernel.undoing.models import State, Undoing
from followthrough.kernel.undoing.taking_back import stop, undoing_of
from followthrough.web.buttons import fresh_key
from followthrough.web.deeds import deed_words
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import ActionButton, Cell, Column, Link, Row, TablePanel
from followthrough.web.shapes.many import Progress
from followthrough.web.wording import number_text

WIDTH = 240


@require_safe
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page, or with HX-Request its part, asked again every two seconds."""
    actor = actor_of_request(request)
    found = undoing_of(key, actor)
    page = _progress(found, deed_of(found.run, actor), actor)
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/bulk_progress.html", {"page": page})
    crumbs = (Link(_("History"), "/history/"),)
    return show(request, "web/bulk_progress.html", page, title=page.title, crumbs=crumbs)


@require_POST
def stop_undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call it off: everything stays as it is."""
    stop(undoing_of(key, actor_of_request(request)))
    return redirect(f"/history/undoing/{key}/")


def undo_title(deed: Deed, actor: Actor) -> str:
    """What the button says of this deed: taken back, or done again."""
    what = deed_words(deed, actor)
    return _("Do again: %(what)s") % {"what": what} if deed.takes_back else _("Undo: %(what)s") % {"what": what}


def _progress(found: Undoing, deed: Deed, actor: Actor) -> Progress:
    under_way = found.is_under_way
    url = f"/history/undoing/{found.key}/"
    done = found.state == State.DONE
    return Progress(
        title=undo_title(deed, actor),
        text=_how_far(found) if under_way else found.said,
        width=round(WIDTH * found.done / found.total) if found.total else 0,
        done=not under_way,
        called_off=not done,
        refresh_url=url if under_way else "",
        stop=ActionButton(_("Stop"), f"{url}stop", "x", how="post", idempotency_key=fresh_key()) if under_way else None,
        undo=_next(found) if done or found.rest else None,
        skips=_in_the_way(found) if found.hurdles else None,
        links=() if under_way else (Link(_("History"), "/history/"),),
    )


def _how_far(found: Undoing) -> str:
    if not found.total:
        return _("Looking at what was changed since …")
    gaps = {"done": number_text(found.done), "whole": number_text(found.total)}
    return _("%(done)s of %(whole)s done") % gaps + ". " + _("You may leave this page; it goes on.")


def _next(found: Undoing) -> ActionButton:
    """Once it is done the way back; where something is in the way, on with the rest."""
    if found.state == State.DONE:
        return ActionButton(_("Do again"), f"/history/{found.made}/undo", "undo-2", how="dialog")
    words = ngettext("Undo the other %(count)s", "Undo the other %(count)s", found.rest)
    words = words % {"count": number_text(found.rest)}
    url, key = f"/history/{found.run}/undo?anyway=1", fresh_key()
    return ActionButton(words, url, "undo-2", how="post", idempotency_key=key, primary=True)


def _in_the_way(found: Undoing) -> TablePanel:
    rows = tuple(
        Row(ref, "", title, (Cell(title, strong=True), Cell(ref), Cell(text))) for ref, title, text in found.hurdles
    )
    untold = found.in_the_way - len(rows)
    note = _("and %(count)s more") % {"count": number_text(untold)} if untold > 0 else ""
    columns = (Column(_("Record")), Column(_("Number")), Column(_("Why")))
    count = number_text(found.in_the_way)
    return TablePanel("in-the-way", _("Changed since"), count, columns=columns, rows=rows, note=note)
