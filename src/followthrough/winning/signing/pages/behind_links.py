"""The page behind a signer's link: read the document, sign it, decline, or name somebody else."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.records.problems import NotFound
from followthrough.web.buttons import fresh_key
from followthrough.web.guest_codes import ask_code
from followthrough.web.guest_pages import GuestVisit, guest_page_of
from followthrough.web.questions import own_questions
from followthrough.winning.signing.models import EnvelopeState, Signer, SignerState
from followthrough.winning.signing.pages.sheet import Sheet, pdf_answer, picture_answer, sheet_of
from followthrough.winning.signing.queries.asked import asked_by

OTHERS = ("ask", "decline", "delegate")
PAPER = "hand-in-paper"


def show_signer(visit: GuestVisit) -> HttpResponseBase:
    """What can be done, once the code is typed; what became of it, to whoever holds the link."""
    sheet = _sheet(visit)
    if sheet.stage in ("read", "sign") and not visit.known:
        return ask_code(visit.request, visit.link)
    just_opened = visit.thanks and visit.request.path == visit.url("read")
    if just_opened and sheet.stage == "sign":  # all that can be done with it stands on its own page
        return redirect(visit.url(""))
    return render(visit.request, "signing/guest.html", {"page": sheet}, status=visit.status)


def _sheet(visit: GuestVisit) -> Sheet:
    signer: Signer = visit.record
    errors: dict[str, Any] = dict(visit.errors)
    tried = visit.tried in ("sign", "read")
    forms = {form.url.rsplit("/", 1)[-1]: form for form in visit.forms}
    is_done = signer.envelope.state == EnvelopeState.COMPLETED and signer.state == SignerState.SIGNED
    return sheet_of(
        signer,
        now=clock.now(),
        page_url=f"{visit.see('page')}?number={{number}}",
        pdf_url=visit.see("document"),
        copy_url=visit.see("copy") if is_done and visit.known else "",
        read_url=visit.url("read"),
        sign_url=visit.url("sign"),
        others=tuple(forms[verb] for verb in OTHERS if verb in forms),
        paper=forms.get(PAPER),
        asked=tuple(own_questions(asked_by(signer))) if visit.known else (),
        idempotency_key=fresh_key(),
        typed=dict(visit.typed) if tried else {},
        errors=errors if tried else {},
        thanks=visit.thanks,
    )


def document(visit: GuestVisit) -> HttpResponseBase:
    """The very bytes that are to be signed."""
    return pdf_answer(_reader(visit).envelope.document)


def page(visit: GuestVisit) -> HttpResponseBase:
    """One page of them as a picture."""
    return picture_answer(_reader(visit).envelope, visit.request.GET.get("number", ""))


def sealed_copy(visit: GuestVisit) -> HttpResponseBase:
    """The sealed copy, for those who signed."""
    signer = _reader(visit)
    if signer.envelope.sealed is None or signer.state != SignerState.SIGNED:
        raise NotFound(_("There is no sealed copy yet."))
    return pdf_answer(signer.envelope.sealed)


def _reader(visit: GuestVisit) -> Signer:
    """The signer, when the code was typed and the document was opened by pressing the button. Raises NotFound."""
    signer: Signer = visit.record
    if not visit.known or signer.state not in (SignerState.SEEN, SignerState.SIGNED):
        raise NotFound(_("Open the document on its page first."))
    return signer


guest_page_of(Signer, show_signer, also={"document": document, "page": page, "copy": sealed_copy})
