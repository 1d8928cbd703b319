"""The kinds of promises and the rules that make them, registered by the areas that know the business."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from followthrough.kernel.records.fields import Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.wanted import Rule


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
_makers: dict[str, Words] = {}
_chosen_on: list[type[Record]] = []


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
    _offer()
    return made


def offer_kinds(model: type[Record]) -> None:
    """Have records of this model name their `kind` in words and choose it among all, those included that come later."""
    _chosen_on.append(model)
    _offer()


def _offer() -> None:
    choices = tuple((kind.key, kind.label) for kind in _kinds.values())
    for model in _chosen_on:
        fields = type_of(model).fields
        fields["kind"] = replace(fields["kind"], kind=Kind.CHOICE, choices=choices)


def register_rule(rule: Rule) -> Rule:
    """Add a rule; called from the `records.py` of the area whose records set it off."""
    if rule.key in _rules:
        raise ValueError(f"the rule {rule.key!r} is registered twice")
    _rules[rule.key] = rule
    return rule


def name_maker(key: str, words: Words) -> None:
    """Say in words what makes promises without being a rule that can be switched off."""
    _makers[key] = words


def rule_named(key: str) -> str:
    """What made a promise, in the present reader's language: the rule, else the kind it makes by itself."""
    if key in _rules:
        return str(_rules[key].name)
    return str(_makers.get(key) or kind_named(key).label)


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
