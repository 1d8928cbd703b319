"""Write escalation rules: what is allowed in them, and switching them on and off."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.escalation.models import EscalationRule, EscalationStep
from followthrough.keystone.escalation.queries import concerned, steps_of
from followthrough.keystone.escalation.rules import LONGEST
from followthrough.keystone.promises.models import Promise


def clean_rule(values: Values, rule: EscalationRule | None) -> Values:
    """A department that owes promises, not a team that has accounts."""
    department = values.get("department")
    if department is not None and not department.is_department:
        raise Invalid({"department": _("%(name)s is a team, not a department.") % {"name": department.name}})
    return values


def clean_step(values: Values, step: EscalationStep | None) -> Values:
    """Within sixty working days of the due."""
    if not 0 <= values.get("days", 0) <= LONGEST:
        raise Invalid({"days": _("Write a number of working days from 0 to %(most)d.") % {"most": LONGEST}})
    return values


@action(
    EscalationRule,
    needs="escalation-rules.switch",
    roles=MANAGERS,
    button=gettext_lazy("Switch on"),
    icon="play",
    primary=True,
    undone_by="switch-off",
    applies=lambda rule: not rule.is_on,
)
def switch_on_escalation_rule(rule: EscalationRule, *, by: Actor, now: datetime) -> Changes:
    """Let the rule work from now on, also on what is late already: its page tells how many promises that concerns."""
    if not steps_of(rule):
        raise Refused(_("%(name)s has no steps yet. Add one first.") % {"name": rule.name})
    change_records(type_of(EscalationRule), [(rule, {"is_on": True})], by=by, now=now)
    count = Promise.visible_to(by).filter(pk__in=concerned(rule, now)).count()
    sentence = ngettext("It is on and now concerns %(n)d promise.", "It is on and now concerns %(n)d promises.", count)
    return Changes(sentence % {"n": count}, record=rule)


@action(
    EscalationRule,
    needs="escalation-rules.switch",
    button=gettext_lazy("Switch off"),
    icon="pause",
    undone_by="switch-on",
    applies=lambda rule: rule.is_on,
)
def switch_off_escalation_rule(rule: EscalationRule, *, by: Actor, now: datetime) -> Changes:
    """Let it rest. What it did stays; what it raised stays raised until it is closed or given a new date."""
    change_records(type_of(EscalationRule), [(rule, {"is_on": False})], by=by, now=now)
    return Changes(_("It is off."), record=rule)
