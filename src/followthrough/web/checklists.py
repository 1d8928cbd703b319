"""The checklist of a record: its panel, and ticking an item where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.custom.ticking import Line, lines_of
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import RecordType
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, toast_of, with_toast
from followthrough.web.lists import listed_type
from followthrough.web.shapes import ChecklistLine, ChecklistPanel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import moment_text


def checklist_panel(kind: RecordType, record: Any, reader: Reader) -> ChecklistPanel | None:
    """The items with who ticked each; None where the type has no checklist."""
    lines = lines_of(kind, record, reader.actor)
    if not lines:
        return None
    done = sum(line.is_done for line in lines)
    return ChecklistPanel(
        "checklist",
        _("Checklist"),
        count=_("%(done)d of %(all)d") % {"done": done, "all": len(lines)},
        lines=tuple(_shown(kind, record, line, reader) for line in lines),
    )


def _shown(kind: RecordType, record: Any, line: Line, reader: Reader) -> ChecklistLine:
    action = actions_on(kind.model).get("edit")
    may = bool(line.may and action and action.is_open_to(reader.actor) and action.allows(record))
    when = moment_text(line.at, now=reader.now, zone=reader.zone) if line.at else ""
    before = _("needed before “%(state)s”") if line.holds else _("before “%(state)s”")
    return ChecklistLine(
        line.text,
        line.is_done,
        f"{url_of(record)}tick/{line.name}" if may else "",
        before % {"state": line.before} if line.before else "",
        _("%(who)s, %(when)s") % {"who": line.who, "when": when} if line.who else "",
        fresh_key(),
    )


@require_POST
def tick(request: HttpRequest, plural: str, ref: str, name: str) -> HttpResponse:
    """Tick an item, or take its tick away; answers the panel, or to a browser without script the page."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    line = next((one for one in lines_of(kind, record, actor) if one.name == name), None)
    action = actions_on(kind.model).get("edit")
    if line is None or action is None:
        raise NotFound(_("There is no such item on the checklist."))
    if not line.may:
        raise Denied(_("Your role may not tick this."))
    done = request.POST.get("done", "") == "1"
    key = request.POST.get("idempotency_key", "")
    outcome = run(
        action, actor=actor, surface="web", target=record.ref, values={name: "yes" if done else "no"}, key=key
    )
    if not request.headers.get("HX-Request"):
        keep_toast(request, toast_of(outcome))
        return redirect(f"{url_of(record)}#panel-checklist")
    panel = checklist_panel(kind, found_record(kind, ref, actor), reader_of(actor))
    return with_toast(render(request, "web/parts/panel_checklist.html", {"panel": panel}), toast_of(outcome))
