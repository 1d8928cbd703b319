"""One's own profile: name, language, zone, theme and keys, the password, API keys, and where one is signed in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import error_links, form_field, typed_values
from followthrough.web.frame import actor_of_request, keep_toast, person_of_request, show
from followthrough.web.profile_panels import keys_panel, sessions_panel
from followthrough.web.shapes import Choice, Field, FieldSet, FormPage, ProfilePage, Toast
from followthrough.web.showing import reader_of

OWN = ("name", "language", "zone", "theme", "keys_on", "morning_mail", "notices_by_mail")
MORNING_HELP = gettext_lazy("Your Today at seven o’clock on working days, where anything is late or due.")
NOTICES_HELP = gettext_lazy("What you have not read here within five minutes, all in one mail.")
KEYS_HELP = gettext_lazy("K keeps a promise, N makes something new. Off: only Ctrl K and the arrows work.")


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Everything a person sets for themselves."""
    return _page(request)


@require_POST
def save_profile(request: HttpRequest) -> HttpResponse:
    """Save name, language, zone, theme and keys; the next page already shows them."""
    fields = [type_of(User).fields[name] for name in OWN]
    values = typed_values(request, fields)
    try:
        run(actions_on(User)["set-profile"], actor=_oneself(request), surface="web", values=values, key=_key(request))
    except Invalid as problem:
        return _page(request, typed=values, errors=problem.fields)
    with translation.override(values["language"]):
        keep_toast(request, Toast(_("Saved.")))
    return redirect("/profile")


@sensitive_post_parameters("current", "new", "again")
@require_POST
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password: every other browser is signed out, this one stays."""
    typed = {name: request.POST.get(name, "") for name in ("current", "new")}
    try:
        if typed["new"] != request.POST.get("again", ""):
            raise Invalid({"again": _("The two passwords differ. Type the same one twice.")})
        outcome = run(actions_on(User)["change-password"], actor=_oneself(request), surface="web", values=typed)
    except Invalid as problem:
        errors = {"new" if name == "password" else name: said for name, said in problem.fields.items()}
        return _page(request, errors=errors)
    update_session_auth_hash(request, User._default_manager.get(pk=person_of_request(request).pk))
    keep_toast(request, Toast(outcome.message))
    return redirect("/profile")


def _oneself(request: HttpRequest) -> Actor:
    """The person as master of their own profile: whoever only reads still chooses a language and a password."""
    return replace(actor_of_request(request), read_only=False)


def _key(request: HttpRequest) -> str:
    return str(request.POST.get("idempotency_key", ""))


def _page(
    request: HttpRequest, *, typed: Mapping[str, Any] | None = None, errors: Mapping[str, Any] | None = None
) -> HttpResponse:
    actor, person, wrong = actor_of_request(request), person_of_request(request), errors or {}
    reader = reader_of(actor)
    page = ProfilePage(
        forms=(
            (_("You"), _own_form(person, typed, actor, wrong)),
            (_("Password"), _password_form(person, wrong)),
        ),
        panels=(keys_panel(person, reader), sessions_panel(person, request.session.session_key or "", reader)),
    )
    return show(request, "web/profile.html", page, title=_("Your profile"), status=422 if wrong else 200)


def _own_form(person: User, typed: Mapping[str, Any] | None, actor: Actor, errors: Mapping[str, Any]) -> FormPage:
    known = type_of(User).fields
    values = typed or {name: getattr(person, name) for name in OWN}
    fields = {n: form_field(known[n], values.get(n), actor, error=errors.get(n, "")) for n in OWN}
    zones = tuple(Choice(z, z.replace("_", " "), z == values.get("zone")) for z in known_zones(str(values.get("zone"))))
    fields["zone"] = replace(fields["zone"], kind="select", choices=zones, required=True)
    fields["name"] = replace(fields["name"], autocomplete="name", required=True)
    fields["keys_on"] = replace(fields["keys_on"], help=str(KEYS_HELP), wide=True)
    fields["morning_mail"] = replace(fields["morning_mail"], help=str(MORNING_HELP), wide=True)
    fields["notices_by_mail"] = replace(fields["notices_by_mail"], help=str(NOTICES_HELP), wide=True)
    wrong = {name: said for name, said in errors.items() if name in OWN}
    return FormPage(
        sets=(FieldSet(tuple(fields.values())),),
        submit=_("Save"),
        cancel_url="",
        url="/profile/save",
        idempotency_key=fresh_key(),
        errors=error_links(wrong),
    )


def known_zones(chosen: str) -> list[str]:
    """The world's zones by place, without the old names that only repeat them; the chosen one is always among them."""
    places = {
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/"))
    }
    return sorted(places | {"UTC", chosen} - {""})


def _password_form(person: User, errors: Mapping[str, Any]) -> FormPage:
    names = {"current": _("Present password"), "new": _("New password"), "again": _("The new one again")}
    rules = " ".join(password_validators_help_texts())
    fields = tuple(
        Field(
            name,
            label,
            "password",
            required=True,
            autocomplete="current-password" if name == "current" else "new-password",
            help=rules if name == "new" else "",
            error=str(errors.get(name, "")),
            wide=name == "current",
        )
        for name, label in names.items()
    )
    wrong = {name: said for name, said in errors.items() if name in names}
    return FormPage((FieldSet(fields),), _("Change password"), "", "/profile/password", errors=error_links(wrong))
