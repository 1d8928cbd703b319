"""Approval rules and approvals, declared."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.mail.templates import register_letter
from followthrough.kernel.people.models import User
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import (
    Column,
    Condition,
    GuestSight,
    Panel,
    Values,
    facts_on,
    record,
    type_named,
)
from followthrough.keystone.approvals.actions import clean_rule
from followthrough.keystone.approvals.actions.asking import KIND, WAIT
from followthrough.keystone.approvals.actions.telling import LETTER, VERBS
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.approvals.queries import conditions
from followthrough.keystone.approvals.queries.approvers import usual_minutes
from followthrough.keystone.approvals.queries.caught import caught_by
from followthrough.keystone.approvals.queries.subjects import measure_named
from followthrough.keystone.approvals.queries.wording import in_unit, time_words
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.kinds import register_kind

OWN_RULES, MARGINS = "approval-rules.own", "margins.view"


def only_asked(values: Values, approval: Approval | None) -> Values:
    """An approval comes from a question; nothing in it is typed."""
    if approval is None:
        raise Invalid({"subject_ref": __("Ask on the record it is about.")})
    return values


def preview(rule: ApprovalRule, actor: Actor) -> list[tuple[Words, object]]:
    """Whether it holds, and what it catches or would catch among open drafts."""
    caught = caught_by(rule, actor)
    said = ngettext("%(n)d open draft", "%(n)d open drafts", len(caught)) % {"n": len(caught)}
    which = ", ".join(one.record.ref for one in caught[:5])
    measure = measure_named(rule.measure)
    limit = in_unit(rule.limit, measure.unit, rule.currency) if rule.limit is not None else _("whenever it is on it")
    return [
        (_("On"), _("yes") if rule.is_on else _("no")),
        (_("Limit"), limit),
        (_("Catches now") if rule.is_on else _("Would now catch"), f"{said}: {which}" if which else said),
    ]


def asked_facts(approval: Approval, actor: Actor) -> list[tuple[Words, object]]:
    """About what, who asked whom, until when, and how long their answers take."""
    kind = type_named(approval.subject_kind)
    subject = kind.model.visible_to(actor).filter(pk=approval.subject_id).first() if kind else None
    found: list[tuple[Words, object]] = [(_("About"), subject)] if subject else []
    found += [(_("Asked by"), approval.asker.name if approval.asker else "")]
    found += [(_("Approver"), approval.approver.name)] if approval.approver else []
    if approval.answered_at:
        return [*found, (_("Answered"), approval.answered_at)]
    usual = usual_minutes(approval.approver, clock.now()) if approval.approver else None
    found += [(_("Answer due"), approval.due_at)]
    return [*found, (_("Answers on average in"), time_words(usual))] if usual is not None else found


def guest_facts(approval: Approval) -> list[tuple[Words, Any]]:
    """What is read behind the link in the mail; figures that not everybody may see need a sign-in."""
    found: list[tuple[Words, Any]] = [
        (_("For"), approval.account.name if approval.account else ""),
        (_("About"), f"{approval.subject_ref}, {approval.subject_title}"),
        (_("Asked by"), approval.asker.name if approval.asker else ""),
        (_("Reasons"), approval.reasons),
        (_("Note"), approval.note),
        (_("Answer due"), approval.due_at),
        (_("Answered"), approval.answered_at),
    ]
    return [(label, value) for label, value in found if value]


def answer_times(rows: Sequence[Approval], actor: Actor) -> dict[int, str]:
    """The working time each answer took."""
    return {row.pk: time_words(row.answer_minutes) for row in rows if row.answer_minutes is not None}


def usual_answer(person: User, actor: Actor) -> list[tuple[Words, object]]:
    """How long a person's approvals take, where they answered any."""
    usual = usual_minutes(person, clock.now())
    return [] if usual is None else [(_("Answers approvals in"), time_words(usual))]


def approval_behind(promise: Promise) -> Approval | None:
    """The question that a promise to answer belongs to."""
    return Approval._default_manager.filter(promise=promise, binned_at__isnull=True).first()


def approval_waited_for(promise: Promise) -> Approval | None:
    """The question that a wait belongs to."""
    return Approval._default_manager.filter(wait=promise, binned_at__isnull=True).first()


grant(OWN_RULES, ADMINS)
grant("approvals.inside", ADMINS)
register_kind(KIND, _("Approval"), "badge-check", closed_by=approval_behind, verbs=tuple(reversed(VERBS)))
register_kind(WAIT, _("Wait for approval"), "hourglass", closed_by=approval_waited_for, verbs=("withdraw",))

record(
    ApprovalRule,
    plural="approval-rules",
    ref="AR-{n:03}",
    group="settings",
    icon="badge-check",
    columns=["ref", "name", "is_on", "subject", "measure", "comparison", "limit", "for_role", "approver_role"],
    form=[
        "name",
        "subject",
        "measure",
        "comparison",
        "limit",
        "currency",
        "product",
        "family",
        "for_role",
        "for_person",
        "approver_role",
        "approver",
        "delegate",
        "own_allowed",
        "hours",
        "order",
    ],
    filters=["is_on", "subject", "measure", "for_role", "for_person", "approver"],
    sorts=["order", "name"],
    match=["ref", "name"],
    writers=MANAGERS,
    importable=False,
    clean=clean_rule,
    facts=preview,
    fields={
        "own_allowed": {"write_guard": OWN_RULES},
        "hours": {"adds_up": False},
        "order": {"adds_up": False},
        "limit": {"adds_up": False},
    },
    panels=[
        Panel(
            "approvals",
            _("Approvals asked by it"),
            link="rule",
            of=Approval,
            columns=("subject_ref", "reasons", "asker", "approver", "state"),
            begins=_("Each time this rule asks somebody, the question and the answer stand here."),
        )
    ],
)
record(
    Approval,
    ref="AP-{year}-{n:05}",
    group="desk",
    icon="badge-check",
    columns=["ref", "subject_ref", "reasons", "account", "asker", "approver", "asked_at", "due_at", "state"],
    form=[],
    filters=["state", "asker", "approver", "account", "rule", "asked_at", "answered_at", "subject_ref"],
    sorts=["asked_at", "due_at"],
    default_sort="-asked_at",
    default_filters={"for_me": "yes"},
    readers=EVERYBODY,
    writers=ADMINS,
    clean=only_asked,
    facts=asked_facts,
    subtitle=lambda approval: approval.subject_title,
    guests=GuestSight("", guest_facts),
    in_menu=False,
    importable=False,
    fields={
        "reasons": {"kind": Kind.LONG},
        "inside": {"guard": MARGINS},
        "parts": {"guard": "approvals.inside"},
        "authority": {"guard": "approvals.inside"},
        "sha256": {"detailed": False},
        "subject_kind": {"guard": "approvals.inside"},
        "number": {"adds_up": False},
        "answer_minutes": {"adds_up": False},
    },
    computed=[Column("answer_time", _("Answered in"), answer_times)],
    conditions=[
        Condition(Field("for_me", Kind.YES_NO, _("Waiting for me")), conditions.for_me),
        Condition(Field("by_me", Kind.YES_NO, _("Asked by me")), conditions.by_me),
        Condition(Field("answered", Kind.YES_NO, _("Answered")), conditions.answered),
    ],
    views=[
        ("waiting", _("Waiting for me"), {"for_me": "yes"}),
        ("asked", _("Asked by me"), {"by_me": "yes"}),
        ("answered", pgettext_lazy("approvals", "Answered"), {"answered": "yes"}),
    ],
    begins=_("One is asked for when a rule calls for it: who decides, why, and the answer stand here."),
)
never_merged(Approval)
facts_on(User, usual_answer)
register_letter(
    LETTER,
    _("Question for approval"),
    {
        "name": _("the approver’s name"),
        "by": _("who asks"),
        "record": _("what it is about"),
        "reasons": _("what goes beyond the limit"),
        "note": _("what the asker says"),
        "link": _("the address to open"),
        "page": _("the page for those who are signed in"),
    },
    {
        "en": (
            "{by} asks for your approval: {record}",
            "Hello {name},\n\n{by} asks you to approve {record}.\n\n{reasons}\n\nIn their words: {note}\n\n"
            "Approve or return it: {link}\n\nThe page mails you a code first, so that nobody this letter is forwarded "
            "to can answer for you. Signed in, you need none: {page}",
        ),
        "es": (
            "{by} pide su aprobación: {record}",
            "Hola, {name}:\n\n{by} le pide que apruebe {record}.\n\n{reasons}\n\nEn sus palabras: {note}\n\n"
            "Aprobar o devolver: {link}\n\nLa página le envía primero un código, para que nadie a quien se reenvíe "
            "esta carta pueda responder por usted. Con la sesión abierta no hace falta: {page}",
        ),
    },
)
