"""The page of backups: which there are, how old, how large, when each proved good; and the two buttons."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.config.backups.alarm import must_worry
from followthrough.config.backups.keys import NAME
from followthrough.config.backups.shelf import KEPT, Backup, backups
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.arming.queries import is_armed
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
    Panel,
    Row,
    TablePanel,
    Toast,
)
from followthrough.web.showing import Reader, moment_cell, reader_of
from followthrough.web.wording import late_text, moment_text, number_text, size_text

VERBS = {"now": "back-up", "arm": "arm-copy", "verify": "verify-backup"}


@dataclass(frozen=True, slots=True)
class BackupsPage:
    """backups.html; `alarm` says that somebody must look after the backups."""

    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    note: str
    alarm: str = ""


@require_safe
def backups_page(request: HttpRequest) -> HttpResponse:
    """All backups, newest first."""
    actor = actor_of_request(request)
    if not actor.may("backups.view"):
        raise Denied(_("Only administrators see the backups."))
    reader, found = reader_of(actor), backups(settings.ENVIRONMENT)
    may_verify = is_armed() and actor.may(actions_on(Company)["verify-backup"].needs)
    panels = (_table(found, reader, may_verify=may_verify),)
    page = BackupsPage(_facts(found, reader), panels, _note(), _alarm(found, reader))
    crumbs = (Link(_("Settings"), "/settings/"),)
    return show(request, "backups/backups.html", page, title=_("Backups"), crumbs=crumbs, actions=_buttons())


@require_http_methods(["GET", "HEAD", "POST"])
def steer(request: HttpRequest, how: str) -> HttpResponse:
    """Ask, then make a backup or arm the copy."""
    actor = actor_of_request(request)
    if how not in VERBS:
        raise NotFound(_("There is no such action."))
    action = actions_on(Company)[VERBS[how]]
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    file = request.GET.get("file", "")
    values = {"file": file} if how == "verify" else {}
    if how == "verify" and file not in {one.name for one in backups(settings.ENVIRONMENT)}:
        raise NotFound(_("There is no such file."))
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")
        outcome = run(action, actor=actor, surface="web", values=values, key=key)
        keep_toast(request, Toast(outcome.message))
        return redirect("/backups/")
    labels = {"now": _("Back up now"), "arm": _("Arm this copy"), "verify": _("Verify now")}
    form = FormPage(
        (), labels[how], "/backups/", request.get_full_path(), idempotency_key=fresh_key(), danger=how == "arm"
    )
    words = f"{_(action.about)} {action.undo_words}"
    title = f"{labels[how]}: {file}" if file else labels[how]
    crumbs = (Link(_("Backups"), "/backups/"),)
    return show(request, "web/action_page.html", ActionDialog(title, form, words), title=title, crumbs=crumbs)


def _buttons() -> tuple[ActionButton, ...]:
    if not is_armed():
        return (ActionButton(_("Arm this copy"), "/backups/arm", "circle-alert", danger=True),)
    return (ActionButton(_("Back up now"), "/backups/now", "archive", primary=True),)


def _facts(found: list[Backup], reader: Reader) -> tuple[Fact, ...]:
    good = next((one.made for one in found if one.verified and not one.problems), None)
    late = must_worry(settings.ENVIRONMENT, reader.now)
    last = moment_text(good, now=reader.now, zone=reader.zone) if good else pgettext("copy", "none yet")
    return (
        Fact(_("Last good one"), last, "late" if late else "plain"),
        Fact(pgettext("copies", "Kept"), number_text(len(found))),
        Fact(_("Together"), size_text(sum(one.size for one in found))),
    )


def _alarm(found: list[Backup], reader: Reader) -> str:
    """Empty while a good backup is younger than 26 hours."""
    if not must_worry(settings.ENVIRONMENT, reader.now):
        return ""
    good = next((one.made for one in found if one.verified and not one.problems), None)
    if good is None:
        return _("There is no good backup yet.")
    return _("The last good backup is %(age)s old.") % {"age": late_text(reader.now - good)}


def _table(found: list[Backup], reader: Reader, *, may_verify: bool) -> TablePanel:
    heads = (Column(_("Made")), Column(_("Age")), Column(_("Size"), numeric=True), Column(_("Rows"), numeric=True),
             Column(_("Files"), numeric=True), Column(_("Tried")), Column(_("File")), Column(""))  # fmt: skip
    rows = tuple(
        Row(
            one.name,
            "",
            one.name,
            (
                moment_cell(one.made, reader),
                Cell(late_text(reader.now - one.made)),
                Cell(size_text(one.size), "number"),
                Cell(number_text(one.rows), "number"),
                Cell(number_text(one.files), "number"),
                _outcome(one, reader),
                Cell(one.name, quiet=True),
                Cell(_("Verify now"), "link", f"/backups/verify?file={one.name}", tone="info")
                if may_verify
                else Cell(),
            ),
        )
        for one in found
    )
    empty = Empty(_("There is no backup yet."), _("The first is made tonight, or by the button above."))
    return TablePanel("backups", _("Backups"), number_text(len(found)), columns=heads, rows=rows, empty=empty)


def _outcome(one: Backup, reader: Reader) -> Cell:
    if one.problems:
        return Cell(one.problems[0], tone="late")
    if one.verified is None:
        return Cell(_("not tried"), quiet=True)
    return moment_cell(one.verified, reader)


def _note() -> str:
    told = _(
        "Made every night at 02:07 UTC into %(folder)s, restored elsewhere and compared; the newest %(kept)d are kept."
    )
    key = _("They open only with the key in %(key)s: keep a copy of it somewhere else.")
    env = settings.ENVIRONMENT
    return f"{told % {'folder': env.backups, 'kept': KEPT}} {key % {'key': env.home / NAME}}"


urlpatterns: list[URLPattern] = [path("backups/", backups_page), path("backups/<slug:how>", steer)]
