"""Promises, their evidence and new dates, standing promises, kinds and rules, declared."""

from operator import attrgetter
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS, READERS, grant
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.readings import HouseReading, house_reading
from followthrough.kernel.records.registry import (
    Column,
    Condition,
    GuestSight,
    Panel,
    Values,
    column_on,
    facts_on,
    panel_on,
    record,
)
from followthrough.keystone.promises.actions.making import fill_promises
from followthrough.keystone.promises.actions.morning import register_morning
from followthrough.keystone.promises.actions.reminding import register_reminder
from followthrough.keystone.promises.actions.rule_settings import settings_changed, standing_changed
from followthrough.keystone.promises.models import (
    Direction,
    Evidence,
    EvidenceKind,
    Promise,
    RuleSetting,
    Slip,
    StandingPromise,
    State,
    Verdict,
)
from followthrough.keystone.promises.queries import cadence, conditions, followups, standing
from followthrough.keystone.promises.queries.guests import guest_facts
from followthrough.keystone.promises.queries.kinds import (
    kind_named,
    offer_kinds,
    register_kind,
    register_rule,
    rule_named,
)
from followthrough.keystone.promises.queries.ontime import By
from followthrough.keystone.promises.queries.ontime_told import on_time_told
from followthrough.keystone.promises.queries.open_ones import (
    OPEN_FIRST,
    account_figures,
    open_counts,
    open_promises,
)
from followthrough.keystone.promises.queries.repeating import REPEATS
from followthrough.keystone.promises.queries.wanted import Rule


def clean_promise(values: Values, promise: Promise | None) -> Values:
    """A promise is due on a day or at a moment; once made, its date moves only with a reason."""
    if promise is None:
        if bool(values.get("due_on")) == bool(values.get("due_at")):
            raise Invalid({"due_on": gettext("Give either a day or a moment it is due.")})
        return values
    moved = [name for name in ("due_on", "due_at") if name in values and values[name] != getattr(promise, name)]
    if moved:
        raise Invalid({name: gettext("Use “New date”, which asks for the reason.") for name in moved})
    return {**values, "is_touched": True}


def clean_standing(values: Values, row: StandingPromise | None) -> Values:
    """It ends after it starts, and somebody owes it."""
    given: dict[str, Any] = {name: values.get(name, getattr(row, name, None)) for name in STANDING_CHECKED}
    if given["ends_on"] and given["starts_on"] and given["ends_on"] < given["starts_on"]:
        raise Invalid({"ends_on": gettext("The last day lies before the first.")})
    if not given["owner"] and not given["department"]:
        raise Invalid({"owner": gettext("Say who owes it: a person or a department.")})
    return values


def promise_facts(promise: Promise, actor: Actor) -> list[tuple[Words, object]]:
    """When it is due, who owes it, what was asked for, and how it ended or how often they were reminded."""
    owes = promise.owner or promise.department
    found: list[tuple[Words, object]] = [(_("Due"), promise.due_on or promise.due)]
    found += [(_("Owed by"), owes.name)] if owes else []
    found += [(_("Counted against"), promise.counted_due)] if promise.counted_due != promise.due else []
    found += [(_("Asked for"), promise.asked_on)] if promise.asked_on else []
    if promise.direction == Direction.THEIRS:
        found += [(_("Pushes"), promise.pushes), (_("Next push"), promise.push_on or _("none planned"))]
    if promise.closed_at:
        found += [(_("Closed"), promise.closed_at)]
    return [*found, (_("Judged"), Verdict(promise.verdict).label)] if promise.verdict else found


STANDING_CHECKED = ("starts_on", "ends_on", "owner", "department")

grant("promises.sources", READERS)
grant("promises.inside", ADMINS)

record(
    Promise,
    ref="PM-{n:06}",
    group="desk",
    icon="list-checks",
    columns=["ref", "what", "account", "due", "owner", "department", "minder", "state"],
    form=["what", "account", "contact", "owed_to", "owner", "department", "minder", "due_on", "due_at", "asked_on"],
    filters=[
        "direction",
        "kind",
        "account",
        "contact",
        "owner",
        "department",
        "minder",
        "raised_to",
        "team",
        "state",
        "due",
        "rule",
        "reason",
        "verdict",
        "judged_at",
        "closed_at",
        "snoozed_until",
        "push_on",
        "source_ref",
    ],
    sorts=["due"],
    match=["ref"],
    readers=EVERYBODY,
    default_filters={"state": "open"},
    importable=False,
    fields={
        "due": {"day": "due_on", "late": Promise.is_late},
        **{name: {"detailed": False} for name in ("due_on", "due_at", "counted_due")},
        "rule": {"says": rule_named},
        "source_ref": {"guard": "promises.sources"},
        "source_text": {"guard": "promises.sources", "is_sentence": True},
        "verdict": {"kind": Kind.CHOICE, "choices": tuple(Verdict.choices)},
        "judged_at": {"kind": Kind.INSTANT, "detailed": False, "told": False},
        "is_touched": {"guard": "promises.inside"},
    },
    conditions=[
        Condition(Field("mine", Kind.YES_NO, _("Minded or owed by me")), conditions.is_mine),
        Condition(Field("late", Kind.YES_NO, _("Late")), conditions.is_late),
        Condition(Field("to_push", Kind.YES_NO, _("To push today")), conditions.is_to_push),
        Condition(Field("snoozed", Kind.YES_NO, _("Snoozed")), conditions.is_snoozed),
    ],
    views=[
        ("mine", _("Mine"), {"state": "open", "mine": "yes"}),
        ("late", _("Late"), {"late": "yes"}),
        ("waits", _("Waits"), {"state": "open", "direction": "wait"}),
        ("missed", _("Missed"), {"state": "missed"}),
    ],
    facts=promise_facts,
    subtitle=lambda promise: str(kind_named(promise.kind).label),
    clean=clean_promise,
    fill=fill_promises,
    guests=GuestSight(_("Link for a department"), guest_facts, whom=attrgetter("department")),
    settled=lambda promise: State(promise.state).label if promise.state != State.OPEN else "",
    panels=[
        Panel(
            "evidence",
            _("Evidence"),
            link="promise",
            of=Evidence,
            columns=("kind", "text", "url", "record_ref"),
            begins=_("What shows that it was kept is asked for with “Keep”."),
        ),
        Panel(
            "slips",
            _("Dates promised"),
            side=True,
            link="promise",
            of=Slip,
            columns=("due_before", "due_after", "reason", "text", "customer_told"),
            begins=_("Each new date, with its reason and whether the customer was told."),
        ),
    ],
    begins=_("Rules make them from the records, each once; “New promise” adds one by hand."),
)
record(
    Evidence,
    plural="evidence",
    ref="E-{n:06}",
    columns=["kind", "text", "url"],
    form=[],
    readers=EVERYBODY,
    writers=ADMINS,
    parent="promise",
    listed=False,
    fields={"record_ref": {"label": _("Record")}},
)
record(
    Slip,
    plural="slips",
    ref="SL-{n:06}",
    columns=["due_before", "due_after", "reason"],
    form=[],
    readers=EVERYBODY,
    writers=ADMINS,
    parent="promise",
    listed=False,
)
record(
    StandingPromise,
    plural="standing-promises",
    ref="SP-{n:05}",
    group="desk",
    under="/promises/",
    icon="refresh-cw",
    columns=["ref", "what", "account", "owner", "department", "recurrence", "starts_on", "ends_on"],
    filters=["account", "owner", "department", "minder"],
    match=["ref"],
    fields={"recurrence": REPEATS},
    clean=clean_standing,
    saved=standing_changed,
    panels=[
        Panel(
            "promises",
            _("Promises"),
            link="source",
            of=Promise,
            columns=("ref", "what", "due", "state"),
            order=OPEN_FIRST,
        )
    ],
)
record(
    RuleSetting,
    plural="rules",
    ref="RU-{n:03}",
    group="settings",
    icon="list-checks",
    columns=["name", "is_on", "days"],
    form=[],
    match=["ref", "rule"],
    writers=MANAGERS,
    importable=False,
    fields={"name": {"says": gettext}, "rule": {"detailed": False}, "days": {"adds_up": False}},
    saved=settings_changed,
)


offer_kinds(Promise)
offer_kinds(StandingPromise)
register_kind("promise", _("Promise"), "list-checks")
register_kind(cadence.KIND, _("Contact"), "phone", evidence=EvidenceKind.CALL)
register_kind(followups.KIND, _("Follow-up"), "corner-up-right", evidence=EvidenceKind.CALL)
register_rule(Rule(cadence.RULE, _("Contact by the segment's cadence"), cadence.KIND, 0, cadence.wanted_contacts))
register_rule(
    Rule(followups.RULE, _("Follow-up after a call or meeting"), followups.KIND, 2, followups.wanted_followups)
)
register_rule(Rule(standing.RULE, _("Standing promises"), "promise", 0, standing.wanted_standing))

panel_on(Account, open_promises(_("Open promises")))
panel_on(Contact, open_promises(_("Open promises")))
facts_on(Account, account_figures)
column_on(Account, Column("open_promises", _("Open promises"), open_counts, kind="number"))
register_reminder()
register_morning()
house_reading(
    HouseReading(
        "on-time",
        _("The on-time rate: of what was closed or came due, how much was kept as promised, told apart as asked."),
        "promises.view",
        (
            Field("days", Kind.INTEGER, _("Of so many days up to today"), help=_("Usually 30.")),
            Field("by", Kind.CHOICE, _("Told apart by"), choices=tuple((one.value, one.value) for one in By)),
        ),
        on_time_told,
    )
)
