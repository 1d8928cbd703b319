"""Check the rules for prices of renewals before they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.renewals.models import PriceBy, UpliftRule


def clean_uplift(values: Values, rule: UpliftRule | None) -> Values:
    """A rule says what its way of pricing needs: a percentage above −100, or an index with two figures above zero."""

    def now(name: str) -> Any:
        return values[name] if name in values else getattr(rule, name, None)

    way = now("price_by") or PriceBy.PERCENT
    if way == PriceBy.PERCENT and (now("percent") is None or now("percent") <= -100):
        raise Invalid({"percent": _("Write a percentage above −100.")})
    if way == PriceBy.INDEX:
        if not now("index_name"):
            raise Invalid({"index_name": _("Name the index.")})
        for name in ("index_before", "index_now"):
            if not now(name) or now(name) <= 0:
                raise Invalid({name: _("Write the index's figure, above zero.")})
    return values


def saved_uplifts(
    *, created: Sequence[UpliftRule], changed: Sequence[UpliftRule], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """One rule is the usual one: the last that was made so."""
    usual = [one for one in (*created, *changed) if one.is_default]
    if usual:
        others = UpliftRule._default_manager.filter(is_default=True).exclude(pk=usual[-1].pk).select_for_update()
        change_records(type_of(UpliftRule), [(one, {"is_default": False}) for one in others], by=by, now=now)
