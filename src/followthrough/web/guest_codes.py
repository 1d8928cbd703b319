"""Ask a guest for the code that was mailed to them, before what only the first reader of the mail may do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followthrough.kernel import clock
from followthrough.kernel.links.codes import code_under_way, confirm_code, send_code
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import masked
from followthrough.kernel.people.models import company
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.problems import Invalid
from followthrough.web.guest_door import PROOF, guarded, held_link, hold

OWN = ("csrfmiddlewaretoken", "code", "then")


@dataclass(frozen=True, slots=True)
class GuestCodePage:
    """guest_code.html: to which mailbox the code went, or goes once asked for; `kept` is what was typed before."""

    company: str
    email: str
    url: str
    send_url: str
    sent: bool
    kept: tuple[tuple[str, str], ...] = ()
    then: str = ""
    error: str = ""
    language: str = "en"
    theme: str = "system"


def ask_code(request: HttpRequest, link: GuestLink, *, url: str = "", error: str = "") -> HttpResponse:
    """The page that asks for the code. Fetching it sends none: only pressing its button does."""
    kept = [(name, value) for name in request.POST if name not in OWN for value in request.POST.getlist(name)]
    page = GuestCodePage(
        company=company().name,
        email=masked(link.email),
        url=url or f"/g/{link.ref}/code/confirm",
        send_url=f"/g/{link.ref}/code",
        sent=code_under_way(link, now=clock.now()) is not None,
        kept=tuple(kept) if url else (),
        then=url,
        error=error,
        language=translation.get_language() or "en",
    )
    return render(request, "web/guest_code.html", {"page": page}, status=422 if error else 200)


@require_POST
@guarded
def mail_code(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Mail a code to the link's address."""
    link = held_link(request, ref)
    then = request.POST.get("then", "")
    url = then if then.startswith(f"/g/{link.ref}/") else ""
    try:
        send_code(link, language=translation.get_language() or "en", now=clock.now())
    except SlowDown as problem:
        minutes = problem.seconds // 60 + 1
        said = _("Five codes went out within the hour. Ask again in %(minutes)d minutes.") % {"minutes": minutes}
        return ask_code(request, link, url=url, error=said)
    return ask_code(request, link, url=url)


@require_POST
@guarded
def take_code(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Let the browser in that typed the code."""
    link = held_link(request, ref)
    try:
        proof = confirm_code(link, request.POST.get("code", ""), now=clock.now())
    except Invalid as problem:
        return ask_code(request, link, error=str(problem.fields["code"]))
    return keep_proof(redirect(f"/g/{link.ref}/"), link, proof)


def keep_proof(response: HttpResponseBase, link: GuestLink, proof: str) -> HttpResponseBase:
    """Let this browser show for two hours that it typed the code."""
    hold(response, link, PROOF, proof)
    return response
