"""Behind a guest's link: one record and the verbs the link lists. Only pressing a button changes anything."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.links.knocking import count_knock
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import (
    LinkEnded,
    answer,
    guest_of,
    kind_of,
    link_behind,
    open_actions,
    opened_record,
)
from followthrough.kernel.people.models import company
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import form_fields, typed_values
from followthrough.web.record_page import badges_of
from followthrough.web.shapes import GuestForm, GuestPage
from followthrough.web.signing import address_of
from followthrough.web.wording import full_text

COOKIE = "guest"
HELD = timedelta(hours=2)
View = Callable[..., HttpResponse]


class NotHeld(Problem):
    """This browser has not opened the link, or too long ago; whether there is such a link is not told."""

    status = 403
    code = "link_not_held"


def guarded(view: View) -> View:
    """Count the request of this address, speak the browser's language, and say clearly why a link does not work."""

    @wraps(view)
    def guest_view(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
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


@require_safe
@guarded
def hold_guest_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address into a short-lived cookie, so that it stays in no history and no log."""
    link = link_behind(secret)
    if link is None:
        raise LinkEnded(_("Nothing is found behind it. Check that the whole address was copied."))
    path = f"/g/{link.ref}/"
    response = redirect(path)
    response.set_signed_cookie(
        COOKIE,
        secret,
        salt=link.ref,
        max_age=HELD,
        path=path,  # links of one guest, open side by side, do not meet
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # Strict would be left out when the link is opened from a mail
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@guarded
def guest_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What the link opens, as it stands now."""
    link = _held(request, ref)
    return _page(request, link, guest_of(link, now=clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def answer_as_guest(request: HttpRequest, ref: str, verb: str) -> HttpResponse:
    """Do a verb of the link, and say thanks and what happens next; sent twice it is done once."""
    if request.method != "POST":
        return redirect(f"/g/{ref}/")
    link, now = _held(request, ref), clock.now()
    guest = guest_of(link, now=now)
    done = actions_on(kind_of(link).model).get(verb)
    values = typed_values(request, done.fields_for(guest)) if done else {}
    seen = request.POST.get("version", "")
    try:
        outcome = answer(
            link,
            verb,
            {name: value for name, value in values.items() if value not in ("", False)},
            version=int(seen) if seen.isdecimal() else None,
            key=request.POST.get("idempotency_key", ""),
            now=now,
        )
    except LinkEnded:
        raise
    except Invalid as problem:
        return _page(request, link, guest, tried=verb, typed=values, errors=problem.fields, status=problem.status)
    except Problem as problem:
        return _page(
            request, link, guest, tried=verb, typed=values, errors={"": problem.message}, status=problem.status
        )
    return _page(request, link, guest, thanks=outcome.message or _("It is on record."))


def _held(request: HttpRequest, ref: str) -> GuestLink:
    """The link this browser opened; the same refusal for a foreign one and for one that never was."""
    secret = request.get_signed_cookie(COOKIE, default="", salt=ref, max_age=HELD) or ""
    link = link_behind(secret) if secret else None
    if link is None or link.ref != ref:
        raise NotHeld(_("For safety it closes after two hours. Open it from your message again; nothing is lost."))
    return link


def _page(
    request: HttpRequest,
    link: GuestLink,
    guest: Actor,
    *,
    tried: str = "",
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    thanks: str = "",
    status: int = 200,
) -> HttpResponse:
    kind, record, zone = kind_of(link), opened_record(link, guest), ZoneInfo(guest.zone)
    doable = [] if thanks else open_actions(link, record)
    facts = kind.guests.facts(record) if kind.guests else ()
    page = GuestPage(
        company=company().name,
        title=record.title,
        facts=tuple((str(label), _worded(value, zone)) for label, value in facts),
        badges=badges_of(kind, record),
        guest=link.name,
        note=link.note,
        note_by=link.author.name if link.author else "",
        forms=tuple(
            _form(link, made, guest, (typed or {}, errors or {}) if made.verb == tried else None, is_first=not place)
            for place, made in enumerate(doable)
        ),
        version=str(record.version),
        until=full_text(link.expires_at.astimezone(zone).date(), zone=zone),
        thanks=thanks,
        back_url=f"/g/{link.ref}/" if thanks and open_actions(link, record) else "",
        language=translation.get_language() or "en",
    )
    return render(request, "web/guest.html", {"page": page}, status=status)


def _form(
    link: GuestLink,
    made: Action,
    guest: Actor,
    tried: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    *,
    is_first: bool,
) -> GuestForm:
    fields = made.fields_for(guest)
    typed, errors = tried or ({}, {})
    return GuestForm(
        label=str(made.guests.button if made.guests else made.label),
        icon=made.icon,
        url=f"/g/{link.ref}/{made.verb}",
        fields=tuple(
            replace(field, autofocus=field.autofocus and bool(tried))
            for field in form_fields(fields, typed, guest, errors)
        ),
        idempotency_key=fresh_key(),
        is_open=bool(tried),
        primary=is_first,
        has_files=any(field.kind is Kind.FILE for field in fields),
        error=str(errors.get("", "")),
    )


def _worded(value: Any, zone: ZoneInfo) -> str:
    return full_text(value, zone=zone) if isinstance(value, date | datetime) else str(value)


def _closed(request: HttpRequest, problem: Problem, title: str) -> HttpResponse:
    page = GuestPage(company().name, title, ended=str(problem.message), language=translation.get_language() or "en")
    return render(request, "web/guest.html", {"page": page}, status=problem.status)
