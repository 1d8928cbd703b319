"""What on a record needs approval now, who was asked or approved it, and the refusal to let it go out before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import LIVE, Approval, ApprovalRule, ApprovalState
from followthrough.keystone.approvals.queries.approvers import approver_for
from followthrough.keystone.approvals.queries.subjects import measure_named, subject_of
from followthrough.keystone.approvals.queries.wording import reason
from followthrough.keystone.approvals.rules import Covered, Finding, Measured, covered_by, findings, limits_for


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that needs approval: the finding, its rule, and the open or approved question about it."""

    finding: Finding
    rule: ApprovalRule
    approval: Approval | None = None
    lapsed: Approval | None = None  # answered before, but not as it is now

    @property
    def is_approved(self) -> bool:
        """Whether it may go out."""
        return self.approval is not None and self.approval.state == ApprovalState.APPROVED


def rules_on(kind: str) -> list[ApprovalRule]:
    """The rules that are on for a kind of record, with the people they name."""
    rows = ApprovalRule._default_manager.filter(subject=kind, is_on=True, binned_at__isnull=True)
    return list(rows.select_related("approver", "delegate").order_by("order", "pk"))


def findings_for(
    record: Record,
    who: Actor | User | None,
    *,
    measured: Sequence[Measured] | None = None,
    rules: Sequence[ApprovalRule] | None = None,
) -> list[tuple[Finding, ApprovalRule]]:
    """What this person may not let out alone. Jobs and guests have the limits of the record's owner."""
    subject = subject_of(record)
    given = rules_on(subject.ruled_as) if rules is None else rules
    if not given:
        return []
    by_key = {rule.pk: rule for rule in given}
    limits = [rule.as_limit for rule in given]
    person = _person(who) or getattr(record, "owner", None)
    mine = limits_for(limits, person.role, person.pk) if person else limits
    found = findings(mine, subject.content(record) if measured is None else measured)
    return [(one, by_key[one.limit.key]) for one in found]


def standing_of(
    record: Record, who: Actor | User | None, *, measured: Sequence[Measured] | None = None
) -> list[Standing]:
    """Everything that needs approval for this person, with what was asked and answered about it as it is now."""
    found = findings_for(record, who, measured=measured)
    if not found:
        return []
    by_mark: dict[Covered, Approval] = {}
    before: dict[tuple[str, str], Approval] = {}
    for approval in approvals_of(record):
        for one in covered_parts(approval):
            if approval.state in LIVE:
                by_mark[one] = _better(by_mark.get(one), approval)
            if approval.answered_at:
                before[one.measure, one.part] = approval
    return [
        Standing(one, rule, by_mark.get(covered_by(one)), before.get((one.measured.measure, one.measured.part)))
        for one, rule in found
    ]


def approvals_of(record: Record) -> list[Approval]:
    """All approvals asked for a record, oldest first, with the people."""
    rows = Approval._default_manager.filter(
        subject_kind=type_of(record).kind, subject_id=record.pk, binned_at__isnull=True
    )
    return list(rows.select_related("approver", "delegate", "asker", "answered_by", "rule").order_by("pk"))


def covered_parts(approval: Approval) -> list[Covered]:
    """What an approval is about, by mark and authority."""
    of_all = approval.authority
    return [Covered(one["measure"], one["part"], one["mark"], one.get("authority", of_all)) for one in approval.parts]


def refuse_unapproved(record: Record, by: Actor, *, measured: Sequence[Measured] | None = None) -> list[Approval]:
    """Let nothing out that needs approval and has none; the refusal says why and names who has to act.

    `measured` are the values as they go out. Returns the approvals it goes out under. Raises Refused.
    """
    stands = standing_of(record, by, measured=measured)
    if words := _missing_of(stands, record, by):
        raise Refused(words)
    return list({one.approval.pk: one.approval for one in stands if one.approval}.values())


def why_unapproved(record: Record, by: Actor) -> str:
    """What still needs approval and who has to act, as it would be refused; "" where nothing does."""
    return _missing_of(standing_of(record, by), record, by)


def _missing_of(stands: Sequence[Standing], record: Record, by: Actor) -> str:
    missing = [one for one in stands if not one.is_approved]
    if not missing:
        return ""
    words = " ".join((said_of(missing[0], by), whom_to_turn_to(missing[0], record, by)))
    return words if len(missing) == 1 else f"{words} {_('There is more that needs approval.')}"


def said_of(one: Standing, reader: Actor) -> str:
    """The reason in words, with figures for those who may see them."""
    guard = measure_named(one.finding.measured.measure).guard
    limit = one.finding.limit
    own = limit.person == reader.user_id if limit.person else limit.role in ("", reader.role.value)
    return reason(one.finding, may_see=not guard or reader.may(guard), whose="yours" if own else "")


def whom_to_turn_to(one: Standing, record: Record, by: Actor) -> str:
    """Who was asked, or who is to be asked."""
    if one.approval is not None and one.approval.approver is not None:
        return _("%(who)s was asked and has not answered yet.") % {"who": one.approval.approver.name}
    person = approver_for(one.rule, getattr(record, "owner", None), _person(by), clock.now().date())
    if person is None:
        return _("Nobody is known who could approve it. Ask an administrator to name somebody in the rule.")
    return _("Ask %(who)s for approval first.") % {"who": person.name}


def _better(one: Approval | None, other: Approval) -> Approval:
    return one if one is not None and one.state == ApprovalState.APPROVED else other


def _person(who: Actor | User | None) -> User | None:
    if who is None or isinstance(who, User):
        return who
    return User._default_manager.filter(pk=who.user_id).first() if who.user_id else None
