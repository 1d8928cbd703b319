"""Ask whoever may decide: the question, its promise with a clock, the asker's wait, and the mail with a link."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions.telling import tell_asked
from followthrough.keystone.approvals.models import LIVE, Approval, ApprovalRule, ApprovalState
from followthrough.keystone.approvals.queries.approvers import approver_for, calendar_of_person
from followthrough.keystone.approvals.queries.standing import approvals_of, covered_parts, findings_for, rules_on
from followthrough.keystone.approvals.queries.subjects import measure_named, subject_of
from followthrough.keystone.approvals.queries.wording import reason
from followthrough.keystone.approvals.rules import Finding, findings, mark_of, next_asked, uncovered
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.keystone.promises.queries.wanted import Wanted, written_for

KIND, WAIT = "approvals.answer", "approvals.wait"
LADDER = (1, 2, 3)  # working days after which the asker's wait says to push


def approval_verb_on(model: type[Record]) -> Callable[..., Changes]:
    """Give a kind of record the verb `ask-approval`; its area calls it in its `actions.py`."""
    declare = action(
        model,
        needs="approvals.ask",
        roles=DESK,
        button=gettext_lazy("Ask for approval"),
        icon="hourglass",
        applies=needs_any,
        offered=has_unasked,
        undo_words=gettext_lazy("They have been told. Withdraw the question on its own page."),
        labels={"note": gettext_lazy("Why, in your words")},
        options={"note": {"kind": "long"}},
    )
    made: Callable[..., Changes] = declare(ask_approval)
    return made


def needs_any(record: Any) -> bool:
    """Whether anything on a draft goes beyond anybody's limit."""
    subject = subject_of(record)
    if not subject.is_draft(record):
        return False
    limits = [rule.as_limit for rule in rules_on(subject.ruled_as)]
    return bool(limits and findings(limits, subject.content(record)))


def has_unasked(record: Any, by: Actor) -> bool:
    """Whether there is something on it that this person would have to ask about and nobody has."""
    live = {part for one in approvals_of(record) if one.state in LIVE for part in covered_parts(one)}
    found = [one for one, _rule in findings_for(record, by)] or [one for one, _rule in findings_for(record, None)]
    return bool(uncovered(found, live))


def ask_approval(record: Record, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Ask whoever may decide to approve what goes beyond your limits. They get a promise with a clock, and a mail.

    What is approved holds as it is now; what is changed later must be asked again.
    """
    asker = person_behind(by)
    if not open_findings(record, asker):
        raise Refused(_("Nothing on it needs approval by somebody else."))
    made = ask_next(record, asker, note, by=by, now=now)
    if not made:
        raise Refused(_("Everything that needs approval was asked already."))
    names = ", ".join(dict.fromkeys(one.approver.name for one in made if one.approver))
    return Changes(_("Asked %(who)s.") % {"who": names}, record=record)


def open_findings(record: Record, asker: User | None) -> list[tuple[Finding, ApprovalRule]]:
    """What the asker may not let out alone and nobody has approved as it is now."""
    found = findings_for(record, asker)
    covered = {
        part for one in approvals_of(record) if one.state == ApprovalState.APPROVED for part in covered_parts(one)
    }
    left = uncovered([one for one, _rule in found], covered)
    return [(one, rule) for one, rule in found if one in left]


def ask_next(record: Record, asker: User | None, note: str, *, by: Actor, now: datetime) -> list[Approval]:
    """Ask about what is open at the lowest order and was not asked yet. The record is locked by the caller."""
    left = open_findings(record, asker)
    live = [one for one in approvals_of(record) if one.state in LIVE]
    asked = {part for one in live if one.state == ApprovalState.ASKED for part in covered_parts(one)}
    now_asked = next_asked([one for one, _rule in left], asked)
    rules = {rule.pk: rule for _finding, rule in left}
    by_person: dict[User, list[Finding]] = {}
    deciders = {pk: _decider(rules[pk], record, asker, now) for pk in {one.limit.key for one in now_asked}}
    for finding in now_asked:
        by_person.setdefault(deciders[finding.limit.key], []).append(finding)
    return [_ask(record, person, some, rules, asker, note, by=by, now=now) for person, some in by_person.items()]


def _decider(rule: ApprovalRule, record: Any, asker: User | None, now: datetime) -> User:
    """Who is asked by a rule. Raises Refused where nobody is known."""
    found = approver_for(rule, getattr(record, "owner", None), asker, now.date())
    if found is None:
        words = _("Nobody is known who could approve by “%(rule)s”. Ask an administrator to name somebody in it.")
        raise Refused(words % {"rule": rule.name})
    return found


def _ask(
    record: Any,
    approver: User,
    found: Sequence[Finding],
    rules: Mapping[int, ApprovalRule],
    asker: User | None,
    note: str,
    *,
    by: Actor,
    now: datetime,
) -> Approval:
    """One question to one person about all that they decide; where rules differ, the stricter holds."""
    asked_by = [rules[key] for key in dict.fromkeys(one.limit.key for one in found)]
    first = next((rule for rule in asked_by if not rule.own_allowed), asked_by[0])
    due = calendar_of_person(approver).add_working_time(now, timedelta(hours=min(rule.hours for rule in asked_by)))
    delegate = first.delegate if len({rule.delegate_id for rule in asked_by}) == 1 else None
    with written_for(approver):
        row: Values = {
            **_about(record, found),
            "rule": first,
            "authority": first.authority if len({rule.authority for rule in asked_by}) == 1 else "",
            "asker": asker,
            "asked_at": now,
            "note": note.strip(),
            "approver": approver,
            "delegate": delegate if delegate not in (asker, approver) else None,
            "due_at": due,
        }
        approval: Approval
        (approval,) = create_records(type_of(Approval), [row], by=by, now=now)
    _promise(approval, record, by=by, now=now)
    tell_asked(approval, record, by=by, now=now)
    return approval


def _about(record: Any, found: Sequence[Finding]) -> Values:
    """What is asked about: in words for all, in words with figures, and as marks."""
    parts = [_part(one) for one in found]
    guarded = [one for one in found if measure_named(one.measured.measure).guard]
    return {
        "subject_kind": type_of(record).kind,
        "subject_id": record.pk,
        "subject_ref": record.ref,
        "subject_title": record.title[:300],
        "number": getattr(record, "number", 1),
        "account": getattr(record, "account", None),
        "reasons": "\n".join(dict.fromkeys(reason(one, may_see=False) for one in found)),
        "inside": "\n".join(dict.fromkeys(reason(one, may_see=True) for one in guarded)),
        "parts": parts,
        "sha256": mark_of(parts),
    }


def _part(finding: Finding) -> dict[str, str]:
    measured = finding.measured
    return {
        "measure": measured.measure,
        "part": measured.part,
        "label": measured.label,
        "mark": measured.mark,
        "authority": finding.limit.authority,
    }


def _promise(approval: Approval, record: Any, *, by: Actor, now: datetime) -> None:
    """The approver owes an answer by the clock; the asker waits for it."""
    approver, asker = approval.approver, approval.asker
    assert approver is not None
    why = " ".join(approval.reasons.splitlines())
    gaps = {"ref": approval.subject_ref, "title": approval.subject_title, "who": asker.name if asker else by.name}
    with written_for(approver):
        owed = Wanted(
            what=_("Approve or return %(ref)s, %(title)s") % gaps,
            kind=KIND,
            due_at=approval.due_at,
            account=approval.account,
            owner=approver,
            minder=approval.delegate or approver,
            source=record,
            source_text=(_("%(who)s asked. %(why)s") % {**gaps, "why": why})[:300],
        )
    with written_for(asker):
        waits = Wanted(
            what=_("Approval of %(ref)s, %(title)s") % gaps,
            kind=WAIT,
            due_at=approval.due_at,
            direction=Direction.THEIRS,
            owed_to=approver.name,
            minder=asker or approver,
            source=record,
            source_text=why[:300],
            ladder=LADDER,
        )
    promise, wait = make_promises([owed, waits], by=by, now=now)
    change_records(type_of(Approval), [(approval, {"promise": promise, "wait": wait})], by=by, now=now)
