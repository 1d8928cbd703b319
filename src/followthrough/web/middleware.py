"""Every page request: who asks, in which language and zone; whoever is not signed in goes to the sign-in page."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User, company_read_once
from followthrough.kernel.records.custom import renew_custom

OPEN_TO_ALL = ("/sign-in", "/static/", "/health/", "/metrics", "/api/", "/favicon.ico", "/robots.txt", "/g/", "/feeds/")
IDLE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=5)


class Asking(HttpRequest):
    """A request of a signed-in person."""

    actor: Actor
    person: User


class PersonMiddleware:
    """Puts `actor` and `person` on the request, and sets language and time zone for its length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_open(request.path):
            return self.get_response(request)
        if not request.user.is_authenticated or _is_idle(request):
            return _to_sign_in(request)
        asking = cast(Asking, request)
        asking.person = request.user
        asking.actor = actor_of(asking.person)
        translation.activate(asking.person.language)
        timezone.activate(asking.person.zone)
        renew_custom(getattr(request.user, "custom_stamp", ""))
        try:
            with company_read_once() if request.method == "GET" else nullcontext():
                return self.get_response(asking)
        finally:
            translation.deactivate()
            timezone.deactivate()


def _is_open(path: str) -> bool:
    """Whether the page behind an address is for everybody; what only looks like one of those is not."""
    if path.startswith("/api/"):  # it answers for every address below it
        return True
    if not path.startswith(OPEN_TO_ALL):
        return False
    try:
        return f"/{resolve(path).route}".startswith(OPEN_TO_ALL)
    except Resolver404:
        return True  # there is nothing to keep from anybody


def _is_idle(request: HttpRequest) -> bool:
    now = clock.now()
    seen = request.session.get("seen")
    last = datetime.fromisoformat(seen) if seen else None
    if last and now - last > IDLE:
        logout(request)
        return True
    if last is None or now - last > SEEN_EVERY:
        request.session["seen"] = now.isoformat()
    return False


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=401)
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return redirect("/sign-in" if wanted == "/" else f"/sign-in?{urlencode({'next': wanted})}")
