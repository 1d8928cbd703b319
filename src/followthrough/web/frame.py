"""Put a page into its frame: sidebar, top bar, the word after the last act."""

import json
from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.people.models import Company, User, company
from followthrough.web.menu import MenuItem, menu_items, nav_groups
from followthrough.web.middleware import Asking
from followthrough.web.settings_items import has_settings
from followthrough.web.shapes import ActionButton, GoTo, Link, NavItem, Person, Segment, Shell, Toast
from followthrough.web.wording import capital, dated_text, initials_of

TOAST = "toast"
DAILY = ("desk", "serve")


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks."""
    return cast(Asking, request).actor


def person_of_request(request: HttpRequest) -> User:
    """The person who asks."""
    return cast(Asking, request).person


def shown_person(user: User | None, actor: Actor) -> Person | None:
    """A colleague as initials; the reader is outlined."""
    if user is None:
        return None
    return Person(
        user.name, initials_of(user.name), "me" if user.pk == actor.user_id else "person", f"/people/{user.ref}/"
    )


def show(
    request: HttpRequest,
    template: str,
    page: Any,
    *,
    title: str,
    status: int = 200,
    note: str = "",
    crumbs: tuple[Link, ...] = (),
    actions: tuple[ActionButton, ...] = (),
    more_actions: tuple[ActionButton, ...] = (),
    segments: tuple[Segment, ...] = (),
    segments_label: str = "",
    new_url: str = "",
    new_label: str = "",
    new_how: str = "get",
    **context: Any,
) -> HttpResponse:
    """Render a page shape in the frame."""
    actor, person, house = actor_of_request(request), person_of_request(request), company()
    items = menu_items(actor)
    nav, notices = nav_groups(items, actor, request.path)
    shell = Shell(
        title=title,
        nav=nav,
        company=house.name,
        user=Person(person.name, initials_of(person.name), "me"),
        crumbs=crumbs,
        note=note,
        segments=segments,
        segments_label=segments_label,
        actions=actions,
        more_actions=more_actions,
        theme=person.theme,
        language=person.language,
        keys_on=person.keys_on,
        settings_url="/settings/" if has_settings(actor) else "",
        notices_count=notices,
        new_url=new_url,
        new_label=new_label,
        new_how=new_how,
        phone=tuple(NavItem(capital(i.label), i.url, i.icon, current=request.path == i.url) for i in _daily(items)),
        goto=tuple(GoTo(i.letter, str(i.label), i.url) for i in items if i.letter),
        toast=_waiting_toast(request),
        banner=_cover_banner(actor),
    )
    return render(request, template, {"shell": shell, "page": page, **context}, status=status)


def _daily(items: Sequence[MenuItem]) -> list[MenuItem]:
    """The two areas a phone's bar has room for: the first of the desk, and the first of those that serve."""
    return [found for group in DAILY if (found := next((item for item in items if item.group == group), None))]


def _cover_banner(actor: Actor) -> str:
    if not actor.covers:
        return ""
    names = User._default_manager.filter(pk__in=actor.covers).order_by("name").values_list("name", flat=True)
    return _("You cover for %(names)s.") % {"names": ", ".join(names)}


def toast_of(outcome: Outcome, target: str = "") -> Toast:
    """The word after an act, with Undo where its run can be taken back."""
    undo = f"/history/{outcome.run}/undo" if outcome.is_undoable and outcome.run else ""
    said = dated_text(outcome.message, today=clock.now().date()) if outcome.message else _("Done.")
    return Toast(said, undo_url=undo, target=target)


def keep_toast(request: HttpRequest, toast: Toast) -> None:
    """Show the toast on the next page."""
    request.session[TOAST] = {"text": toast.text, "tone": toast.tone, "undo_url": toast.undo_url}


def _waiting_toast(request: HttpRequest) -> Toast | None:
    kept = request.session.pop(TOAST, None)
    return Toast(**kept) if kept else None


def with_toast(response: HttpResponse, toast: Toast) -> HttpResponse:
    """Have the page show the toast when this fragment arrives."""
    said = {"text": toast.text, "tone": toast.tone, "undo_url": toast.undo_url, "target": toast.target}
    # Left out where empty: htmx takes a "target", even an empty one, for where the event is to happen.
    response["HX-Trigger"] = json.dumps({"toast": {name: value for name, value in said.items() if value}})
    return response


def home() -> Company:
    """The company, for its currency and zone."""
    return company()
