"""Step 3 of an upload: every row with what would happen to it, problems and questions first."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.checking import is_checked_for
from followthrough.kernel.exchange.kept import kept_in
from followthrough.kernel.exchange.models import Import, ImportState, Progress, Step
from followthrough.kernel.exchange.plan import cell_text
from followthrough.kernel.exchange.preview import rows_after
from followthrough.kernel.exchange.verdicts import (
    AS_NEW,
    CHANGED,
    CHOOSE,
    NEW,
    OURS,
    REJECTED,
    SAME,
    THEIRS,
    WHOLE_ROW,
    PlannedRow,
)
from followthrough.kernel.records.registry import RecordType, type_named, type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.import_done import progress_page, show_progress
from followthrough.web.import_steps import AT_ONCE, crumbs, do_step, kind_of
from followthrough.web.shapes import Badge, CheckCell, CheckRow, Choice, Fact, ImportCheckPage, Segment
from followthrough.web.showing import reader_of, worded_value
from followthrough.web.wording import number_text

NAMED = 8


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """The checked rows; while they are being checked, how far that is. POST answers a question or lets them go in."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    if draft.state not in (ImportState.DRAFT, ImportState.FAILED):
        return redirect(f"/imports/{ref}/done")
    progress = Progress.objects.filter(upload=draft).first()
    if progress is not None and progress.step == Step.CHECKING:
        return show_progress(request, draft, progress_page(draft, progress), step=3)
    if progress is None or not is_checked_for(draft, actor):
        return redirect(f"/imports/{ref}/match")
    if request.method == "POST":
        return _answered(request, draft, progress, actor)
    page = _page(request, draft, progress, actor)
    if request.headers.get("X-Part") == "rows":
        return render(
            request,
            "web/parts/check_rows.html",
            {"rows": page.rows, "next_url": page.next_url, "next_text": page.next_text},
        )
    return show(request, "web/import_check.html", page, title=draft.name, crumbs=crumbs())


def _answered(request: HttpRequest, draft: Import, progress: Progress, actor: Actor) -> HttpResponse:
    row, _one, rest = request.POST.get("choose", "").partition(":")
    column, _two, meant = rest.partition(":")
    if row.isdecimal() and column.lstrip("-").isdecimal():
        do_step("choose", request, actor, draft, values={"row": int(row), "column": int(column), "meant": meant})
        wanted = request.POST.get("show", "")
        return redirect(f"/imports/{draft.ref}/check?{urlencode({'show': wanted})}#rows")
    do_step("start" if progress.counts["rows"] > AT_ONCE else "apply", request, actor, draft)
    return redirect(f"/imports/{draft.ref}/done")


def _page(request: HttpRequest, draft: Import, progress: Progress, actor: Actor) -> ImportCheckPage:
    counts, path, wanted = progress.counts, f"/imports/{draft.ref}/check", request.GET.get("show", "")
    part = rows_after(draft, request.GET.get("from", ""), actor, verdict=wanted)
    sheet = _Sheet(draft, progress, part.rows, actor)
    bad, asked, good = counts[REJECTED], counts[CHOOSE], counts[NEW] + counts[CHANGED]
    return ImportCheckPage(
        file=draft.name,
        url=path,
        cancel_url="/imports/",
        show=wanted,
        heads=tuple(progress.headers[index] for index in sheet.columns),
        rows=tuple(sheet.row(row) for row in part.rows),
        facts=_facts(counts),
        segments=_segments(counts, path, wanted),
        apply=_("Add %(new)s, change %(changed)s")
        % {"new": number_text(counts[NEW]), "changed": number_text(counts[CHANGED])}
        if good
        else "",
        promise=" ".join(
            [_("Nothing is saved until you press Add. You can undo the whole upload for 30 days."), *_made(progress)]
        ),
        problem=ngettext("%(count)s row cannot be added yet", "%(count)s rows cannot be added yet", bad + asked)
        % {"count": number_text(bad + asked)}
        if bad + asked
        else "",
        problem_text=_problem_text(good) if bad + asked else "",
        rejects_url=f"/imports/{draft.ref}/rejects.csv" if bad + asked else "",
        rejects_text=ngettext("Download the row to fix", "Download the %(count)s rows to fix", bad + asked)
        % {"count": number_text(bad + asked)},
        next_url=f"{path}?{urlencode({'show': wanted, 'from': part.after})}" if part.after else "",
        next_text=_("Show more"),
        back_url=f"/imports/{draft.ref}/match",
        share_url=f"/imports/{draft.ref}/do/share",
        version=str(draft.version),
        idempotency_key=fresh_key(),
    )


def _facts(counts: dict[str, int]) -> tuple[Fact, ...]:
    return (
        Fact(_("Rows"), number_text(counts["rows"])),
        Fact(_("Add"), number_text(counts[NEW]), "kept"),
        Fact(_("Change"), number_text(counts[CHANGED]), "info"),
        Fact(_("Skip, nothing new"), number_text(counts[SAME])),
        Fact(_("Fix first"), number_text(counts[REJECTED]), "late" if counts[REJECTED] else "plain"),
        Fact(_("Choose"), number_text(counts[CHOOSE]), "due" if counts[CHOOSE] else "plain"),
    )


def _problem_text(good: int) -> str:
    """What can be done about rows that can't go in, and what the others do meanwhile."""
    if not good:
        return _("Choose here, or fix them in your file and upload it again.")
    words = ngettext(
        "Choose here, or fix them in your file and upload it again. The other row goes in without them.",
        "Choose here, or fix them in your file and upload it again. The other %(good)s rows go in without them.",
        good,
    )
    return words % {"good": number_text(good)}


def _segments(counts: dict[str, int], path: str, wanted: str) -> tuple[Segment, ...]:
    tabs = ((REJECTED, _("Fix")), (CHOOSE, _("Choose")), (NEW, _("Add")), (CHANGED, _("Change")), (SAME, _("Skip")))
    every = _("All %(count)s, problems first") % {"count": number_text(counts["rows"])}
    return (
        *(Segment(f"{label} {number_text(counts[key])}", f"{path}?show={key}", wanted == key) for key, label in tabs),
        Segment(every, path, current=not wanted),
    )


def _made(progress: Progress) -> list[str]:
    """The linked records that would be made, by name."""
    found = []
    for name, told in progress.named.items():
        kind = type_named(name)
        if kind is not None:
            more = "" if told["count"] <= NAMED else " …"
            names = ", ".join(told["names"][:NAMED]) + more
            found.append(_("New %(label)s: %(names)s") % {"label": kind.label_plural, "names": names})
    return found


class _Sheet:
    """How the rows of one upload are shown to one reader."""

    def __init__(self, draft: Import, progress: Progress, rows: Sequence[PlannedRow], actor: Actor) -> None:
        self.kind: RecordType = kind_of(draft)
        self.reader = reader_of(actor)
        self.kept = kept_in(draft)
        held = [row.record for row in rows if str(row.number) in self.kept and row.record]
        self.held = self.kind.model.visible_to(actor).in_bulk(held) if held else {}
        self.mapping = {int(index): name for index, name in draft.mapping.items() if int(index) < len(progress.headers)}
        self.columns = sorted(self.mapping)

    def row(self, row: PlannedRow) -> CheckRow:
        verdicts = {
            NEW: Badge(_("Add"), "kept", "plus"),
            CHANGED: Badge(_("Change"), "info", "pencil"),
            SAME: Badge(_("Skip"), "plain"),
            REJECTED: Badge(_("Fix"), "late", "circle-alert"),
            CHOOSE: Badge(_("Choose"), "due", "git-compare"),
        }
        cells = [self._cell(row, index) for index in self.columns]
        whole = row.problems.get(WHOLE_ROW, "")
        if whole and cells:
            cells[0] = CheckCell(cells[0].text or _("empty"), "bad", message=whole)
        return CheckRow(row.number, verdicts[row.verdict], tuple(cells), skip=row.verdict == SAME)

    def _cell(self, row: PlannedRow, index: int) -> CheckCell:
        text, name, ask = cell_text(row.cells[index]), self.mapping[index], row.asks.get(index)
        if index in row.problems:
            near: dict[str, Any] = {}
            if ask is not None and ask.options:
                ref, title, _note = ask.options[0]
                near = {"name": "choose", "suggestion": title, "suggestion_value": f"{row.number}:{index}:{ref}"}
            return CheckCell(text or _("empty"), "bad", message=row.problems[index], **near)
        if ask is not None:
            return CheckCell(text, "ask", name="choose", options=self._options(row, index))
        if name in row.changes:
            return self._turned(row, index, self._words(name, row.changes[name][0]), text)
        if index in self.kept.get(str(row.number), ()) and row.record in self.held:
            return self._turned(row, index, self._words(name, getattr(self.held[row.record], name)), text, kept=True)
        return CheckCell(text, "new" if row.verdict == NEW and text else "")

    def _words(self, name: str, value: Any) -> str:
        return worded_value(self.kind.fields[name], value, None, self.reader).text or _("none")

    def _turned(self, row: PlannedRow, index: int, ours: str, file: str, *, kept: bool = False) -> CheckCell:
        """A cell of a changed row with both values, and the button that has the other one."""
        at = f"{row.number}:{index}"
        if kept:
            note, turn = _("File: %(text)s") % {"text": file}, _("Take the file's")
            return CheckCell(ours, note=note, name="choose", turn=turn, turn_value=f"{at}:{THEIRS}")
        return CheckCell(file, "chg", old=ours, name="choose", turn=_("Keep ours"), turn_value=f"{at}:{OURS}")

    def _options(self, row: PlannedRow, index: int) -> tuple[Choice, ...]:
        ask = row.asks[index]
        options = [o for o in ask.options if o[0] != AS_NEW]
        found = [
            Choice(f"{row.number}:{index}:{ref}", _("Use %(title)s") % {"title": title}, note=note)
            for ref, title, note in options
        ]
        link = self.kind.field(self.mapping[index]).link
        label = type_of(link).label if ask.of == "link" and link else self.kind.label
        if ask.of == "row" or len(options) < len(ask.options):
            words = _("New %(label)s: %(text)s") % {"label": label, "text": ask.text}
            found.append(Choice(f"{row.number}:{index}:{AS_NEW}", words))
        return tuple(found)
