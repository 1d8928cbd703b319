"""A forgotten password: ask for a link by mail. Whether an e-mail is known here is never told."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from followthrough.kernel import clock
from followthrough.kernel.mail.letting_in import want_password
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.people.models import company
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.web.signing import address_of


@dataclass(frozen=True, slots=True)
class ForgottenPage:
    """forgotten.html: posts `email` to `url`; `has_mail` is whether links can be mailed at all."""

    company: str
    url: str
    email: str
    is_sent: bool
    has_mail: bool
    error: str = ""
    language: str = "en"
    theme: str = "system"


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail, and answer the same whoever's it is."""
    with translation.override(translation.get_language_from_request(request)):
        email, error, status = request.POST.get("email", "").strip(), "", 200
        if request.method == "POST" and email:
            try:
                want_password(email, address=address_of(request), now=clock.now())
            except SlowDown as problem:
                error, status = str(problem.message), problem.status
        page = ForgottenPage(
            company=company().name,
            url=request.path,
            email=email,
            is_sent=bool(email) and not error,
            has_mail=mail_server() is not None,
            error=error,
            language=translation.get_language() or "en",
        )
        return render(request, "web/forgotten.html", {"page": page}, status=status)
