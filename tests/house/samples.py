"""A believable record of every kind, filled from its declaration; what a declaration can't say stands in SPECIAL."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from followthrough.foundation.accounts.models import Account, ContactPoint, Interaction
from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.foundation.catalogue.models import Component, NamePattern, Product
from followthrough.foundation.documents.models import Document, DocumentVersion, RetentionRule
from followthrough.foundation.fitting.models import PartTable
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.doubles.models import Merge, ToldApart
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.files.store import keep
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.mail.models import Mail, MailTemplate
from followthrough.kernel.people.models import ApiKey, Company, Cover, Team, User
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types, type_of
from followthrough.kernel.records.showing import shown_value
from followthrough.kernel.views.models import SavedView
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.escalation.models import EscalationRule, EscalationStep
from followthrough.keystone.promises.models import Promise, StandingPromise
from followthrough.reaching.collateral.models import Edition, Item
from followthrough.serving.usage.models import RefreshSchedule
from followthrough.winning.contracts.models import Amendment, ClauseVersion, Contract, Entitlement, TermChange
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteVersion
from followthrough.winning.signing.models import Signer, SignerQuestion
from followthrough.winning.specials.models import ChangeRequest
from tests import cast
from tests.house import deliver, entitled, renewals
from tests.house.billing import asked_for as billing_values
from tests.house.order_values import ordered_values

DAY, MOMENT = date(2026, 11, 30), datetime(2026, 11, 30, 12, tzinfo=UTC)
SECRET_AMOUNT = Decimal("98765.43")
FIXED = {
    "currency": "USD",
    "country": "US",
    "countries": "US",
    "language": "en",
    "zone": "UTC",
    "email": "",
    "phone": "",
    "website": "",
    "between": "",
}
COLOUR = {"record_type": "people.territory", "kind": "choice", "label_es": "", "help": "", "link_to": ""}
FIRM = ("recurrence", "value", "record_type", "key", "pattern")  # texts that mean something, or stay as they are
SENT: dict[type[Record], dict[str, Any]] = {
    ContactPoint: {"channel": "email", "value": "canary@example.com"},
    CustomField: {"label": "Shade", "key": "shade", "options": "Blue"},
    User: {"email": "canary@example.com"},
    MailTemplate: {"key": "mail.test", "subject": "A try", "text": "Canary"},
    RetentionRule: {"kind": "certificate"},
}
PAPERS = {"A": "their_paper", "B": "letter", "C": "drawing"}
LETTERS = {"A": "links.code", "B": "people.password", "C": "people.invitation"}
PLAIN: dict[Kind, Any] = {
    Kind.INTEGER: 1,
    Kind.DECIMAL: Decimal(1),
    Kind.MONEY: Decimal(1),
    Kind.DATE: DAY,
    Kind.INSTANT: MOMENT,
    Kind.TIME: MOMENT.time(),
    Kind.YES_NO: False,
    Kind.TAGS: [],
    Kind.STRUCTURE: {},
}


@dataclass
class Side:
    """One of two halves of the company, which see nothing of each other."""

    name: str
    team: Team
    department: Team
    person: User
    records: dict[type[Record], Record] = field(default_factory=dict)

    def mark(self, kind: RecordType) -> str:
        """The word that every text of this side's record of a kind holds."""
        return f"Canary{self.name}-{kind.singular}-"


def special(side: Side, person: User) -> dict[type[Record], dict[str, Any]]:
    """Values that a constraint asks for and a declaration can't tell."""
    return {
        Promise: {"due_on": DAY, "due": MOMENT, "counted_due": MOMENT, "department": side.department},
        Cover: {"user": person, "by": cast.made(User, name=f"Stand-in {side.name}"), "starts_on": DAY},
        WorkCalendar: {"team": side.team},
        ApiKey: {"user": person, "prefix": "ftk_sample", "key_hash": f"of {person.ref}"},
        Import: {
            "into": "payments" if person.role == Role.FINANCE else "accounts",
            "author": person,
            "name": "a.csv",
            "sha256": keep([b"Name\nJuniper\n"])[0],
        },
        PartTable: {"name": "a.csv", "sha256": keep([b"Size;Bore\nDN15;21.3\n"])[0], "family": "Nipple"},
        Document: {"kind": "other", "number": 1},
        RetentionRule: {"kind": PAPERS.get(side.name, "signing.sealed")},
        DocumentVersion: {
            "number": 1,
            "name": f"{side.mark(type_of(DocumentVersion))}name.txt",
            "sha256": keep([side.mark(type_of(DocumentVersion)).encode()])[0],
            "media_type": "text/plain",
        },
        Edition: {"number": 1, "language": "en", "published_at": MOMENT, "sha256": keep([b"an edition"])[0]},
        ContactPoint: {"value": f"{side.mark(type_of(ContactPoint))}value@example.com"},
        Interaction: {"at": MOMENT},
        Opportunity: {"held_by": ""},
        Company: {"logo": ""},
        Item: {"edition": 1},
        ChangeRequest: {"department": side.department},
        QuoteVersion: {"content": {"lines": []}},
        QuoteQuestion: {"email": "kurt@example.com", "answered_at": None, "answered_by": None},
        Signer: {"email": f"signer-{side.name.lower()}@example.com"},
        SignerQuestion: {"answered_at": None, "answered_by": None},
        Quote: {"valid_until": date(2031, 1, 31), "number": 2, "accepted_total": None},
        SavedView: {"owner": person, "kind": "promises.promise", "asks": "state=open"},
        ApprovalRule: {"limit": Decimal(5), "family": "", "for_person": None},
        Approval: {"subject_kind": "quotes.quote", "subject_id": 0},
        EscalationRule: {"department": side.department},
        RefreshSchedule: {"recurrence": "FREQ=MONTHLY"},
        NamePattern: {"pattern": "{name}, {code}"},
        EscalationStep: {"days": ord(side.name) - ord("A")},
        CustomField: COLOUR | {"label": f"Colour {side.name}", "key": f"colour_{side.name.lower()}"},
        MailTemplate: {"key": LETTERS.get(side.name, "mail.test")},
        StandingPromise: {"recurrence": "FREQ=MONTHLY", "starts_on": DAY},
        **agreed(),
        **deliver.special(side, person),
        **renewals.special(person.ref),
        **ordered_values(side.department),
    }


def agreed() -> dict[type[Record], dict[str, Any]]:
    """What of contracts follows from one another: numbers, rules that can be read, terms by their names."""
    return {
        Contract: {"starts_on": DAY, "state": "negotiation", "opportunity": None},
        ClauseVersion: {"number": 2},
        Entitlement: {"recurrence": "FREQ=MONTHLY"},
        Amendment: {"effective_on": DAY},
        TermChange: {"term": "notice", "before": "60", "after": "90"},
    }


def sample(kind: RecordType, side: Side, person: User | None = None) -> Record:
    """A record of this kind that belongs to one side, and to a person of it."""
    person = person or side.person
    values = {name: value for name, value in _values(kind, side, person).items() if value is not None}
    made: Record = cast.made(kind.model, **values)
    if kind.model is Document and person is not side.person:
        version = _values(type_of(DocumentVersion), side, person) | {"document": made}
        cast.made(DocumentVersion, **{name: value for name, value in version.items() if value is not None})
    return made


def everything(side: Side) -> None:
    """One record of every kind, each linked to the others of its side."""
    side.records |= {Team: side.team, User: cast.person(f"Colleague{side.name} Colleague", "rep", side.team)}
    for kind in record_types():
        if kind.model not in side.records:
            side.records[kind.model] = sample(kind, side)


def text_for(kind: RecordType, side: Side, field: Field) -> str:
    """A text that tells whose it is, as long as the field allows."""
    return (side.mark(kind) + field.name)[: field.max_length or 200]


def _values(kind: RecordType, side: Side, person: User) -> dict[str, Any]:
    columns = {column.name for column in kind.model._meta.concrete_fields if not getattr(column, "generated", False)}
    values = {
        name: _value(kind, side, person, described)
        for name, described in kind.fields.items()
        if name in columns and name not in ("ref", "created_at", "updated_at", "password")
    }
    if kind.model is GuestLink:
        return values | _opening(side, person)
    if kind.model is Mail:
        about = sample(type_of(Account), side, person)
        return values | {"kind": "accounts.account", "record_id": about.pk, "to": ["canary@example.com"]}
    if kind.model in (Merge, ToldApart):
        return values | _double(kind, side, person)
    return values | _asked_for(kind, side, person)


def _asked_for(kind: RecordType, side: Side, person: User) -> dict[str, Any]:
    if kind.model is Component:
        return {"product": cast.made(Product, name=f"Part of {side.name}")}  # another than the bundle it is part of
    if kind.model is Document and person.role == Role.DEPARTMENT:
        return deliver.for_department(side)
    if (billed := billing_values(kind.model, side, person)) is not None:
        return billed
    found = entitled.values_of(kind.model, side.records, side.department)
    usual = special(side, person).get(kind.model, {}) if found is None else found
    return usual | renewals.asked(kind.model, side.records, person)


def _double(kind: RecordType, side: Side, person: User) -> dict[str, Any]:
    """What is remembered of two accounts of this person."""
    one, other = (sample(type_of(Account), side, person) for _n in range(2))
    if kind.model is ToldApart:
        return {"kind": "accounts.account", "first_id": one.pk, "second_id": other.pk}
    return {"kind": "accounts.account", "record_id": one.pk, "gone_id": other.pk, "run": uuid4(), "at": MOMENT}


def _opening(side: Side, person: User) -> dict[str, Any]:
    """What a link holds that opens a promise of this person."""
    promise = sample(type_of(Promise), side, person)
    return {
        "kind": "promises.promise",
        "record_id": promise.pk,
        "record_ref": promise.ref,
        "token_hash": f"of {promise.ref}",
    }


def _value(kind: RecordType, side: Side, person: User, described: Field) -> Any:
    if described.link:
        return (
            None
            if described.link is kind.model
            else person
            if described.link is User
            else side.records.get(described.link)
        )
    if described.name == "country" and (described.max_length or 0) > 2:
        return "United States"
    if described.name in FIXED:
        return FIXED[described.name]
    if described.guard and described.kind in (Kind.MONEY, Kind.DECIMAL):
        return SECRET_AMOUNT
    if (
        described.kind in (Kind.TEXT, Kind.LONG)
        and described.name != "occurrence"
        and (described.max_length or 60) >= 40
    ):
        return text_for(kind, side, described)
    if not described.required:
        return None
    return described.choices[0][0] if described.choices else PLAIN.get(described.kind, text_for(kind, side, described))


def body_for(kind: RecordType, side: Side, person: User) -> dict[str, Any]:
    """What a program would send to make such a record: the whole form, as far as there is something to say."""
    given = _asked_for(kind, side, person) | SENT.get(kind.model, {})
    body = {
        described.name: given.get(described.name, _value(kind, side, person, described))
        for described in actions_on(kind.model)["create"].fields
    }
    shown = {name: shown_value(value) for name, value in body.items() if value not in (None, "")}
    return {
        name: value["ref"] if isinstance(value, dict) and "ref" in value else value for name, value in shown.items()
    }


def changed(kind: RecordType, body: dict[str, Any], side: Side) -> tuple[str, Any]:
    """A field that may be changed, and another value for it."""
    free = {name: described for name, described in kind.fields.items() if described.editable and not described.guard}
    for name, described in free.items():
        if described.kind in (Kind.TEXT, Kind.LONG) and name not in FIXED and name not in FIRM:
            return name, "Changed"
    for name, described in free.items():
        if described.kind is Kind.YES_NO:
            return name, not body[name]
        if described.link and side.records.get(described.link):
            return name, shown_value(side.records[described.link])
    raise AssertionError(f"{kind.plural} has nothing that may be changed")
