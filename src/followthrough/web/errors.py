"""What went wrong, said so that a person knows what is safe and what to do."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from followthrough.kernel.actions.held import busy_behind
from followthrough.kernel.history.acting import correlation
from followthrough.kernel.records.problems import Busy, Denied, NotFound, Problem
from followthrough.web.bin_page import in_bin
from followthrough.web.shapes import ErrorPage, Link


class ProblemMiddleware:
    """Turns a `Problem` that no page has caught into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DatabaseError):
            exception = busy_behind(exception) or exception
        if not isinstance(exception, Problem):
            return None
        if isinstance(exception, NotFound) and request.method == "GET" and (binned := in_bin(request)):
            return binned
        return problem_page(request, exception)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page of a refusal."""
    if isinstance(problem, NotFound):
        return not_found(request, happened=str(problem.message))
    if isinstance(problem, Busy):
        return busy(request, problem)
    title = _("You may not see this") if isinstance(problem, Denied) else _("This can't be done now")
    return _page(request, problem.status, title, str(problem.message), _("Nothing was changed."))


def not_found(request: HttpRequest, exception: Exception | None = None, *, happened: str = "") -> HttpResponse:
    """There is nothing here, or nothing for this person; an address typed without its last slash leads on."""
    if exception is not None and request.method in ("GET", "HEAD") and is_valid_path(f"{request.path_info}/"):
        return redirect(escape_leading_slashes(request.get_full_path(force_append_slash=True)))
    text = happened or _("There is no page at this address, or it is not for you.")
    return _page(request, 404, _("Not here"), text, _("Nothing was changed."), icon="search-x")


def busy(request: HttpRequest, problem: Busy) -> HttpResponse:
    """Somebody else holds what is needed. What was sent stands in the page, to be sent again by one press.

    A part of a page stays as it is, with what was typed in it: its script tells.
    """
    again = () if request.FILES else tuple(_typed(request))
    safe = _("What you typed is kept.") if again else _("Go back and try again.")
    page = _page(request, problem.status, _("One moment"), str(problem.message), safe, icon="clock", again=again)
    page["Retry-After"] = str(problem.seconds)
    return page


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was sent, name and value; nothing of a form with a password in it, which no page may hold."""
    if hasattr(request, "sensitive_post_parameters") or any("password" in name for name in request.POST):
        return
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            yield from ((name, str(value)) for value in values)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The form's token did not fit: an old page, or another site's form."""
    text = _("This page was open too long, or the form came from elsewhere.")
    return _page(request, 403, _("Load the page again"), text, _("Nothing was saved."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's hook for a form without a fitting token: 419 tells the page's scripts that the session is over."""
    answer = forbidden(request)
    answer.status_code = 419
    return answer


def too_large(request: HttpRequest, happened: str) -> HttpResponse:
    """More was sent than is taken; nothing of it was read."""
    return _page(request, 413, _("Too large"), happened, _("Nothing of it was read or kept."))


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    text = _("Something broke on our side while this page was made.")
    return _page(request, 500, _("That did not work"), text, _("What was saved before is safe."))


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    happened: str,
    safe: str,
    icon: str = "circle-alert",
    again: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    person = getattr(request, "person", None)
    page = ErrorPage(
        title,
        happened,
        safe,
        Link(_("Go to Today"), "/"),
        reference=correlation.get(),
        icon=icon,
        again=again,
        language=getattr(person, "language", "en"),
        theme=getattr(person, "theme", "system"),
    )
    return render(request, "web/error.html", {"page": page}, status=status)
