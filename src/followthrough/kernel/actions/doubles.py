"""Say in a sentence that something unique is there already, when the database refuses a second one."""

from typing import Any

from django.db import IntegrityError
from django.db.models import F, UniqueConstraint
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, record_types


def double_behind(problem: IntegrityError) -> Invalid | None:
    """The refusal that names the column of a broken unique constraint; None if something else was broken."""
    cause = problem.__cause__
    if not isinstance(cause, UniqueViolation):
        return None
    for kind in record_types():
        for constraint in kind.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.name == cause.diag.constraint_name:
                return _refusal(kind, constraint)
    return None


def _refusal(kind: RecordType, constraint: UniqueConstraint) -> Invalid:
    names = [name for name in _columns(constraint) if name in kind.fields]
    shown = names[-1] if names else "ref"
    sentence = _("There is already a %(label)s with this %(column)s. Change it, or open the other one.")
    return Invalid({shown: sentence % {"label": kind.label, "column": str(kind.fields[shown].label).lower()}})


def _columns(constraint: UniqueConstraint) -> list[str]:
    if constraint.fields:
        return list(constraint.fields)
    return [name for expression in constraint.expressions for name in _named(expression)]


def _named(expression: Any) -> list[str]:
    if isinstance(expression, F):
        return [expression.name]  # type: ignore[attr-defined]
    return [name for part in expression.get_source_expressions() for name in _named(part)]
