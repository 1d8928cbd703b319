"""What is known of one person, handed out; and, below what would be kept and why, the button that erases them."""

from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followthrough.config.database import owner_address
from followthrough.config.privacy.erasing import kept_and_why
from followthrough.config.privacy.knowing import attached, history_rows, own_rows
from followthrough.config.privacy.models import Erasure
from followthrough.config.privacy.persons import person_at, person_kind
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.doing import do
from followthrough.web.frame import actor_of_request, keep_toast, show
from followthrough.web.shapes import ActionButton, Fact, FieldSet, FormPage, Link, Reason, ReasonsPanel, Toast
from followthrough.web.shapes.forms import Field
from followthrough.web.showing import reader_of, url_of
from followthrough.web.wording import moment_text, number_text


@dataclass(frozen=True, slots=True)
class PersonPage:
    """person.html."""

    facts: tuple[Fact, ...]
    panels: tuple[ReasonsPanel, ...]
    form: FormPage | None


@require_http_methods(["GET", "HEAD", "POST"])
def person_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Show it, or erase the person once their number is typed."""
    actor = actor_of_request(request)
    if not actor.may("people.erase"):
        raise Denied(_("Only administrators hand out or erase what is known of a person."))
    person = person_at(ref)
    problem = ""
    if request.method == "POST":
        problem = _erase(request, person, actor)
        if not problem:
            return redirect("/data/")
    erased = Erasure.objects.filter(kind=type_of(person).kind, record_id=person.pk).first()
    form = None if erased else _form(person, problem, request.POST.get("typed", ""))
    page = PersonPage(_facts(person, erased, actor), _told(erased), form)
    hand_out = ActionButton(_("Hand out their data"), f"{url_of(person)}do/hand-out", "download", how="dialog")
    crumbs = (Link(_("Data"), "/data/"), Link(person.title, url_of(person)))
    title = _("What is known of %(name)s") % {"name": person.title}
    status = 422 if problem else 200
    return show(
        request,
        "takeouts/person.html",
        page,
        title=title,
        crumbs=crumbs,
        actions=() if erased else (hand_out,),
        status=status,
    )


def begin_erasing(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """The button of a record's page leads to what is kept; a program that sends the verb is obeyed as ever."""
    if request.method == "POST":
        return do(request, plural, "erase", ref)
    url = f"/data/persons/{ref}/"
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if "HX-Request" in request.headers else redirect(url)


def _erase(request: HttpRequest, person: Record, actor: Actor) -> str:
    """Why the person is not erased; empty when it has begun."""
    if request.POST.get("typed", "").strip().upper() != person.ref:
        return _("Type %(ref)s, the number of who is to be erased.") % {"ref": person.ref}
    action, key = actions_on(type(person))["erase"], request.POST.get("idempotency_key", "")
    try:
        outcome = run(action, actor=actor, surface="web", target=person.ref, key=key)
    except Refused as problem:
        return str(problem.message)
    keep_toast(request, Toast(outcome.message))
    return ""


def _form(person: Record, problem: str, typed: str) -> FormPage:
    label = _("Type %(ref)s to erase %(name)s") % {"ref": person.ref, "name": person.title}
    field = Field("typed", label, value=typed, required=True, error=problem)
    return FormPage(
        (FieldSet((field,), help=_("Nobody can bring back what is erased.")),),
        _("Erase the person"),
        url_of(person),
        idempotency_key=fresh_key(),
        errors=(Link(problem, "#f-typed"),) if problem else (),
        danger=True,
    )


def _facts(person: Record, erased: Erasure | None, actor: Actor) -> tuple[Fact, ...]:
    reader = reader_of(actor)
    if erased:
        when = moment_text(erased.at, now=reader.now, zone=reader.zone)
        rows = number_text(sum(erased.changed.values()))
        return Fact(_("Erased"), when), Fact(_("By"), erased.by), Fact(_("Rows changed"), rows)
    with psycopg.connect(owner_address(settings.ENVIRONMENT)) as connection:
        counts = (
            (_("Rows of their own"), len(own_rows(connection, person_kind(person), person))),
            (_("Changes in the history"), len(history_rows(connection, person))),
            (_("Files"), len(attached(connection, person))),
        )
    return tuple(Fact(label, number_text(count)) for label, count in counts)


def _told(erased: Erasure | None) -> tuple[ReasonsPanel, ...]:
    kept = tuple(Reason(text, icon="lock") for text in kept_and_why())
    kept_panel = ReasonsPanel("kept", _("What is kept, and why"), reasons=kept)
    if erased:
        return (kept_panel,)
    out = (
        _("Their record with numbers and addresses, its whole history, and the files on it."),
        _("Every text in the house that holds their e-mail, number or full name, with where it stands."),
    )
    gone = (
        _("Name, job title, e-mail, numbers, addresses and language; their number stands in place of the name."),
        _("Their e-mail, number and full name in every note, promise, record, notice and in the history."),
        _("Files on their record, uploaded tables in which they stand, and the search index."),
    )
    return (
        ReasonsPanel("out", _("What is handed out"), reasons=tuple(Reason(text, icon="download") for text in out)),
        ReasonsPanel("gone", _("What is erased"), reasons=tuple(Reason(text, icon="trash-2") for text in gone)),
        kept_panel,
    )
