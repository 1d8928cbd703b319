"""What is done in a row of Today: its small forms, and what stands there afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.holding import holding
from followthrough.kernel.records.problems import Busy, Invalid, Problem, Refused, Stale, StillRunning
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.pages.asking import asked_by
from followthrough.keystone.promises.pages.forms import hand_over_form, keep_form, next_form, snooze_form
from followthrough.keystone.promises.pages.rows import Shown, more_acts, promise_row
from followthrough.keystone.promises.pages.today import renewed
from followthrough.keystone.promises.queries.today import one_row, place_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, with_toast
from followthrough.web.posted import posted
from followthrough.web.shapes import DeskFacts, HandOverForm, KeepForm, NextForm, PromiseRow, RowDone, SnoozeForm, Toast
from followthrough.web.showing import reader_of
from followthrough.web.wording import moment_text, time_text

Form = KeepForm | SnoozeForm | HandOverForm | NextForm
OFFERED = 6


class Desk:
    """One request about one row: who asks, the promise as it stands, and the list it is on."""

    def __init__(self, request: HttpRequest, ref: str) -> None:
        self.request = request
        self.actor = actor_of_request(request)
        self.promise: Promise = found_record(type_of(Promise), ref, self.actor)
        self.reader = reader_of(self.actor)
        self.asked = asked_by(request, self.actor)
        self.shown = Shown(self.reader, self.asked.on if "whose" in request.GET else {})
        self.run_id = request.GET.get("run", "")  # of what was just done in this row

    def row(self) -> PromiseRow:
        """The row as it stands now."""
        return promise_row(one_row(self.promise, self.actor, now=self.reader.now), self.shown)

    def figures(self) -> DeskFacts | None:
        """The figures to renew; None where the row does not stand on Today."""
        return renewed(self.asked, self.reader) if "whose" in self.request.GET else None

    def address(self, act: str) -> str:
        """Where an act on this row is asked for."""
        return self.shown.address(self.promise, act)

    def after(self, act: str) -> str:
        """Where something is asked for that follows from what was just done."""
        return self.then.address(self.promise, act)

    @property
    def then(self) -> Shown:
        """The row once something was done in it: its addresses name the run."""
        return replace(self.shown, on={**self.shown.on, "run": self.run_id})

    def with_form(self, form: Form, status: int = 200) -> HttpResponse:
        """The row with a form open in it."""
        return self._row(replace(self.row(), form=form), status)

    def plain(self, status: int = 200) -> HttpResponse:
        """The row alone."""
        return self._row(self.row(), status)

    def _row(self, row: PromiseRow, status: int) -> HttpResponse:
        return render(self.request, "web/parts/_promise_row.html", {"row": row}, status=status)

    def run(self, verb: str, values: Mapping[str, Any]) -> Outcome:
        """Do the verb with what was typed; empty fields are left out."""
        return run(
            actions_on(Promise)[verb],
            actor=self.actor,
            surface="web",
            target=self.promise.ref,
            values={name: value for name, value in values.items() if value not in ("", None)},
            **posted(self.request),
        )


def plain_row(request: HttpRequest, ref: str) -> HttpResponse:
    """The row without a form: after Cancel."""
    return Desk(request, ref).plain()


def more(request: HttpRequest, ref: str) -> HttpResponse:
    """What else may be done with it: the menu of its row, fetched when it is opened."""
    desk = Desk(request, ref)
    return render(request, "web/parts/menu_items.html", {"actions": more_acts(desk.promise, desk.actor)})


def keep(request: HttpRequest, ref: str) -> HttpResponse:
    """What shows that it was kept? Then the row struck through, or the question what is next."""
    desk = Desk(request, ref)
    if request.method != "POST":
        return desk.with_form(keep_form(desk.promise, desk.reader, desk.shown))
    chosen, typed = request.POST.get("evidence", ""), request.POST
    values: dict[str, Any] = {"note": typed.get("note", "")}
    if chosen == "link":
        values["link"] = typed.get("evidence_link", "")
    elif chosen == "file":
        values["file"] = request.FILES.get("evidence_file")
    elif chosen.startswith("record:"):
        values["record"] = chosen.removeprefix("record:")

    def again(error: str) -> Form:
        form = keep_form(desk.promise, desk.reader, desk.shown, chosen)
        return replace(form, error=error, note=typed.get("note", ""), link=typed.get("evidence_link", ""))

    return _done(desk, "keep", values, again, lambda: _("Kept %(time)s") % {"time": _now(desk)})


def snooze(request: HttpRequest, ref: str) -> HttpResponse:
    """Until when? Then the row says when it comes back."""
    desk = Desk(request, ref)
    if request.method != "POST":
        return desk.with_form(snooze_form(desk.promise, desk.reader, desk.shown))
    chosen = request.POST.get("until", "")
    values = {"until": request.POST.get("until_at", "")} if chosen == "at" else {"preset": chosen}

    def again(error: str) -> Form:
        form = snooze_form(desk.promise, desk.reader, desk.shown)
        return replace(form, error=error, until_at=request.POST.get("until_at", ""))

    return _done(desk, "snooze", values, again, lambda: _("Snoozed until %(time)s") % {"time": _until(desk)})


def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    """To whom? Then the row says who has it."""
    desk = Desk(request, ref)
    if request.method != "POST":
        return desk.with_form(hand_over_form(desk.promise, desk.shown))
    word, named = request.POST.get("to", ""), request.POST.get("to_text", "")
    team = find_linked(Team, word or named, desk.actor)
    person = None if team else find_linked(User, word or named, desk.actor)
    values: dict[str, Any] = {"note": request.POST.get("reason", "")}
    values["department" if team else "to"] = team or person

    def again(error: str) -> Form:
        form = hand_over_form(desk.promise, desk.shown)
        return replace(form, error=error, to=word, to_shown=named, reason=values["note"])

    return _done(desk, "hand-over", values, again, lambda: _("Handed to %(name)s") % {"name": team or person})


def what_next(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the next promise of the same source, or say on purpose that there is none."""
    desk = Desk(request, ref)
    chosen = request.POST.get("next", "none")
    done = _struck(desk, _("Kept"))
    if chosen == "none":
        return _answer(desk, done, _("Kept. Nothing more to do."))
    offered = next_form(desk.promise, desk.reader, desk.then)
    choice = next((one for one in offered.choices if one.value == chosen), None)
    due = choice.value if choice else ""
    values = {
        "what": choice.label if choice else request.POST.get("what", ""),
        "due": due,
        "due_on": "" if choice else request.POST.get("due", ""),
        "about": desk.promise.source_ref,
        "account": desk.promise.account,
        "contact": desk.promise.contact,
    }
    try:
        outcome = run(
            actions_on(Promise)["make"],
            actor=desk.actor,
            surface="web",
            values={name: value for name, value in values.items() if value},
            key=request.POST.get("idempotency_key", ""),
        )
    except Invalid as problem:
        what, day = request.POST.get("what", ""), request.POST.get("due", "")
        form = replace(offered, error=str(problem.message), own_checked=choice is None, what=what, due=day)
        return desk._row(replace(done, form=form), 422)
    made = Promise.visible_to(desk.actor).get(ref=outcome.ref)
    return _answer(desk, done, outcome.message, added=made)


def undo_act(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back what was just done, as a whole: the row stands as before."""
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")
        try:
            undo(request.GET.get("run", ""), actor=actor_of_request(request), surface="web", key=key)
        except Problem as problem:
            return with_toast(Desk(request, ref).plain(), Toast(str(problem.message), "late"))
    desk = Desk(request, ref)
    page = RowDone(desk.row(), desk.figures())
    return render(request, "web/parts/row_done.html", {"page": page})


def receivers(request: HttpRequest) -> JsonResponse:
    """Colleagues and departments whose name holds what is typed, for the field “To whom”."""
    actor, typed = actor_of_request(request), request.GET.get("q", "").strip()
    people: Any = User.visible_to(actor).filter(is_active=True)
    departments: Any = Team.visible_to(actor).filter(is_department=True)
    if typed:
        people, departments = holding(type_of(User), people, typed), holding(type_of(Team), departments, typed)
    found: list[Any] = [*people.order_by(Fold("name"))[:OFFERED], *departments.order_by(Fold("name"))[:OFFERED]]
    offered = [
        {"value": one.ref, "label": one.name, "note": _("Department") if isinstance(one, Team) else one.job_title}
        for one in found
    ]
    return JsonResponse(offered, safe=False)


def _done(
    desk: Desk, verb: str, values: Mapping[str, Any], again: Callable[[str], Form], words: Callable[[], str]
) -> HttpResponse:
    """Do it; then the row struck through with Undo, or the form again with the sentence that says what is wrong."""
    try:
        outcome = desk.run(verb, values)
    except (Invalid, Stale, StillRunning, Busy) as problem:
        return desk.with_form(again(str(problem.message)), 422)
    except Refused as problem:
        return with_toast(desk.plain(), Toast(str(problem.message), "info"))
    except Problem as problem:
        return with_toast(desk.plain(), Toast(str(problem.message), "late"))
    desk.promise.refresh_from_db()
    desk.run_id = str(outcome.run)
    done = _struck(desk, words())
    if outcome.ask:
        return desk._row(replace(done, form=next_form(desk.promise, desk.reader, desk.then)), 200)
    return _answer(desk, done, outcome.message)


def _struck(desk: Desk, words: str) -> PromiseRow:
    undo_url = desk.after("undo") if desk.run_id else ""
    return replace(desk.row(), done_text=words, undo_url=undo_url, undo_key=fresh_key())


def _answer(desk: Desk, done: PromiseRow, message: str, *, added: Promise | None = None) -> HttpResponse:
    figures = desk.figures()
    page = RowDone(done, figures)
    if added is not None:
        row = one_row(added, desk.actor, now=desk.reader.now)
        group = place_of(row, desk.actor, now=desk.reader.now).value
        if group in desk.asked.groups:
            page = RowDone(done, figures, promise_row(row, desk.shown), group)
    toast = Toast(message, undo_url=done.undo_url, undo_key=done.undo_key, target=f"#p-{done.id}")
    return with_toast(render(desk.request, "web/parts/row_done.html", {"page": page}), toast)


def _now(desk: Desk) -> str:
    return time_text(desk.reader.now, zone=desk.reader.zone)


def _until(desk: Desk) -> str:
    until = desk.promise.snoozed_until
    return moment_text(until, now=desk.reader.now, zone=desk.reader.zone) if until else ""
