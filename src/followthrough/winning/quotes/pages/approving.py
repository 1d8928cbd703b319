"""What needs approval on a quote, in words: above its grid, on its lines, on the buttons that can't be pressed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.actions.declare import actions_on
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.keystone.approvals.queries.approvers import may_answer, usual_minutes
from followthrough.keystone.approvals.queries.standing import (
    Standing,
    said_of,
    standing_of,
    whom_to_turn_to,
)
from followthrough.keystone.approvals.queries.wording import limit_words, time_words
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.web.shapes import ActionButton
from followthrough.web.shapes.parts import Tone
from followthrough.web.showing import Reader
from followthrough.web.wording import moment_text
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.measuring import LINE_OFF, is_draft, measured_now

ANSWERS = ("approve", "return")


@dataclass(frozen=True, slots=True)
class LineMark:
    """What stands under a line: who was asked or approved it, and when; `beyond` colours its discount."""

    tone: Tone
    icon: str
    text: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Lowering:
    """The way back to one's limit, for one line."""

    line: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that needs approval: why, who has it, and the way back, if there is one."""

    text: str
    lower: Lowering | None = None


@dataclass(frozen=True, slots=True)
class ApprovalNote:
    """quotes/approval.html: the reasons above the grid, with what the reader can do about them."""

    tone: Tone
    title: str
    said: tuple[Said, ...]
    actions: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class Approving:
    """All of it for one reader. `blocked` says why they can't let it out, empty if they can."""

    note: ApprovalNote | None = None
    marks: dict[str, LineMark] | None = None
    blocked: str = ""

    @property
    def html(self) -> str:
        """The note as it is put above the grid, also after a change."""
        return render_to_string("quotes/approval.html", {"note": self.note})


def approving(quote: Quote, lines: Sequence[Line], reader: Reader, *, is_open: bool) -> Approving:
    """What a reader sees of approval; who has no limit sees what the quote's owner has to ask for."""
    measured, actor = measured_now(quote, lines), reader.actor
    mine = standing_of(quote, actor, measured=measured)
    stands = mine or standing_of(quote, quote.owner, measured=measured)
    if not stands:
        return Approving()
    missing = [one for one in mine if not one.is_approved]
    blocked = f"{said_of(missing[0], actor)} {whom_to_turn_to(missing[0], quote, actor)}" if missing else ""
    return Approving(
        note=_note(quote, stands, reader, is_open=is_open) if is_draft(quote) else None,
        marks={one.finding.measured.part: _mark(one, reader) for one in reversed(stands) if one.finding.measured.part},
        blocked=blocked if is_draft(quote) else "",
    )


def _note(quote: Quote, stands: Sequence[Standing], reader: Reader, *, is_open: bool) -> ApprovalNote | None:
    missing = [one for one in stands if not one.is_approved]
    if not missing:
        whole = [one for one in stands if not one.finding.measured.part]
        said = tuple(Said(f"{said_of(one, reader.actor)} {_approved(one.approval, reader)}.") for one in whole)
        return ApprovalNote("kept", _("Approved"), said) if said else None
    asked = [one for one in missing if one.approval is not None]
    return ApprovalNote(
        "due",
        _title(missing, is_asked=len(asked) == len(missing)),
        tuple(_said(one, quote, reader, is_open=is_open) for one in missing),
        _actions(quote, missing, asked, reader),
    )


def _title(missing: Sequence[Standing], *, is_asked: bool) -> str:
    gaps = {"n": len(missing)}
    only_discounts = all(one.finding.measured.measure == LINE_OFF for one in missing)
    if only_discounts and is_asked:
        return ngettext("%(n)d discount waits for approval", "%(n)d discounts wait for approval", len(missing)) % gaps
    if only_discounts:
        return ngettext("%(n)d discount needs approval", "%(n)d discounts need approval", len(missing)) % gaps
    if is_asked:
        return ngettext("%(n)d point waits for approval", "%(n)d points wait for approval", len(missing)) % gaps
    return ngettext("%(n)d point needs approval", "%(n)d points need approval", len(missing)) % gaps


def _said(one: Standing, quote: Quote, reader: Reader, *, is_open: bool) -> Said:
    words = [said_of(one, reader.actor), _asked(one.approval, reader) if one.approval else _before(one, reader)]
    if one.approval is None and not words[-1]:
        words[-1] = whom_to_turn_to(one, quote, reader.actor)
    finding = one.finding
    lower = None
    if is_open and finding.measured.measure == LINE_OFF and finding.limit.limit is not None:
        lower = Lowering(finding.measured.part, _("Lower to %(limit)s") % {"limit": limit_words(finding)})
    return Said(" ".join(word for word in words if word), lower)


def _asked(approval: Approval, reader: Reader) -> str:
    approver = approval.approver
    gaps = {"who": approver.name if approver else "", "when": _when(approval.asked_at, reader)}
    usual = usual_minutes(approver, reader.now) if approver else None
    if usual is None:
        return _("%(who)s was asked %(when)s.") % gaps
    gaps["time"] = time_words(usual)
    return _("%(who)s was asked %(when)s and answers in %(time)s on average.") % gaps


def _before(one: Standing, reader: Reader) -> str:
    """What became of an earlier question about the same."""
    past = one.lapsed
    if past is None or past.answered_by is None or past.answered_at is None:
        return ""
    gaps = {"who": past.answered_by.name, "when": _when(past.answered_at, reader), "why": past.comment}
    if past.state == ApprovalState.RETURNED:
        return _("%(who)s returned it %(when)s: %(why)s") % gaps
    return _("%(who)s approved it %(when)s, but it was changed since.") % gaps


def _actions(
    quote: Quote, missing: Sequence[Standing], asked: Sequence[Standing], reader: Reader
) -> tuple[ActionButton, ...]:
    """Answer, for whoever may; ask, for whoever has not yet."""
    ask = actions_on(Quote)["ask-approval"]
    found = []
    if len(asked) < len(missing) and reader.actor.may(ask.needs) and standing_of(quote, reader.actor):
        found.append(ActionButton(str(ask.label), f"/quotes/{quote.ref}/do/ask-approval", ask.icon, how="dialog"))
    person = person_behind(reader.actor)
    verbs = actions_on(Approval)
    for approval in {one.approval.pk: one.approval for one in asked if one.approval}.values():
        if person and reader.actor.may(verbs["approve"].needs) and may_answer(approval, person, reader.today):
            base = f"/approvals/{approval.ref}/do"
            found += [ActionButton(str(verbs[v].label), f"{base}/{v}", verbs[v].icon, how="dialog") for v in ANSWERS]
    return tuple(found)


def _mark(one: Standing, reader: Reader) -> LineMark:
    approval = one.approval
    if approval is None:
        return LineMark("due", "hourglass", _("Needs approval"), beyond=True)
    if one.is_approved:
        return LineMark("kept", "check", _approved(approval, reader))
    gaps = {"who": approval.approver.name if approval.approver else "", "when": _moment(approval.asked_at, reader)}
    return LineMark("due", "hourglass", _("Asked %(who)s, %(when)s") % gaps, beyond=True)


def _approved(approval: Approval | None, reader: Reader) -> str:
    if approval is None or approval.answered_by is None or approval.answered_at is None:
        return ""
    gaps = {"who": approval.answered_by.name, "when": _moment(approval.answered_at, reader)}
    return _("%(who)s approved, %(when)s") % gaps


def _when(at: datetime, reader: Reader) -> str:
    """Within a sentence: "at 09:40", "on Fri 16:10"."""
    words = _("at %(time)s") if at.astimezone(reader.zone).date() == reader.today else _("on %(time)s")
    return words % {"time": _moment(at, reader)}


def _moment(at: datetime, reader: Reader) -> str:
    return moment_text(at, now=reader.now, zone=reader.zone)
