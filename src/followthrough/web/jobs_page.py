"""The page of background work: what failed, runs and waits, and what comes next by the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.jobs.queries import about, done_since, job_counts, jobs_in, last_events, reasons, timetable
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.web.buttons import fresh_key
from followthrough.web.frame import actor_of_request, keep_toast, show
from followthrough.web.shapes import (
    ActionDialog,
    Cell,
    Column,
    Empty,
    Fact,
    FormPage,
    JobsPage,
    Link,
    Row,
    TablePanel,
    Toast,
)
from followthrough.web.showing import Reader, moment_cell, reader_of
from followthrough.web.wording import number_text

SHOWN = 25
STEERED = {"retry": ("retry-job", "failed"), "cancel": ("cancel-job", "todo")}


@require_safe
def jobs_page(request: HttpRequest) -> HttpResponse:
    """The whole page, or with HX-Request its main part, asked again every ten seconds."""
    actor = actor_of_request(request)
    if not actor.may("jobs.view"):
        raise Denied(_("Only administrators see the work in the background."))
    page = _page(reader_of(actor))
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/jobs.html", {"page": page})
    return show(request, "web/jobs.html", page, title=_("Jobs"))


@require_http_methods(["GET", "HEAD", "POST"])
def steer_job(request: HttpRequest, job: int, how: str) -> HttpResponse:
    """Ask, then run a failed job again or call off a waiting one."""
    actor = actor_of_request(request)
    if how not in STEERED:
        raise NotFound(_("There is no such action."))
    verb, status = STEERED[how]
    action = actions_on(Company)[verb]
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")
        outcome = run(action, actor=actor, surface="web", values={"job": job}, key=key)
        keep_toast(request, Toast(outcome.message))
        return redirect("/jobs/")
    found = jobs_in(status).filter(pk=job).first()
    if found is None:
        raise NotFound(_("This job has moved on. Look at the list again."))
    labels = {"retry": _("Run again"), "cancel": _("Call off")}
    title = f"{labels[how]}: {_(about(found.task_name))}"
    form = FormPage((), labels[how], "/jobs/", request.path, idempotency_key=fresh_key(), danger=how == "cancel")
    crumbs = (Link(_("Jobs"), "/jobs/"),)
    words = f"{_(action.about)} {action.undo_words}"
    return show(request, "web/action_page.html", ActionDialog(title, form, words), title=title, crumbs=crumbs)


def _page(reader: Reader) -> JobsPage:
    counts = job_counts()
    failed, running, waiting = (list(jobs_in(status)[:SHOWN]) for status in ("failed", "doing", "todo"))
    seen = last_events(job.pk for job in (*failed, *running, *waiting))
    return JobsPage(
        facts=_facts(counts, done_since(reader.now - timedelta(days=1))),
        panels=(
            *((_failed(failed, counts, seen, reader),) if failed else ()),
            _running(running, counts, seen, reader),
            _waiting(waiting, counts, seen, reader),
            _timetable(reader),
        ),
        refresh_url="/jobs/",
    )


def _facts(counts: Mapping[str, int], done: int) -> tuple[Fact, ...]:
    failed = counts.get("failed", 0)
    return (
        Fact(_("Failed"), number_text(failed), "late" if failed else "plain"),
        Fact(_("Running"), number_text(counts.get("doing", 0))),
        Fact(_("Waiting"), number_text(counts.get("todo", 0))),
        Fact(_("Done, 24 h"), number_text(done)),
    )


def _failed(jobs: list[Any], counts: Mapping[str, int], seen: Mapping[int, datetime], reader: Reader) -> TablePanel:
    why = reasons(job.pk for job in jobs)
    rows = tuple(
        _row(
            job,
            Cell(_why_failed(job.attempts), tone="late", note=why.get(job.pk, "")),
            _moment(seen.get(job.pk), reader),
            Cell(_("Run again"), "link", f"/jobs/{job.pk}/retry", tone="info"),
        )
        for job in jobs
    )
    heads = (_("Job"), _("What happened"), _("When"), "")
    return TablePanel("failed", _("Failed"), _count(counts, "failed"), columns=_columns(heads), rows=rows)


def _why_failed(attempts: int) -> str:
    tried = ngettext("Tried %(count)s time", "Tried %(count)s times", attempts) % {"count": attempts}
    return _("%(tried)s without success.") % {"tried": tried}


def _running(jobs: list[Any], counts: Mapping[str, int], seen: Mapping[int, datetime], reader: Reader) -> TablePanel:
    rows = tuple(_row(job, _moment(seen.get(job.pk), reader)) for job in jobs)
    heads = _columns((_("Job"), _("Since")))
    return TablePanel("running", _("Running"), _count(counts, "doing"), columns=heads, rows=rows, empty=_nothing())


def _waiting(jobs: list[Any], counts: Mapping[str, int], seen: Mapping[int, datetime], reader: Reader) -> TablePanel:
    rows = tuple(
        _row(
            job,
            _moment(job.scheduled_at, reader) if job.scheduled_at else Cell(_("as soon as possible"), quiet=True),
            Cell(number_text(job.attempts), "number"),
            Cell(_("Call off"), "link", f"/jobs/{job.pk}/cancel", tone="info"),
        )
        for job in jobs
    )
    heads = (Column(_("Job")), Column(_("Not before")), Column(_("Tries"), numeric=True), Column(""))
    return TablePanel("waiting", _("Waiting"), _count(counts, "todo"), columns=heads, rows=rows, empty=_nothing())


def _timetable(reader: Reader) -> TablePanel:
    rows = tuple(
        Row(name, "", name, (Cell(_(about(name)), strong=True), _moment(at, reader)))
        for name, at in timetable(reader.now)
    )
    heads = _columns((_("Job"), _("Next time")))
    return TablePanel("timetable", _("By the clock"), columns=heads, rows=rows, empty=_nothing())


def _row(job: Any, *cells: Cell) -> Row:
    words = _(about(job.task_name))
    return Row(str(job.pk), "", words, (Cell(words, strong=True, note=f"#{job.pk}", title=job.task_name), *cells))


def _moment(at: datetime | None, reader: Reader) -> Cell:
    return Cell() if at is None else moment_cell(at, reader)


def _columns(labels: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(label) for label in labels)


def _count(counts: Mapping[str, int], status: str) -> str:
    number = counts.get(status, 0)
    return number_text(number) if number else ""


def _nothing() -> Empty:
    return Empty(_("Nothing at the moment."))
