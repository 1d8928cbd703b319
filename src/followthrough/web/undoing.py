"""Take a deed back from a page: from the toast at once, from history after a look at what stands in the way."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.actions.undo import deed_of, obstacles_to, undoable_by
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.kernel.records.registry import type_named
from followthrough.kernel.undoing.taking_back import is_long, take_back
from followthrough.web.buttons import fresh_key
from followthrough.web.deeds import deed_words
from followthrough.web.dialogs import shown_dialog
from followthrough.web.frame import actor_of_request, keep_toast, toast_of
from followthrough.web.shapes import ActionDialog, FieldSet, FormPage, Link
from followthrough.web.shapes.forms import Field
from followthrough.web.undoing_shown import undo_title


@require_http_methods(["GET", "HEAD", "POST"])
def undo_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """GET asks, and names what was changed since; POST takes it back, with `anyway` as far as it still can be."""
    actor = actor_of_request(request)
    deed = deed_of(run, actor)
    asked = request.method != "POST"
    try:
        if asked:
            return _ask(request, run)
        outcome = take_back(
            run,
            actor=actor,
            surface="web",
            anyway=bool(request.POST.get("anyway") or request.GET.get("anyway")),
            key=request.POST.get("idempotency_key", ""),
        )
    except InTheWay as found:
        return _ask(request, run, found, status=409)
    except (Refused, Denied) as problem:
        title = _("Undo: %(what)s") % {"what": deed_words(deed, actor)}
        form = FormPage((), _("Undo"), "/history/", request.path, errors=(Link(str(problem.message)),))
        return shown_dialog(request, ActionDialog(title, form), status=200 if asked else 422)
    if undoing := outcome.ask.get("undoing"):
        return _go(request, f"/history/undoing/{undoing}/")
    keep_toast(request, toast_of(outcome))
    return _go(request, _back(request))


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _ask(request: HttpRequest, run: UUID, found: InTheWay | None = None, status: int = 200) -> HttpResponse:
    """What taking it back comes to; where something was changed since, what stays as it is and what is left."""
    actor = actor_of_request(request)
    deed = deed_of(run, actor)
    undoable_by(deed, actor)
    title = undo_title(deed, actor)
    text, submit = _("Everything is put back to what it was before."), _("Undo")
    if is_long(deed):
        text += " " + _("This is done in the background; if something was changed since, you are asked first.")
    elif found is None:
        found = obstacles_to(run, actor)
    fields: tuple[Field, ...] = ()
    if found is not None:
        more = found.total - len(found.hurdles)
        also = ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more} if more else ""
        text = " ".join([_("Changed since, and left as it is:"), *(one.text for one in found.hurdles), also]).strip()
        fields = (Field("anyway", "", "hidden", value="1"),)
        submit = ngettext("Undo the other %(count)s", "Undo the other %(count)s", found.rest) % {"count": found.rest}
    form = FormPage(
        (FieldSet(fields),) if fields else (),
        submit,
        "/history/",
        url=f"/history/{run}/undo",
        idempotency_key=fresh_key(),
        errors=() if found is None or found.rest else (Link(_("There is nothing left to take back.")),),
    )
    return shown_dialog(request, ActionDialog(title, form, text), status=status)


def _back(request: HttpRequest) -> str:
    """The page it was pressed on, unless that was of a record which is gone by it: then the list of its kind."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if came.netloc != request.get_host():
        return "/history/"
    plural, _slash, ref = came.path.strip("/").partition("/")
    kind = type_named(plural)
    if (
        kind
        and ref
        and "/" not in ref
        and not kind.model.visible_to(actor_of_request(request)).filter(ref=ref).exists()
    ):
        return f"/{kind.plural}/"
    if came.path.startswith("/history/") and came.path.endswith("/undo"):
        return "/history/"
    return f"{came.path}?{came.query}" if came.query else came.path
