"""The door behind which guests' pages lie: their cookie, how often they knock, and what a closed door says."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.links.codes import is_known
from followthrough.kernel.links.knocking import count_knock
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import LinkEnded, link_behind
from followthrough.kernel.people.models import company
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.problems import Problem
from followthrough.web.shapes import GuestPage
from followthrough.web.signing import address_of

COOKIE, PROOF = "guest", "guest-proof"
HELD = timedelta(hours=2)
View = Callable[..., HttpResponseBase]


class NotHeld(Problem):
    """This browser has not opened the link, or too long ago; whether there is such a link is not told."""

    status = 403
    code = "link_not_held"


def guarded(view: View) -> View:
    """Count the request of this address, speak the browser's language, and say clearly why a link does not work."""

    @wraps(view)
    def guest_view(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        with translation.override(translation.get_language_from_request(request)):
            try:
                count_knock(address_of(request))
                return view(request, *args, **parts)
            except SlowDown as problem:
                response = _closed(request, problem, _("Too many at once"))
                response["Retry-After"] = str(problem.seconds)
                return response
            except NotHeld as problem:
                return _closed(request, problem, _("Open your link again"))
            except LinkEnded as problem:
                return _closed(request, problem, _("This link no longer works"))

    return guest_view


def held_link(request: HttpRequest, ref: str) -> GuestLink:
    """The link this browser opened; the same refusal for a foreign one and for one that never was."""
    secret = request.get_signed_cookie(COOKIE, default="", salt=ref, max_age=HELD) or ""
    link = link_behind(secret) if secret else None
    if link is None or link.ref != ref:
        raise NotHeld(_("For safety it closes after two hours. Open it from your message again; nothing is lost."))
    return link


def hold(response: HttpResponseBase, link: GuestLink, name: str, value: str) -> None:
    """Let this browser keep a secret of the link for two hours, where no script and no other page reads it."""
    response.set_signed_cookie(
        name,
        value,
        salt=link.ref,
        max_age=HELD,
        path=f"/g/{link.ref}/",  # links of one guest, open side by side, do not meet
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # Strict would be left out when the link is opened from a mail
    )


def is_proven(request: HttpRequest, link: GuestLink) -> bool:
    """Whether this browser typed the code that was mailed to the link's address."""
    proof = request.get_signed_cookie(PROOF, default="", salt=link.ref, max_age=HELD) or ""
    return is_known(link, proof, now=clock.now())


def _closed(request: HttpRequest, problem: Problem, title: str) -> HttpResponse:
    page = GuestPage(company().name, title, ended=str(problem.message), language=translation.get_language() or "en")
    return render(request, "web/guest.html", {"page": page}, status=problem.status)
