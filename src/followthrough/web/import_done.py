"""Step 4 of an upload: how far it is, what was done, the rows set aside, and the way back."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.exchange.models import Import, ImportState, Progress, Step
from followthrough.kernel.exchange.rejects import rejected_rows
from followthrough.kernel.exchange.taking_back import can_be_taken_back, is_taken_back
from followthrough.kernel.exchange.verdicts import CHANGED, CHOOSE, NEW, REJECTED, SAME
from followthrough.kernel.records.registry import type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.import_steps import crumbs, do_step, kind_of
from followthrough.web.record_page import record_page
from followthrough.web.shapes import Fact, ImportDonePage, Link
from followthrough.web.wording import number_text


def done(request: HttpRequest, ref: str) -> HttpResponse:
    """What was done; while it goes in, how far it is."""
    draft: Import = found_record(type_of(Import), ref, actor_of_request(request))
    if draft.state == ImportState.DRAFT:
        return redirect(f"/imports/{ref}/check")
    progress = Progress.objects.filter(upload=draft).first()
    running = draft.state == ImportState.RUNNING
    page = progress_page(draft, progress) if running and progress else _done_page(draft, progress)
    return show_progress(request, draft, page, step=4)


def steer(request: HttpRequest, ref: str, verb: str) -> HttpResponse:
    """Stop the work on an upload, or have it go on; then the page that tells how far it is."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    if request.method == "POST":
        do_step(verb, request, actor, draft)
    return redirect(f"/imports/{ref}/done")


def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """An upload's own address: the step it stands at while something is to be done, then its record."""
    draft: Import = found_record(type_of(Import), ref, actor_of_request(request))
    if draft.state == ImportState.DRAFT:
        return redirect(f"/imports/{ref}/check")
    if draft.state in (ImportState.RUNNING, ImportState.FAILED):
        return redirect(f"/imports/{ref}/done")
    return record_page(request, "imports", ref)


def show_progress(request: HttpRequest, draft: Import, page: ImportDonePage, *, step: int) -> HttpResponse:
    """The page, or its part when it asks how far it is; what is over by then is gone to."""
    if not request.headers.get("HX-Request"):
        template = "web/import_done.html" if step == 4 else "web/import_checking.html"
        return show(request, template, page, title=draft.name, crumbs=crumbs())
    return render(request, "web/parts/import_progress.html", {"page": page})


def progress_page(draft: Import, progress: Progress) -> ImportDonePage:
    """How far the work is, with the way to stop it."""
    checking = progress.step in (Step.CHECKING, Step.NONE)
    total = 0 if checking else progress.total
    figures = number_text(progress.done)
    return ImportDonePage(
        file=draft.name,
        title=_("Checking the rows") if checking else _("Going in"),
        text=_("You may leave this page; it goes on."),
        facts=(
            Fact(
                _("Rows"),
                _("%(done)s of %(total)s") % {"done": figures, "total": number_text(total)} if total else figures,
            ),
        ),
        done=False,
        share=progress.done / total if total else 0.02,
        refresh_url=f"/imports/{draft.ref}/{'check' if draft.state == ImportState.DRAFT else 'done'}",
        cancel_url=f"/imports/{draft.ref}/stop",
        idempotency_key=fresh_key(),
    )


def _done_page(draft: Import, progress: Progress | None) -> ImportDonePage:
    counts = {key: int(draft.counts.get(key, 0)) for key in ("rows", NEW, CHANGED, SAME, REJECTED, CHOOSE)}
    kind, aside = kind_of(draft), counts[REJECTED] + counts[CHOOSE]
    failed = draft.state == ImportState.FAILED
    is_in = progress is not None and progress.written > 0
    back = progress is not None and is_taken_back(progress.run)
    undoable = progress is not None and is_in and not back and can_be_taken_back(progress.run, now=clock.now())
    text = _("Each record tells in its history that it came from this file.")
    if is_in and not back and not undoable:
        text += " " + _("Its thirty days are over: it can't be taken back any more.")
    return ImportDonePage(
        file=draft.name,
        title=_("Taken back") if back else _("Stopped") if failed else _("Done"),
        text=_("What was added is gone, what was changed is as before.") if back else draft.problem if failed else text,
        facts=(
            Fact(_("Rows"), number_text(counts["rows"])),
            Fact(_("Added"), number_text(counts[NEW]), "kept"),
            Fact(_("Changed"), number_text(counts[CHANGED]), "info"),
            Fact(_("Already there"), number_text(counts[SAME])),
            Fact(_("Set aside"), number_text(aside), "late" if aside else "plain"),
        ),
        links=(
            Link(_("Open %(plural)s") % {"plural": kind.label_plural}, f"/{kind.plural}/"),
            Link(_("Upload another"), "/imports/new"),
        ),
        rejects_url=f"/imports/{draft.ref}/rejects.csv" if aside else "",
        rejects_text=_("Download the rows set aside"),
        undo_url=f"/history/{progress.run}/undo" if progress and undoable else "",
        undo_text=_("Undo the whole upload"),
        on_url=f"/imports/{draft.ref}/go-on" if failed and not back else "",
        idempotency_key=fresh_key(),
        failed=failed,
    )


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
