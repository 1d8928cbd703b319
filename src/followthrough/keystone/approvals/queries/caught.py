"""Which open drafts a rule would catch: the preview beside it."""

from dataclasses import dataclass, replace
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.keystone.approvals.models import ApprovalRule
from followthrough.keystone.approvals.queries.subjects import Subject, subjects_ruled_as
from followthrough.keystone.approvals.rules import Finding, goes_beyond

MOST = 200  # newest drafts looked at


@dataclass(frozen=True, slots=True)
class Caught:
    """A draft with what the rule finds on it."""

    record: Any
    found: tuple[Finding, ...]


def caught_by(rule: ApprovalRule, actor: Actor) -> list[Caught]:
    """Of the newest drafts this actor sees, those of people the rule holds for that go beyond its limit."""
    return [found for subject in subjects_ruled_as(rule.subject) for found in _caught(rule, subject, actor)]


def _caught(rule: ApprovalRule, subject: Subject, actor: Actor) -> list[Caught]:
    seen = subject.model.visible_to(actor).values("pk")
    drafts = subject.drafts().filter(pk__in=seen).order_by("-pk")[:MOST]
    limit = replace(rule.as_limit, role="", person=None)
    caught = []
    for record in drafts:
        if _concerns(rule, getattr(record, "owner", None)):
            found = tuple(Finding(limit, one) for one in subject.content(record) if goes_beyond(limit, one))
            caught += [Caught(record, found)] if found else []
    return caught


def _concerns(rule: ApprovalRule, owner: Any) -> bool:
    if rule.for_person_id:
        return owner is not None and owner.pk == rule.for_person_id
    return not rule.for_role or owner is None or owner.role == rule.for_role
