"""Escalation rules, their steps and what they did, declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.registry import Condition, Panel, condition_on, record
from followthrough.keystone.escalation.actions import clean_rule, clean_step
from followthrough.keystone.escalation.models import Escalation, EscalationRule, EscalationStep
from followthrough.keystone.escalation.queries import concerned, is_concerned
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.kinds import offer_kinds


def preview(rule: EscalationRule, actor: Actor) -> list[tuple[Words, object]]:
    """How many promises it concerns now, or would if it were on."""
    count = Promise.visible_to(actor).filter(pk__in=concerned(rule, clock.now())).count()
    said = ngettext("%(n)d promise", "%(n)d promises", count) % {"n": count}
    return [
        (_("On"), _("yes") if rule.is_on else _("no")),
        (_("Concerns now") if rule.is_on else _("Would now concern"), said),
    ]


record(
    EscalationRule,
    plural="escalation-rules",
    ref="ER-{n:03}",
    group="settings",
    icon="bell",
    columns=["ref", "name", "is_on", "direction", "kind", "department", "segment"],
    form=["name", "direction", "kind", "department", "segment"],
    filters=["is_on", "kind", "department", "segment"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    importable=False,
    clean=clean_rule,
    facts=preview,
    panels=[
        Panel(
            "steps",
            _("Steps"),
            link="rule",
            of=EscalationStep,
            columns=("side", "days", "does", "person"),
            order=("-side", "days"),
            limit=30,
            begins=_("After how many days who hears of it: add the first step."),
        ),
        Panel(
            "concerned",
            _("Promises it concerns now"),
            rows=lambda rule, by: Promise.visible_to(by).filter(pk__in=concerned(rule, clock.now())),
            of=Promise,
            columns=("what", "account", "owner", "due"),
            order=("due", "pk"),
            begins=_("Promises stand here as soon as a step of this rule applies to them."),
        ),
    ],
)
record(
    EscalationStep,
    plural="escalation-steps",
    ref="ES-{n:04}",
    group="settings",
    icon="arrow-right",
    columns=["rule", "side", "days", "does", "person"],
    form=["rule", "side", "days", "does", "person"],
    filters=["rule"],
    sorts=["days"],
    writers=MANAGERS,
    parent="rule",
    in_menu=False,
    importable=False,
    clean=clean_step,
    fields={"days": {"adds_up": False}},
)
record(
    Escalation,
    plural="escalations",
    ref="EN-{n:06}",
    columns=["created_at", "rule_name", "does", "to"],
    form=[],
    readers=EVERYBODY,
    writers=ADMINS,
    parent="promise",
    listed=False,
)
condition_on(
    Promise, Condition(Field("escalation", Kind.LINK, _("Escalation rule"), link=EscalationRule), is_concerned)
)
offer_kinds(EscalationRule)
