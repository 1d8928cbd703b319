"""Write approval rules: what is allowed in them, and switching them on and off."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.models import ApprovalRule, Comparison
from followthrough.keystone.approvals.queries.caught import caught_by
from followthrough.keystone.approvals.queries.subjects import measure_named, subject_named

LONGEST = 80  # working hours to answer
USUAL = ApprovalRule()  # what is not said


def clean_rule(values: Values, rule: ApprovalRule | None) -> Values:
    """A limit for what can be measured on that kind; a product or family only where lines are measured."""
    given: dict[str, Any] = {
        name: values.get(name, getattr(rule or USUAL, name))
        for name in ("subject", "measure", "comparison", "limit", "currency", "product", "family", "approver", "hours")
    }
    subject, measure = subject_named(given["subject"] or ""), measure_named(given["measure"] or "")
    if subject is None or subject.rules_of is not None or measure not in subject.measures:
        raise Invalid({"measure": _("This is not measured there. Choose another.")})
    _check_limit(given, measure.unit)
    if (given["product"] or given["family"]) and not measure.on_parts:
        raise Invalid({"product": _("This is measured on the whole. Leave product and family empty.")})
    if not 1 <= (given["hours"] or 0) <= LONGEST:
        raise Invalid({"hours": _("Write from 1 to %(most)d working hours.") % {"most": LONGEST}})
    if given["approver"] is not None and given["approver"].role == Role.READONLY.value:
        raise Invalid({"approver": _("%(name)s may only read.") % {"name": given["approver"].name}})
    return {**values, "family": " ".join(given["family"].split())} if values.get("family") else values


def _check_limit(given: dict[str, Any], unit: str) -> None:
    if bool(unit) == (given["comparison"] == Comparison.PRESENT):
        wrong = _("This is either on it or not: choose “Whenever it is on it”.") if not unit else ""
        if wrong or given["limit"] is not None:
            raise Invalid({"comparison": wrong or _("Choose above or below the limit.")})
    if unit and given["comparison"] != Comparison.PRESENT and given["limit"] is None:
        raise Invalid({"limit": _("Write the limit.")})
    if unit == "money" and not given["currency"]:
        raise Invalid({"currency": _("Say in which currency the limit is.")})


@action(
    ApprovalRule,
    needs="approval-rules.switch",
    roles=MANAGERS,
    button=gettext_lazy("Switch on"),
    icon="play",
    primary=True,
    undone_by="switch-off",
    applies=lambda rule: not rule.is_on,
)
def switch_on_approval_rule(rule: ApprovalRule, *, by: Actor, now: datetime) -> Changes:
    """Let the rule hold from now on, also for drafts begun before: its page tells which it would catch."""
    change_records(type_of(ApprovalRule), [(rule, {"is_on": True})], by=by, now=now)
    count = len(caught_by(rule, by))
    sentence = ngettext("It is on and catches %(n)d open draft.", "It is on and catches %(n)d open drafts.", count)
    return Changes(sentence % {"n": count}, record=rule)


@action(
    ApprovalRule,
    needs="approval-rules.switch",
    button=gettext_lazy("Switch off"),
    icon="pause",
    undone_by="switch-on",
    applies=lambda rule: rule.is_on,
)
def switch_off_approval_rule(rule: ApprovalRule, *, by: Actor, now: datetime) -> Changes:
    """Let it rest: from now on nothing needs approval because of it. What was asked stays asked."""
    change_records(type_of(ApprovalRule), [(rule, {"is_on": False})], by=by, now=now)
    return Changes(_("It is off."), record=rule)
