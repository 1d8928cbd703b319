"""Upload a file in four steps: choose it, match its columns, check every row, see what was done."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.actions import planned, table_of
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.plan import CHANGED, NEW, REJECTED, SAME, Plan, PlannedRow, cell_text, targets_of
from followthrough.kernel.exchange.rejects import rejected_rows
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.kernel.records.registry import RecordType, record_types, type_named, type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import typed_values
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import columns_of, rows_of
from followthrough.web.shapes import (
    Badge,
    CheckCell,
    CheckRow,
    Choice,
    Fact,
    Field,
    FieldSet,
    FormPage,
    ImportCheckPage,
    ImportDonePage,
    ImportMatchPage,
    ImportUploadPage,
    Link,
    MatchColumn,
    Segment,
    TablePanel,
)
from followthrough.web.shapes.imports import ReadingChoice
from followthrough.web.showing import reader_of, worded_value
from followthrough.web.wording import number_text

SHOWN = 200
AT_ONCE = 3_000
ORDER = {REJECTED: 0, CHANGED: 1, NEW: 2, SAME: 3}


def upload(request: HttpRequest) -> HttpResponse:
    """Step 1: the file, and what is in it."""
    actor = actor_of_request(request)
    action = actions_on(Import)["upload"]
    error: dict[str, Any] = {}
    if request.method == "POST":
        try:
            outcome = _run("upload", request, actor, values=typed_values(request, action.fields))
        except Invalid as problem:
            error = problem.fields
        else:
            return redirect(f"/imports/{outcome.ref}/match")
    kinds = [k for k in record_types() if k.importable and actor.may(k.permission("import"))]
    into = request.POST.get("into") or request.GET.get("into", "")
    form = FormPage(
        sets=(
            FieldSet(
                (
                    Field(
                        "into",
                        _("What is in it"),
                        "select",
                        choices=tuple(Choice(k.plural, _capital(k.label_plural), k.plural == into) for k in kinds),
                        error=str(error.get("into", "")),
                        required=True,
                    ),
                    Field(
                        "file",
                        _("File"),
                        "file",
                        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.gz",
                        error=str(error.get("file", "")),
                        required=True,
                        help=_("Excel or CSV, up to 512 MB."),
                    ),
                )
            ),
        ),
        submit=_("Upload and match columns"),
        cancel_url=f"/{into}/" if into else "/imports/",
        idempotency_key=fresh_key(),
        has_files=True,
        errors=tuple(Link(str(text), f"#f-{name}") for name, text in error.items()),
    )
    page = ImportUploadPage(form, _recent(actor))
    return show(
        request, "web/import_upload.html", page, title=_("Upload"), crumbs=_crumbs(), status=422 if error else 200
    )


def match(request: HttpRequest, ref: str) -> HttpResponse:
    """Step 2: which column goes into which field, and how the file is read."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    problem: Problem | None = None
    if request.method == "POST":
        mapping = {k.removeprefix("column-"): v for k, v in request.POST.items() if k.startswith("column-") and v}
        options = {k: request.POST[k] for k in ("encoding", "delimiter", "sheet") if request.POST.get(k)}
        if request.POST.get("header_row", "").isdecimal():
            options["header_row"] = int(request.POST["header_row"])  # type: ignore[assignment]
        again = "again" in request.POST
        try:
            _run("match", request, actor, draft, values={"mapping": {} if again else mapping, "options": options})
        except Invalid as invalid:
            problem = invalid
        else:
            return redirect(f"/imports/{ref}/match" if again else f"/imports/{ref}/check")
    return show(
        request,
        "web/import_match.html",
        _match_page(draft, actor, problem),
        title=draft.name,
        crumbs=_crumbs(),
        status=422 if problem else 200,
    )


def _match_page(draft: Import, actor: Actor, problem: Problem | None) -> ImportMatchPage:
    kind = _kind(draft)
    table = table_of(draft)
    sample = [row for _place, row in zip(range(4), (r for r in table.rows if not r.flag), strict=False)]
    targets = targets_of(kind, actor)
    headers = [head or name for head, name in zip(table.headers, table.columns, strict=True)]
    columns = []
    for index, head in enumerate(headers):
        chosen = draft.mapping.get(str(index), "")
        fields = (Choice(t.name, _capital(t.labels[0]), t.name == chosen) for t in targets)
        choices = (Choice("", _("Leave out"), not chosen), *fields)
        sure = Badge(_("Matched"), "kept", "check") if chosen else Badge(_("Left out"), "line")
        columns.append(MatchColumn(index, head, tuple(cell_text(r.cells[index])[:40] for r in sample), choices, sure))
    guess = table.guess
    read = [Fact(_("Rows"), _("from row %(row)d") % {"row": guess.header_row + 1})]
    if guess.encoding:
        read += [
            Fact(_("Encoding"), guess.encoding),
            Fact(_("Separator"), _SEPARATORS.get(guess.delimiter, guess.delimiter)),
        ]
    read += [Fact(_("Columns matched"), f"{len(draft.mapping)} / {len(headers)}")]
    return ImportMatchPage(
        draft.name,
        f"/imports/{draft.ref}/match",
        "/imports/",
        tuple(columns),
        tuple(read),
        reading=_reading(table, draft),
        errors=(Link(str(problem.message)),) if problem else tuple(Link(str(w)) for w in guess.warnings[:3]),
        version=str(draft.version),
        idempotency_key=fresh_key(),
    )


_SEPARATORS = {",": ",", ";": ";", "\t": "Tab", "|": "|"}


def _reading(table: Any, draft: Import) -> tuple[ReadingChoice, ...]:
    head = int(draft.options.get("header_row", table.guess.header_row))
    rows = sorted({0, 1, 2, 3, 4, 5, head})
    choices = [
        ReadingChoice(
            "header_row",
            _("Heads in row"),
            tuple(Choice(str(n), str(n) if n else _("no heads"), n == head) for n in rows),
        )
    ]
    if table.sheets:
        choices.append(
            ReadingChoice(
                "sheet", _("Sheet"), tuple(Choice(s.name, s.name, s.name == table.guess.sheet) for s in table.sheets)
            )
        )
    else:
        choices.append(
            ReadingChoice(
                "delimiter",
                _("Separator"),
                tuple(Choice(value, label, value == table.guess.delimiter) for value, label in _SEPARATORS.items()),
            )
        )
    return tuple(choices)


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Step 3: every row with what would happen to it, problems first. POST lets it go in."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    if draft.state == ImportState.DONE:
        return redirect(f"/imports/{ref}/done")
    if request.method == "POST":
        big = draft.size > AT_ONCE * 40
        _run("start" if big else "apply", request, actor, draft)
        return redirect(f"/imports/{ref}/done")
    try:
        plan = planned(draft, actor)
    except Invalid as problem:
        return show(
            request,
            "web/import_match.html",
            _match_page(draft, actor, problem),
            title=draft.name,
            crumbs=_crumbs(),
            status=422,
        )
    page = _check_page(request, draft, plan, actor)
    if request.headers.get("X-Part") == "rows":
        return render(
            request,
            "web/parts/check_rows.html",
            {"rows": page.rows, "next_url": page.next_url, "next_text": page.next_text},
        )
    return show(request, "web/import_check.html", page, title=draft.name, crumbs=_crumbs())


def _check_page(request: HttpRequest, draft: Import, plan: Plan, actor: Actor) -> ImportCheckPage:
    counts = plan.counts
    path = f"/imports/{draft.ref}/check"
    wanted = request.GET.get("show", "")
    rows = [row for row in plan.rows if not wanted or row.verdict == wanted]
    rows.sort(key=lambda row: ORDER[row.verdict])
    start = int(request.GET["from"]) if request.GET.get("from", "").isdecimal() else 0
    shown = rows[start : start + SHOWN]
    more = f"{path}?show={wanted}&from={start + SHOWN}" if len(rows) > start + SHOWN else ""
    tabs = ((REJECTED, _("Fix")), (NEW, _("Add")), (CHANGED, _("Change")), (SAME, _("Skip")))
    every = _("All %(count)s, problems first") % {"count": number_text(counts["rows"])}
    segments = (
        *(Segment(f"{label} {number_text(counts[key])}", f"{path}?show={key}", wanted == key) for key, label in tabs),
        Segment(every, path, current=not wanted),
    )
    bad = counts[REJECTED]
    good = counts[NEW] + counts[CHANGED]
    made = [
        _("New %(label)s: %(names)s") % {"label": type_of(model).label_plural, "names": ", ".join(names[:8])}
        for model, names in plan.new_links().items()
    ]
    return ImportCheckPage(
        file=draft.name,
        url=path,
        cancel_url="/imports/",
        heads=tuple(plan.headers[index] for index in sorted(plan.mapping)),
        rows=tuple(_check_row(row, plan, actor) for row in shown),
        facts=(
            Fact(_("Rows"), number_text(counts["rows"])),
            Fact(_("Add"), number_text(counts[NEW]), "kept"),
            Fact(_("Change"), number_text(counts[CHANGED]), "info"),
            Fact(_("Skip, nothing new"), number_text(counts[SAME])),
            Fact(_("Fix first"), number_text(bad), "late" if bad else "plain"),
        ),
        segments=segments,
        apply=_("Add %(new)s, change %(changed)s")
        % {"new": number_text(counts[NEW]), "changed": number_text(counts[CHANGED])}
        if good
        else "",
        promise=" ".join([_("Nothing is saved until you press Add. Nothing is ever deleted."), *made]),
        problem=ngettext("%(count)s row cannot be added yet", "%(count)s rows cannot be added yet", bad)
        % {"count": number_text(bad)}
        if bad
        else "",
        problem_text=_("Fix them in your file and upload it again. The other %(good)s rows go in without them.")
        % {"good": number_text(good)}
        if bad
        else "",
        rejects_url=f"/imports/{draft.ref}/rejects.csv" if bad else "",
        rejects_text=ngettext("Download the row to fix", "Download the %(count)s rows to fix", bad)
        % {"count": number_text(bad)},
        next_url=more,
        next_text=_("Show more"),
        back_url=f"/imports/{draft.ref}/match",
        version=str(draft.version),
        idempotency_key=fresh_key(),
    )


def _check_row(row: PlannedRow, plan: Plan, actor: Actor) -> CheckRow:
    verdicts = {
        NEW: Badge(_("Add"), "kept", "plus"),
        CHANGED: Badge(_("Change"), "info", "pencil"),
        SAME: Badge(_("Skip"), "plain"),
        REJECTED: Badge(_("Fix"), "late", "circle-alert"),
    }
    whole = row.problems.get(-1, "")
    cells = [_check_cell(row, index, plan, actor) for index in sorted(plan.mapping)]
    if whole and cells:
        cells[0] = CheckCell(cells[0].text or _("empty"), "bad", message=whole)
    return CheckRow(row.number, verdicts[row.verdict], tuple(cells), skip=row.verdict == SAME)


def _check_cell(row: PlannedRow, index: int, plan: Plan, actor: Actor) -> CheckCell:
    text, name = cell_text(row.cells[index]), plan.mapping[index]
    if index in row.problems:
        return CheckCell(text or _("empty"), "bad", message=row.problems[index])
    if name in row.changes:
        old, _new = row.changes[name]
        field = plan.kind.fields[name]
        words = worded_value(field, old, row.record, reader_of(actor)).text
        return CheckCell(text, "chg", old=words or _("none"))
    return CheckCell(text, "new" if row.verdict == NEW and text else "")


def done(request: HttpRequest, ref: str) -> HttpResponse:
    """Step 4: what was done, and the rows set aside."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    if draft.state == ImportState.DRAFT:
        return redirect(f"/imports/{ref}/check")
    counts = {key: int(draft.counts.get(key, 0)) for key in ("rows", NEW, CHANGED, SAME, REJECTED)}
    kind = _kind(draft)
    running = draft.state == ImportState.RUNNING
    failed = draft.state == ImportState.FAILED
    page = ImportDonePage(
        file=draft.name,
        title=_("Going in") if running else _("Stopped") if failed else _("Done"),
        text=draft.problem
        if failed
        else _("You may leave this page; it goes on.")
        if running
        else _("Each record tells in its history that it came from this file."),
        facts=(
            Fact(_("Rows"), number_text(counts["rows"])),
            Fact(_("Added"), number_text(counts[NEW]), "kept"),
            Fact(_("Changed"), number_text(counts[CHANGED]), "info"),
            Fact(_("Already there"), number_text(counts[SAME])),
            Fact(_("Set aside"), number_text(counts[REJECTED]), "late" if counts[REJECTED] else "plain"),
        ),
        done=not running,
        share=0.5 if running else 1.0,
        refresh_url=f"/imports/{ref}/done" if running else "",
        links=(
            Link(_("Open %(plural)s") % {"plural": kind.label_plural}, f"/{kind.plural}/"),
            Link(_("Upload another"), "/imports/new"),
        ),
        rejects_url=f"/imports/{ref}/rejects.csv" if counts[REJECTED] else "",
        rejects_text=_("Download the rows set aside"),
        idempotency_key=fresh_key(),
        failed=failed,
    )
    template = "web/parts/import_progress.html" if request.headers.get("HX-Request") else "web/import_done.html"
    if request.headers.get("HX-Request"):
        return render(request, template, {"page": page})
    return show(request, template, page, title=draft.name, crumbs=_crumbs())


def rejects(request: HttpRequest, ref: str) -> StreamingHttpResponse:
    """The rows that can't go in, as a file: as they were, with what is wrong in a last column."""
    draft: Import = found_record(type_of(Import), ref, actor_of_request(request))
    response = StreamingHttpResponse(
        _encoded(rejected_rows(draft, actor_of_request(request))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="to-fix-{draft.ref}.csv"'
    return response


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    for line in lines:
        yield line.encode()


def _run(verb: str, request: HttpRequest, actor: Actor, draft: Import | None = None, **given: Any) -> Outcome:
    seen = request.POST.get("version", "")
    return run(
        actions_on(Import)[verb],
        actor=actor,
        surface="web",
        target=draft.ref if draft else None,
        version=int(seen) if seen.isdecimal() and verb != "apply" else None,
        key=request.POST.get("idempotency_key", ""),
        **given,
    )


def _recent(actor: Actor) -> TablePanel | None:
    kind = type_of(Import)
    names: Sequence[str] = ("name", "into", "state", "author", "applied_at")
    found = list(Import.visible_to(actor).select_related("author").order_by("-id")[:8])
    if not found:
        return None
    return TablePanel(
        "recent",
        _("Earlier uploads"),
        columns=columns_of(kind, list(names)),
        rows=rows_of(kind, found, list(names), reader_of(actor)),
    )


def _kind(draft: Import) -> RecordType:
    kind = type_named(draft.into)
    assert kind is not None
    return kind


def _crumbs() -> tuple[Link, ...]:
    return (Link(_("Uploads"), "/imports/"),)


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
