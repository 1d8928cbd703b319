"""What every verb of the house is tried with: a record it may be done to, and believable values for its fields."""

from base64 import b64decode
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.foundation.calendar.models import SpecialDay
from followthrough.foundation.catalogue.models import NamePattern, Product
from followthrough.foundation.documents.models import Document
from followthrough.foundation.fitting.models import Attribute, PartFamily, PartTable
from followthrough.foundation.pricing.models import PriceBook, PriceEdition
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import ApprovalRule
from followthrough.keystone.escalation.models import EscalationRule
from followthrough.keystone.promises.models import Promise
from followthrough.reaching.collateral.models import Item
from followthrough.serving.placements.models import Placement
from followthrough.winning.contracts.models import Clause, Contract, OpenPoint
from followthrough.winning.pipeline.models import Line, Opportunity, Pipeline, Stage
from followthrough.winning.quotes.models import Quote
from followthrough.winning.specials.models import ChangeRequest
from tests import cast
from tests.house import agreements, billing, deliver, entitled, metered, offers, ordered, renewals
from tests.house.conftest import House, bin_it
from tests.house.samples import Side, body_for, changed, sample

PARTS = b"Pipe size;Bore (mm)\nDN15;21.3\nDN20;26.9\n"
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BOOK = b"Name,City\nFresh Valley,Toledo\nCanary Hill,Lima\n"
TEXTS = {"recurrence": "FREQ=WEEKLY", "into": "accounts"}
VALUES: dict[str, dict[str, Any]] = {
    "keep": {"note": "Sent by mail", "next_what": "Call about it", "next_due": "tomorrow"},
    "miss": {"reason": "we_late"},
    "let-go": {"reason": "not_needed"},
    "redate": {"reason": "customer_asked", "due_on": date(2031, 2, 3)},
    "snooze": {"preset": "tomorrow_morning"},
    "make": {"what": "Send the quote", "due": "tomorrow"},
    "new-promise": {"what": "Send the quote", "due": "tomorrow"},
    "log-call": {"outcome": "reached", "text": "Wants a quote", "next_what": "Send it", "next_due": "week"},
    "log-meeting": {"outcome": "held", "text": "Wants a quote", "nothing_next": True},
    "log-reply": {"text": "We take it", "sender": "hetty@example.com"},
    "set": {"host": "smtp.example.com", "sender_address": "desk@example.com"},
    "adjust": {"percent": "10"},
    "take": {"file": ContentFile(b"Code,Price\nCanaryA-product-code,9.00\n", name="prices.csv")},
    "file-document": {"file": ContentFile(b"content", name="note.txt")},
    "set-logo": {"file": ContentFile(PNG, name="logo.png")},
    "log-note": {"text": "Likes short mails"},
    "paste": {"into": "accounts", "block": {"columns": ["name", "city"], "rows": [["", "Fresh Valley", "Toledo"]]}},
}
NEW: dict[type[Record], dict[str, Any]] = {SpecialDay: {"day": "2031-02-03"}, Quote: {"opportunity": None}}
FIRST: dict[Any, str] = {
    "reactivate": "deactivate",
    "wake": "snooze",
    "unblock": "block",
    "move-back": "move",
    "put-earlier": "put-later",
    (Promise, "reopen"): "keep",
    (Opportunity, "reopen"): "win",
    (EscalationRule, "switch-off"): "switch-on",
    (ChangeRequest, "accept"): "quote",
    (ChangeRequest, "finish"): "quote",
    (ApprovalRule, "switch-off"): "switch-on",
    (OpenPoint, "reopen"): "agree",
    (PriceEdition, "withdraw"): "publish",
    (Document, "reinstate"): "withdraw",
    (Item, "reinstate"): "retire",
    **offers.FIRST,
    **renewals.FIRST,
}


class Trial:
    """One verb on one side of the house, by its administrator."""

    def __init__(self, action: Action, house: House) -> None:
        self.action, self.house = action, house
        self.kind = type_of(action.model)
        self.side: Side = house.sides["A"]
        self.admin = cast.as_actor(house.admin)

    def is_offered(self) -> bool:
        """Whether anybody can do it by hand: some records are made and changed by the verbs of others alone."""
        if self.action.verb == "create":
            return self.kind.listed and bool(self.action.fields)
        return self.action.verb not in ("edit", "edit-many") or any(f.editable for f in self.kind.fields.values())

    def prepared(self) -> Record | None:
        """The record it is done to, in the state it asks for."""
        verb, model = self.action.verb, self.action.model
        if model in (Opportunity, Stage):
            self._lengthen_the_road()
        if self.action.on_class:
            return None
        record = ARRANGED[model](self) if model in ARRANGED else self.side.records[model]
        self._set_prices(record)
        if verb in ("push", "remind"):
            record = self._wait()
        if verb == "restore":
            bin_it(record)
        elif first := FIRST.get((model, verb)) or FIRST.get(verb):
            self.do(record, self.values(actions_on(model)[first], record), first)
        record.refresh_from_db()
        return record

    def _set_prices(self, record: Any) -> None:
        """A name pattern for the product, a product for the pattern, an edition for the book, a limit for the line."""
        verb, model = self.action.verb, self.action.model
        if (model, verb) == (Product, "standardise"):
            cast.made(NamePattern, family=record.family, pattern="{name}, {code}")
        if (model, verb) == (NamePattern, "apply"):
            cast.made(Product, name="Flange", code="FL-1", family=record.family)
        if (model, verb) == (PriceBook, "revise"):
            cast.does(self.admin, PriceEdition, "publish", self.side.records[PriceEdition])
        if (model, verb) == (Line, "lower"):
            limit = {"subject": "quotes.quote", "measure": "quotes.line_discount", "limit": 12, "is_on": True}
            cast.made(ApprovalRule, name="Discounts", **limit)
            cast.does(self.admin, Line, "edit", record, discount="50")

    def _lengthen_the_road(self) -> None:
        """More stages before and behind the one of this side's opportunity."""
        stage: Any = self.side.records[Stage]
        for place, kind in enumerate(("open", "won", "lost"), 1):
            values = {"name": kind, "kind": kind, "position": stage.position + place}
            cast.made(Stage, pipeline=stage.pipeline, **values)

    def _wait(self) -> Record:
        account: Any = self.side.records[Account]
        kurt = cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=account)
        values = {
            "what": "Their order",
            "due": "week",
            "direction": "wait",
            "account": account.ref,
            "contact": kurt.ref,
        }
        return Promise._default_manager.get(ref=cast.does(self.admin, Promise, "make", **values).ref)

    def newcomer(self) -> Side:
        """A side whose records can stand beside those there are: other names, people and teams, the same accounts."""
        there, team = self.house.sides["C"], cast.made(Team, name="Team D")
        known = {**self.side.records, User: there.records[User], Team: team}
        known |= {model: there.records[model] for model in (Contact, Product, Clause, Attribute, Item)}
        return Side("D", team, there.department, there.person, known)

    def do(self, record: Record | None, values: dict[str, Any], verb: str = "") -> Any:
        """What comes of it."""
        return cast.does(self.admin, self.action.model, verb or self.action.verb, record, **values)

    def values(self, action: Action, record: Record | None) -> dict[str, Any]:
        """What is sent with it."""
        verb, kind = action.verb, type_of(action.model)
        if verb == "create":
            return body_for(kind, self.newcomer(), self.house.sides["C"].person) | NEW.get(kind.model, {})
        if verb in ("edit", "edit-many"):
            one = record or self.side.records[kind.model]
            name, value = self._another(one)
            return {name: value} if verb == "edit" else {"refs": [one.ref], "values": {name: value}}
        if verb.endswith("-many"):
            one = ARRANGED[kind.model](self) if kind.model in ARRANGED else self.side.records[kind.model]
            if verb == "restore-many":
                bin_it(one)
            return {"refs": [one.ref]}
        told = (agreements.told(action, record), offers.told(action, self.side), renewals.told(action, record))
        if more := next(filter(None, (*told, billing.told(action, self.side), ordered.told(action, record))), None):
            return more
        if more := metered.told(action, self.side) or deliver.told(action, self) or entitled.told(action, self.side):
            return more
        if verb == "merge" and kind.model is User:
            return {"others": [cast.made(User, name="Carla Colleague").ref]}
        if verb in ("merge", "tell-apart"):
            return {"others": [self.house.sides["C"].records[kind.model].ref]}
        if verb == "set-profile":
            return {"name": "Ada B. Admin", "language": "es"}
        if verb in ("block", "hand-over"):
            return {"wait": self._wait().ref} if verb == "block" else {"to": self.house.sides["C"].person.ref}
        if verb == "move" or (verb == "delete" and kind.model is Stage):
            second = Stage._default_manager.get(pipeline=self.side.records[Pipeline], name="open")
            return {"stage": second.ref, "confirmed": True} if verb == "move" else {"into": second.ref}
        if action.model is Interaction and verb == "log-call":
            return VALUES[verb] | {"account": self.side.records[Account].ref}
        if verb == "describe":
            family, attribute = (self.house.sides["C"].records[model] for model in (PartFamily, Attribute))
            return {"family": family.ref, "values": f"{attribute.title}: blue"}
        if action.model is PartTable and verb == "upload":
            return {"file": ContentFile(PARTS, name="nipples.csv")}
        given = VALUES.get(verb, {})
        needed = {field.name: self._value(field, record) for field in action.fields if field.required}
        return needed | given

    def _another(self, one: Any) -> tuple[str, Any]:
        """A field of the record and a value it does not have."""
        for side in (self.side, self.house.sides["C"]):
            name, value = changed(self.kind, {n: getattr(one, n, None) for n in self.kind.fields}, side)
            value = value["ref"] if isinstance(value, dict) else value
            if value != getattr(getattr(one, name), "ref", None):
                break
        return name, value

    def _value(self, field: Field, record: Record | None) -> Any:
        if field.kind is Kind.FILE:
            return ContentFile(b"content", name="note.txt")
        if field.link:
            return self.house.sides["C"].records[field.link].ref
        if field.choices:
            return field.choices[-1][0]
        return TEXTS.get(field.name, "Something")


def _merged(trial: Trial) -> Record:
    one, other = (sample(type_of(Account), trial.side) for _n in range(2))
    cast.does(trial.admin, Account, "merge", one, others=[other.ref])
    return Merge._default_manager.latest("id")


def _uploaded(trial: Trial) -> Record:
    file = ContentFile(BOOK, name="book.csv")
    outcome = cast.does(trial.admin, Import, "upload", file=file, into="accounts")
    return Import._default_manager.get(ref=outcome.ref)


def _table(trial: Trial) -> Record:
    outcome = cast.does(trial.admin, PartTable, "upload", file=ContentFile(PARTS, name="nipples.csv"))
    return PartTable._default_manager.get(ref=outcome.ref)


def _agreed(trial: Trial) -> Record:
    return metered.arranged(trial.action, trial.side) or agreements.arranged(trial.action, trial.side)


def _billed(trial: Trial) -> Record:
    if trial.action.model is Contract:
        return billing.contract(trial.side) if trial.action.verb == "draft-invoices" else _agreed(trial)
    return billing.arranged(trial.action, trial.side, trial.admin)


def _placed(trial: Trial) -> Record:
    return entitled.arranged(trial.action, trial.side)


def _ordered(trial: Trial) -> Record:
    return ordered.arranged(trial.action, trial.side)


def _offered(trial: Trial) -> Record:
    return offers.arranged(trial.action, trial.side, trial.admin)


def _delivered(trial: Trial) -> Record:
    return deliver.arranged(trial.action, trial.side, trial.admin)


ARRANGED: dict[type[Record], Callable[[Trial], Record]] = {PartTable: _table, Merge: _merged, Import: _uploaded}
ARRANGED[Placement] = _placed
ARRANGED |= dict.fromkeys(agreements.ABOUT, _agreed) | dict.fromkeys((Quote, Line, Mail, Opportunity), _offered)
ARRANGED |= dict.fromkeys((*billing.ABOUT, Contract), _billed)
ARRANGED |= dict.fromkeys(deliver.ABOUT, _delivered)
ARRANGED |= dict.fromkeys(ordered.ABOUT, _ordered)
