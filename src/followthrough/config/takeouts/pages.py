"""Settings, Data: everything taken out, how old the last good backup is, and what was asked for about people."""

from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.config.backups.alarm import must_worry
from followthrough.config.backups.shelf import backups, last_verified
from followthrough.config.takeouts.person_page import begin_erasing, person_page
from followthrough.config.takeouts.queries import is_of_erased
from followthrough.config.takeouts.shelf import STAYS, TakenOut, archive_named, taken_out
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.jobs.queries import jobs_in
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.web.buttons import fresh_key
from followthrough.web.frame import actor_of_request, keep_toast, show
from followthrough.web.shapes import (
    ActionButton,
    ActionDialog,
    Cell,
    Column,
    Empty,
    Fact,
    FormPage,
    Link,
    Reason,
    ReasonsPanel,
    Row,
    TablePanel,
    Toast,
)
from followthrough.web.showing import Reader, moment_cell, reader_of
from followthrough.web.wording import moment_text, number_text, size_text


@dataclass(frozen=True, slots=True)
class DataPage:
    """data.html; while something is being written it is asked again."""

    facts: tuple[Fact, ...]
    panels: tuple[TablePanel | ReasonsPanel, ...]
    refresh_url: str = ""


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """What leaves the house, and what it is kept in."""
    actor = actor_of_request(request)
    if not actor.may("takeouts.view"):
        raise Denied(_("Only administrators see what is taken out."))
    reader, found = reader_of(actor), taken_out(settings.ENVIRONMENT)
    waiting = jobs_in("todo").filter(task_name__in=("takeouts.everything", "takeouts.person")).count()
    is_busy = waiting > 0 or any(not one.made and not one.problem for one in found)
    panels = (_archives(found, waiting, reader), _persons())
    page = DataPage(_facts(reader), panels, "/data/" if is_busy else "")
    if request.headers.get("HX-Request"):
        return render(request, "takeouts/part.html", {"page": page})
    crumbs = (Link(_("Settings"), "/settings/"),)
    button = ActionButton(_("Take everything out"), "/data/take-out", "download", primary=True)
    return show(request, "takeouts/data.html", page, title=_("Data"), crumbs=crumbs, actions=(button,))


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """Say what will be in the archive and for how long it stays, then have it made."""
    actor, action = actor_of_request(request), actions_on(Company)["take-out"]
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    if request.method == "POST":
        outcome = run(action, actor=actor, surface="web", key=request.POST.get("idempotency_key", ""))
        keep_toast(request, Toast(outcome.message))
        return redirect("/data/")
    title = _("Take everything out")
    form = FormPage((), title, "/data/", request.path, idempotency_key=fresh_key())
    dialog, crumbs = ActionDialog(title, form, f"{_(action.about)} {action.undo_words}"), (Link(_("Data"), "/data/"),)
    return show(request, "web/action_page.html", dialog, title=title, crumbs=crumbs)


@require_safe
def archive(request: HttpRequest, name: str) -> FileResponse:
    """One archive, for administrators."""
    if not actor_of_request(request).may("takeouts.view"):
        raise Denied(_("Only administrators see what is taken out."))
    found = next((one for one in taken_out(settings.ENVIRONMENT) if one.name == name and one.made), None)
    if found is None or is_of_erased(found):
        raise NotFound(_("There is no such file."))
    content = archive_named(settings.ENVIRONMENT, found.name).open("rb")
    return FileResponse(content, as_attachment=True, filename=found.name, content_type="application/zip")


def _facts(reader: Reader) -> tuple[Fact, ...]:
    good, late = last_verified(settings.ENVIRONMENT), must_worry(settings.ENVIRONMENT, reader.now)
    last = moment_text(good, now=reader.now, zone=reader.zone) if good else pgettext("copy", "none yet")
    kept = number_text(len(backups(settings.ENVIRONMENT)))
    return (
        Fact(_("Last good backup"), last, "late" if late else "plain", url="/backups/"),
        Fact(_("Backups kept"), kept, url="/backups/"),
    )


def _archives(found: list[TakenOut], waiting: int, reader: Reader) -> TablePanel:
    heads = (Column(_("Of")), Column(_("Asked for")), Column(_("By")), Column(_("Size"), numeric=True), Column(""))
    rows = tuple(_row(one, reader) for one in found)
    if waiting:
        rows = (Row("waiting", "", "", (Cell(_("Begins in a moment"), quiet=True), *(Cell(),) * 4)), *rows)
    note = ngettext(
        "not encrypted; removed after %(count)s day", "not encrypted; removed after %(count)s days", STAYS.days
    )
    return TablePanel(
        "archives",
        _("Taken out"),
        number_text(len(found)) if found else "",
        note=note % {"count": STAYS.days},
        columns=heads,
        rows=rows,
        empty=Empty(_("Nothing is taken out at the moment.")),
    )


def _row(one: TakenOut, reader: Reader) -> Row:
    what = Cell(one.ref or _("Everything"), "link", f"/data/persons/{one.ref}/" if one.ref else "", strong=True)
    size = Cell(size_text(one.size) if one.made else "", "number")
    return Row(one.name, "", one.name, (what, moment_cell(one.asked, reader), Cell(one.by), size, _state(one)))


def _state(one: TakenOut) -> Cell:
    if one.problem:
        return Cell(_("failed"), tone="late", title=one.problem, note=one.problem[:120])
    if one.made is None:
        gaps = {"done": number_text(one.done), "of": number_text(one.of)}
        return Cell(_("writing: %(done)s of %(of)s tables") % gaps if one.of else _("writing"), quiet=True)
    return Cell(_("Download"), "link", f"/data/files/{one.name}", tone="info")


def _persons() -> ReasonsPanel:
    """The way to what is known of somebody, and to erase them."""
    return ReasonsPanel(
        "persons",
        _("What is known of a person"),
        links=(Link(_("Contacts"), "/contacts/"), Link(_("People"), "/people/")),
        reasons=(
            Reason(
                _("Of a contact: open their page; it is handed out and erased under More."),
                icon="users",
                url="/contacts/",
            ),
            Reason(_("Of a colleague: the same, on their page."), icon="user-check"),
        ),
    )


urlpatterns: list[URLPattern] = [
    path("data/", data_page),
    path("data/take-out", take_out),
    path("data/files/<str:name>", archive),
    path("data/persons/<slug:ref>/", person_page),
    path("contacts/<slug:ref>/do/erase", begin_erasing, {"plural": "contacts"}),
    path("people/<slug:ref>/do/erase", begin_erasing, {"plural": "people"}),
]
