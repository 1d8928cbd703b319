"""A colleague reads and signs at the desk, known by being signed in."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Problem
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import typed_values
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.questions import own_questions
from followthrough.web.shapes import ActionButton, Link
from followthrough.web.showing import url_of
from followthrough.winning.signing.models import Envelope, Signer, SignerState
from followthrough.winning.signing.pages.sheet import pdf_answer, picture_answer, sheet_of
from followthrough.winning.signing.queries.asked import asked_by

VERBS = ("read", "sign")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_here(request: HttpRequest, ref: str) -> HttpResponse:
    """The document and the place to sign it; reading and signing are sent here as well, to stay on the page."""
    signer = _mine(request, ref)
    if request.method != "POST":
        return _shown(request, signer)
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise NotFound(_("There is no such action."))
    action = actions_on(Signer)[verb]
    typed = typed_values(request, action.fields)
    try:
        outcome = run(
            action,
            actor=actor_of_request(request),
            surface="web",
            target=ref,
            values={name: value for name, value in typed.items() if value != ""},
            key=request.POST.get("idempotency_key", ""),
        )
    except Invalid as problem:
        return _shown(request, signer, typed, problem.fields, status=problem.status)
    except Problem as problem:
        return _shown(request, signer, typed, {"": problem.message}, status=problem.status)
    if verb == "sign":
        keep_toast(request, toast_of(outcome))
    return redirect(request.path)


def document(request: HttpRequest, ref: str) -> HttpResponse:
    """The very bytes that are to be signed."""
    return pdf_answer(_opened(request, ref).envelope.document)


def page(request: HttpRequest, ref: str) -> HttpResponse:
    """One page of them as a picture."""
    return picture_answer(_opened(request, ref).envelope, request.GET.get("number", ""))


def _mine(request: HttpRequest, ref: str) -> Signer:
    actor = actor_of_request(request)
    signer: Signer = found_record(listed_type("signers", actor), ref, actor)
    if signer.user_id is None or signer.user_id != actor.user_id:
        raise Denied(_("Only %(name)s can do this.") % {"name": signer.name})
    return signer


def _opened(request: HttpRequest, ref: str) -> Signer:
    signer = _mine(request, ref)
    if signer.state not in (SignerState.SEEN, SignerState.SIGNED):
        raise NotFound(_("Open the document on its page first."))
    return signer


def _shown(
    request: HttpRequest,
    signer: Signer,
    typed: Mapping[str, object] | None = None,
    errors: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    here = f"/signers/{signer.ref}/document"
    sheet = sheet_of(
        signer,
        now=clock.now(),
        page_url=f"{here}/page?number={{number}}",
        pdf_url=f"{here}/file",
        read_url=here,
        sign_url=here,
        idempotency_key=fresh_key(),
        asked=tuple(own_questions(asked_by(signer))),
        typed=dict(typed or {}),
        errors=dict(errors or {}),
    )
    return show(
        request,
        "signing/desk.html",
        sheet,
        title=signer.envelope.title_text,
        crumbs=(Link(signer.envelope.ref, url_of(signer.envelope)),),
        actions=_on_paper(signer, actor_of_request(request)),
        status=status,
    )


def _on_paper(signer: Signer, actor: Actor) -> tuple[ActionButton, ...]:
    """The second road: the scan of the paper that all signed, for whoever may file it."""
    verb = actions_on(Envelope)["take-paper"]
    if not verb.is_offered(signer.envelope, actor):
        return ()
    return (ActionButton(str(verb.label), f"{url_of(signer.envelope)}do/take-paper", verb.icon, how="dialog"),)


urlpatterns = [
    path("signers/<slug:ref>/document", sign_here),
    path("signers/<slug:ref>/document/file", document),
    path("signers/<slug:ref>/document/page", page),
]
