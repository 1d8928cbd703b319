"""Drop a signed file on a page and read whether it is what was sealed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.files.store import LIMIT
from followthrough.kernel.records.problems import Denied
from followthrough.web.frame import actor_of_request, show
from followthrough.web.menu import MenuItem, menu_item
from followthrough.web.showing import reader_of, url_of
from followthrough.web.wording import moment_text


@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """The field for a file, and what was found out about the one that was sent; the file is not kept."""
    actor = actor_of_request(request)
    if not actor.may("envelopes.view"):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": _("Check a signed file")})
    sent: Any = request.FILES.get("file") if request.method == "POST" else None
    error = ""
    if request.method == "POST" and (sent is None or sent.size > LIMIT):
        error = _("Choose a file of at most 25 MB.")
    found = _found(sent, actor) if sent is not None and not error else None
    return show(
        request,
        "signing/check.html",
        None,
        title=_("Check a signed file"),
        status=422 if error else 200,
        error=error,
        name=sent.name if sent is not None else "",
        found=found,
    )


def _found(sent: Any, actor: Actor) -> dict[str, Any]:
    # pyHanko takes a moment to import: only who checks a file pays for it.
    from followthrough.winning.signing.queries.checking import check_file  # noqa: PLC0415 -- as above

    checked = check_file(sent.read(), actor, now=clock.now())
    report, reader = checked.report, reader_of(actor)
    facts = [(_("SHA-256 of the file"), report.sha256)]
    if report.is_sealed:
        facts += [(_("Sealed by"), report.sealed_by), (_("Kind of seal"), f"PAdES {report.level}")]
    for label, moment in (
        (_("Sealed"), report.sealed_at),
        (_("Time stamp"), report.stamped_at),
        (_("Certificate good until"), report.valid_until),
    ):
        if moment is not None:
            facts.append((label, moment_text(moment, now=clock.now(), zone=reader.zone)))
    facts += [(_("Signed by"), one) for one in checked.signed_by]
    return {
        "is_good": checked.is_good,
        "said": checked.said,
        "wrong": checked.found,
        "facts": facts,
        "url": url_of(checked.envelope) if checked.envelope else "",
        "ref": checked.envelope.ref if checked.envelope else "",
    }


menu_item(
    MenuItem(
        "serve",
        gettext_lazy("Check a signed file"),
        "/signatures/check",
        "badge-check",
        "envelopes.view",
        order=200,
        under="/contracts/",
    )
)
urlpatterns = [path("signatures/check", check_page)]
