"""What can need approval, and what is measured on it: registered by the areas that know the business."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.fields import Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Panel, panel_on, type_named, type_of
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.approvals.rules import Measured


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is measured, named `area.what`.

    `said` words a value with the gaps `part` and `value` ("%(part)s is %(value)s off."); `plain` does without the
    value, for those who lack the permission `guard`. `unit`: percent, days, months, money, or empty for what is
    only there or not. `on_parts`: whether it is measured on each line, so that a rule may name a product or a family.
    """

    key: str
    label: Words
    said: Words
    unit: str = ""
    guard: str = ""
    plain: Words = ""
    on_parts: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record that can need approval.

    `content` measures a record as it stands; `drafts` are the records that have not gone out yet, `is_draft` says so of
    one. A record's `owner`, `account` and `number` (its version) are used where it has them. With `rules_of` the rules
    of that kind hold for it, and it has none of its own: those of contracts for their amendments.
    """

    model: type[Record]
    measures: tuple[Measure, ...]
    content: Callable[[Any], Sequence[Measured]]
    drafts: Callable[[], QuerySet[Any]]
    is_draft: Callable[[Any], bool]
    rules_of: type[Record] | None = None

    @property
    def kind(self) -> str:
        """The stable name of its record type."""
        return type_of(self.model).kind

    @property
    def ruled_as(self) -> str:
        """The kind whose rules hold for it."""
        return type_of(self.rules_of or self.model).kind


_subjects: dict[type[Record], Subject] = {}
_measures: dict[str, Measure] = {}


def register_subject(
    model: type[Record],
    *,
    measures: Sequence[Measure],
    content: Callable[[Any], Sequence[Measured]],
    drafts: Callable[[], QuerySet[Any]],
    is_draft: Callable[[Any], bool],
    rules_of: type[Record] | None = None,
) -> Subject:
    """Let records of this kind need approval, and show on their page what was asked; called from their `records.py`."""
    if model in _subjects:
        raise ValueError(f"{model.__name__} is registered twice")
    made = _subjects[model] = Subject(model, tuple(measures), content, drafts, is_draft, rules_of)
    _measures.update({one.key: one for one in measures})
    _offer_in_rules()
    panel_on(model, _asked_panel())
    return made


def _asked_panel() -> Panel:
    """What was asked about a record, on its own page."""
    return Panel(
        "approvals",
        _("Approvals"),
        link="subject",
        of=Approval,
        columns=("ref", "state", "approver", "asked_at", "reasons"),
    )


def _offer_in_rules() -> None:
    """The form of a rule names kinds and measures in words."""
    fields = type_of(ApprovalRule).fields
    kinds = tuple((one.kind, type_of(one.model).label_plural) for one in _subjects.values() if one.rules_of is None)
    named = tuple((one.key, one.label) for one in _measures.values())
    for name, choices in (("subject", kinds), ("measure", named)):
        fields[name] = replace(fields[name], kind=Kind.CHOICE, choices=choices)


def subject_of(record: Record | type[Record]) -> Subject:
    """How a record or a kind of record is measured; raises KeyError for one that never needs approval."""
    return _subjects[record if isinstance(record, type) else type(record)]


def subject_named(kind: str) -> Subject | None:
    """The subject of a kind's stable name, such as `quotes.quote`."""
    found = type_named(kind)
    return _subjects.get(found.model) if found else None


def subjects_ruled_as(kind: str) -> list[Subject]:
    """All kinds of records for which the rules of a kind hold, itself first."""
    return sorted((one for one in _subjects.values() if one.ruled_as == kind), key=lambda one: one.kind != kind)


def all_subjects() -> list[Subject]:
    """Every kind of record that can need approval."""
    return list(_subjects.values())


def measure_named(key: str) -> Measure:
    """The measure, or a plain one for a key that no area knows any more."""
    return _measures.get(key) or Measure(key, key, key)
