"""The kinds of promises and the rules that make them, registered by the areas that know the business."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from followthrough.kernel.records.fields import Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.wanted import Rule

Choices = tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """A kind of promise: its word, its icon, and what usually shows that one was kept.

    With `closed_by` it is not closed by hand: that gives the record whose `verbs` close it, such as a question that is
    answered.
    """

    key: str
    label: Words
    icon: str
    evidence: EvidenceKind = EvidenceKind.NOTE
    closed_by: Callable[[Promise], Record | None] | None = None
    verbs: tuple[str, ...] = ()


_kinds: dict[str, PromiseKind] = {}
_rules: dict[str, Rule] = {}
_told: list[Callable[[Choices], None]] = []


def register_kind(
    key: str,
    label: Words,
    icon: str = "list-checks",
    *,
    evidence: EvidenceKind = EvidenceKind.NOTE,
    closed_by: Callable[[Promise], Record | None] | None = None,
    verbs: tuple[str, ...] = (),
) -> PromiseKind:
    """Add a kind, named `area.kind` after the area that knows it; called from that area's `records.py`."""
    if key in _kinds:
        raise ValueError(f"the kind {key!r} is registered twice")
    made = _kinds[key] = PromiseKind(key, label, icon, evidence, closed_by, verbs)
    _offer_in_list()
    return made


def _offer_in_list() -> None:
    """The list of promises names its kinds in words and filters by them."""
    fields = type_of(Promise).fields
    choices = tuple((kind.key, kind.label) for kind in _kinds.values())
    fields["kind"] = replace(fields["kind"], kind=Kind.CHOICE, choices=choices)
    for offer in _told:
        offer(choices)


def on_kinds(offer: Callable[[Choices], None]) -> None:
    """Have the kinds offered elsewhere too: called now, and with each kind that comes later."""
    _told.append(offer)
    offer(tuple((kind.key, kind.label) for kind in _kinds.values()))


def register_rule(rule: Rule) -> Rule:
    """Add a rule; called from the `records.py` of the area whose records set it off."""
    if rule.key in _rules:
        raise ValueError(f"the rule {rule.key!r} is registered twice")
    _rules[rule.key] = rule
    return rule


def rule_named(key: str) -> str:
    """What the rule is called, in the present reader's language; a key that no area knows any more stays as it is."""
    return str(_rules[key].name) if key in _rules else key


def kind_named(key: str) -> PromiseKind:
    """The kind, or a plain one for a key that no area knows any more."""
    return _kinds.get(key) or PromiseKind(key, key.rsplit(".", 1)[-1].replace("_", " ").capitalize(), "list-checks")


def is_by_hand(promise: Promise) -> bool:
    """Whether people close it themselves; others are closed by what answers them."""
    return kind_named(promise.kind).closed_by is None


def promise_kinds() -> list[PromiseKind]:
    """All kinds, in the order they were registered."""
    return list(_kinds.values())


def promise_rules() -> dict[str, Rule]:
    """All rules by key."""
    return dict(_rules)
