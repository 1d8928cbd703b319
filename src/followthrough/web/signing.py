"""Sign in and out: by password, by a one-time link, or as one of the demonstration's people."""

from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.kernel import clock
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.people.demo import demo_people, may_sign_in_as_demo
from followthrough.kernel.people.models import User, company
from followthrough.kernel.people.signing_in import SlowDown, person_by_password
from followthrough.web.addresses import local_path
from followthrough.web.shapes import DemoPerson, SignInPage
from followthrough.web.wording import initials_of

BACKEND = "followthrough.kernel.people.backend.PersonBackend"


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign this person in on this browser, under a new session key."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    now = clock.now().isoformat()
    request.session["device"] = request.headers.get("User-Agent", "")[:200]
    request.session["since"] = request.session["seen"] = now


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password; whether an e-mail is known here is never told."""
    wanted = local_path(request.POST.get("next") or request.GET.get("next", ""))
    with translation.override(translation.get_language_from_request(request)):
        if request.method != "POST":
            return redirect(wanted) if request.user.is_authenticated else _sign_in_page(request, wanted)
        email = request.POST.get("email", "").strip()
        try:
            user = person_by_password(
                email, request.POST.get("password", ""), address=address_of(request), now=clock.now()
            )
        except SlowDown as problem:
            page = _sign_in_page(request, wanted, email=email, error=str(problem.message), status=problem.status)
            page["Retry-After"] = str(problem.seconds)
            return page
        if user is None:
            error = _("E-mail and password do not belong together.")
            return _sign_in_page(request, wanted, email=email, error=error, status=422)
    begin_session(request, user)
    return redirect(wanted)


@require_POST
def sign_in_as_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people; in any other company there are none."""
    wanted = local_path(request.POST.get("next", ""))
    person = demo_people().filter(ref=request.POST.get("demo", "")).first()
    if person is None or not may_sign_in_as_demo(person):
        return redirect(with_next(wanted))
    begin_session(request, person)
    return redirect(wanted)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    logout(request)
    return redirect("/sign-in")


def with_next(wanted: str) -> str:
    """The sign-in page that leads on to a path."""
    return "/sign-in" if wanted == "/" else f"/sign-in?{urlencode({'next': wanted})}"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the web server tells it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _sign_in_page(
    request: HttpRequest, wanted: str, *, email: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    page = SignInPage(
        company=company().name,
        url="/sign-in",
        next=wanted,
        email=email,
        error=error,
        demo=tuple(_demo_person(person) for person in demo_people()),
        demo_url="/sign-in/demo",
        forgotten_url="/sign-in/forgotten" if mail_server() else "",
        language=translation.get_language() or "en",
    )
    return render(request, "web/sign_in.html", {"page": page}, status=status)


def _demo_person(person: User) -> DemoPerson:
    role = person.job_title or str(person.get_role_display())
    return DemoPerson(person.name, role, initials_of(person.name), person.ref)
