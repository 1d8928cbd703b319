"""Behind a one-time link: choose a password and be signed in. Only pressing the button uses the link up."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.kernel import clock
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.actions import set_password
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User, company
from followthrough.kernel.people.signing_in import link_behind, use_link
from followthrough.kernel.records.problems import Invalid
from followthrough.web.shapes import SetPasswordPage
from followthrough.web.signing import begin_session

COOKIE = "link"
PATH = "/sign-in/link"
HELD = timedelta(minutes=30)


@require_safe
def hold_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address into a short-lived cookie, so that it stays in no history and no log."""
    response = redirect(PATH)
    response.set_signed_cookie(
        COOKIE,
        secret[:200],
        max_age=HELD,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # Strict would be left out when the link is opened from a mail
    )
    return _unmarked(response)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest) -> HttpResponse:
    """Ask for a new password; mail scanners that open the link change nothing."""
    secret = request.get_signed_cookie(COOKIE, default="", max_age=HELD) or ""
    link = link_behind(secret, now=clock.now()) if secret else None
    language = link.user.language if link else translation.get_language_from_request(request)
    with translation.override(language):
        if link is None:
            return _unmarked(_ended(request))
        if request.method != "POST":
            return _unmarked(_password_page(request, link.user))
        try:
            user = _set_by_link(secret, request.POST.get("password", ""), request.POST.get("again", ""))
        except Invalid as problem:
            return _unmarked(_password_page(request, link.user, " ".join(map(str, problem.fields.values()))))
        if user is None:
            return _unmarked(_ended(request))
    begin_session(request, user)
    response = redirect("/")
    response.delete_cookie(COOKIE, path=PATH)
    return _unmarked(response)


def _set_by_link(secret: str, password: str, again: str) -> User | None:
    """Use the link up and store the password, both or neither; None when somebody else used it first."""
    if password != again:
        raise Invalid({"again": _("The two passwords differ. Type the same one twice.")})
    now = clock.now()
    link = link_behind(secret, now=now)
    if link is None:
        return None
    by = actor_of(link.user)
    with acting(by, "set_password", surface="web", now=now):
        user = use_link(secret, now=now)
        if user is not None:
            set_password(user, password, by=by, now=now)
    return user


def _password_page(request: HttpRequest, person: User, error: str = "") -> HttpResponse:
    page = SetPasswordPage(
        company=company().name,
        url=PATH,
        name=person.name,
        email=person.email,
        rules=tuple(password_validators_help_texts()),
        error=error,
        language=person.language,
        theme=person.theme,
    )
    return render(request, "web/set_password.html", {"page": page}, status=422 if error else 200)


def _ended(request: HttpRequest) -> HttpResponse:
    page = SetPasswordPage(
        company=company().name,
        url="",
        name="",
        email="",
        expired=_(
            "It was used already, or its time is over. Ask for a new one on the sign-in page, or an administrator."
        ),
        language=translation.get_language() or "en",
    )
    return render(request, "web/set_password.html", {"page": page}, status=410)


def _unmarked(response: HttpResponse) -> HttpResponse:
    """Neither kept by the browser nor told to the next page."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
