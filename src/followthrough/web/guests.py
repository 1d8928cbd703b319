"""Behind a guest's link: one record and the verbs the link lists. Only pressing a button changes anything."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.links.codes import code_under_way, confirm_code, send_code
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import (
    IdentityAsked,
    LinkEnded,
    answer,
    guest_of,
    kind_of,
    link_behind,
    note_seen,
    open_actions,
    opened_record,
)
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import form_fields, typed_values
from followthrough.web.guest_codes import ask_code, keep_proof
from followthrough.web.guest_door import COOKIE, guarded, held_link, hold, is_proven
from followthrough.web.guest_pages import GuestVisit, page_behind, papers_behind
from followthrough.web.posted import posted
from followthrough.web.record_page import badges_of
from followthrough.web.shapes import GuestForm, GuestPage
from followthrough.web.wording import full_text


@require_safe
@guarded
def hold_guest_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address into a short-lived cookie, so that it stays in no history and no log."""
    link = link_behind(secret)
    if link is None:
        raise LinkEnded(_("Nothing is found behind it. Check that the whole address was copied."))
    response = redirect(f"/g/{link.ref}/")
    hold(response, link, COOKIE, secret)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@guarded
def guest_page(request: HttpRequest, ref: str) -> HttpResponseBase:
    """What the link opens, as it stands now."""
    link = held_link(request, ref)
    return page_of(request, link, guest_of(link, now=clock.now()))


@require_safe
@guarded
def guest_sees(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Something else of the same page: a document, a picture."""
    link = held_link(request, ref)
    model = kind_of(link).model
    guest, own, papers = guest_of(link, now=clock.now()), page_behind(model), papers_behind(model)
    if own is None and papers is not None:
        return papers.hand_out(GuestVisit(request, link, guest, opened_record(link, guest), known=False), name)
    if own is None or name not in own.also:
        raise LinkEnded(_("There is nothing of that name behind it."))
    record = opened_record(link, guest)
    known = is_proven(request, link)
    if own.identity and not known:
        return ask_code(request, link)
    return own.also[name](GuestVisit(request, link, guest, record, known))


@require_POST
@guarded
def guest_was_seen(request: HttpRequest, ref: str) -> HttpResponse:
    """The page's script says that somebody is looking; fetching the page alone says nothing."""
    note_seen(held_link(request, ref), now=clock.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def answer_as_guest(request: HttpRequest, ref: str, verb: str) -> HttpResponseBase:
    """Do a verb of the link, and say thanks and what happens next; sent twice it is done once."""
    if request.method != "POST":
        return redirect(f"/g/{ref}/")
    link, now = held_link(request, ref), clock.now()
    guest = guest_of(link, now=now)
    proof = ""
    if "code" in request.POST:
        try:
            proof = confirm_code(link, request.POST["code"], now=now)
        except Invalid as problem:
            return ask_code(request, link, url=request.path, error=str(problem.fields["code"]))
    done = actions_on(kind_of(link).model).get(verb)
    values = typed_values(request, done.fields_for(guest)) if done else {}
    tried: dict[str, Any] = {"tried": verb, "typed": values}
    try:
        outcome = answer(
            link,
            verb,
            {name: value for name, value in values.items() if value not in ("", False)},
            **posted(request),
            now=now,
            known=bool(proof) or is_proven(request, link),
        )
    except LinkEnded:
        raise
    except IdentityAsked:
        if not code_under_way(link, now=now):
            send_code(link, language=translation.get_language() or "en", now=now)
        return ask_code(request, link, url=request.path)
    except Invalid as problem:
        page = page_of(request, link, guest, **tried, errors=problem.fields, status=problem.status, proven=bool(proof))
    except Problem as problem:
        errors = {"": problem.message}
        page = page_of(request, link, guest, **tried, errors=errors, status=problem.status, proven=bool(proof))
    else:
        thanks = outcome.message or _("It is on record.")
        page = page_of(request, link, guest, thanks=thanks, proven=bool(proof))
    return keep_proof(page, link, proof) if proof else page


def page_of(
    request: HttpRequest,
    link: GuestLink,
    guest: Actor,
    *,
    tried: str = "",
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    thanks: str = "",
    status: int = 200,
    proven: bool = False,
) -> HttpResponseBase:
    """The page behind the link: the one its area gave to it, or the generic one."""
    kind, record = kind_of(link), opened_record(link, guest)
    doable = [] if thanks else open_actions(link, record)
    forms = tuple(
        _form(link, made, guest, (typed or {}, errors or {}) if made.verb == tried else None, is_first=not place)
        for place, made in enumerate(doable)
    )
    visit = GuestVisit(
        request, link, guest, record, proven or is_proven(request, link),
        forms, tried, typed or {}, errors or {}, thanks, status,
    )  # fmt: skip
    own = page_behind(kind.model)
    if own is None:
        return _generic(visit)
    return own.view(visit) if visit.known or not own.identity else ask_code(request, link)


def _generic(visit: GuestVisit) -> HttpResponse:
    link, record, zone = visit.link, visit.record, ZoneInfo(visit.guest.zone)
    kind = kind_of(link)
    papers = papers_behind(kind.model)
    facts = kind.guests.facts(record) if kind.guests else ()
    page = GuestPage(
        company=company().name,
        title=record.title,
        facts=tuple((str(label), _worded(value, zone)) for label, value in facts),
        badges=badges_of(kind, record, clock.now().astimezone(zone)),
        guest=link.name,
        note=link.note,
        note_by=link.author.name if link.author else "",
        files=papers.listed(visit) if papers else (),
        forms=visit.forms,
        version=str(record.version),
        until=full_text(link.expires_at.astimezone(zone).date(), zone=zone),
        thanks=visit.thanks,
        back_url=f"/g/{link.ref}/" if visit.thanks and open_actions(link, record) else "",
        seen_url=f"/g/{link.ref}/seen",
        language=translation.get_language() or "en",
    )
    return render(visit.request, "web/guest.html", {"page": page}, status=visit.status)


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
