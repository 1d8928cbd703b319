"""What an amendment changes: parts that come, end or take another's place, and terms, each before and after."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.papers.wording import amount_said
from followthrough.kernel.records.registry import type_of
from followthrough.winning.contracts.models import PARTS, Amendment, Contract, ContractLine, Part
from followthrough.winning.contracts.queries.parts import added_by, ended_by


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` is added, ended, upgraded, downgraded, replaced or term; `before` and `after` in words."""

    kind: str
    what: str
    before: str
    after: str


def changes_of(amendment: Amendment) -> list[Change]:
    """Everything the amendment changes, parts first, in the order of their kinds."""
    found: list[Change] = []
    for model in PARTS:
        come = list(_whole(added_by(model, amendment)))
        replaced = {one.replaces_id: one for one in come if one.replaces_id}
        found += [_ended(gone, replaced.get(gone.pk)) for gone in _whole(ended_by(model, amendment))]
        found += [Change("added", one.title, "", part_text(one)) for one in come if not one.replaces_id]
    fields = type_of(Contract).fields
    for change in amendment.terms.filter(binned_at__isnull=True).order_by("pk"):
        field = fields[change.term]
        shown = [field.choice_label(value) if field.choices else value for value in (change.before, change.after)]
        found.append(Change("term", str(field.label), *shown))
    return found


def _whole(rows: Any) -> Any:
    return rows.select_related("product") if hasattr(rows.model, "product") else rows


def _ended(gone: Part, new: Part | None) -> Change:
    if new is None:
        return Change("ended", gone.title, part_text(gone), "")
    kind = "replaced"
    if isinstance(gone, ContractLine) and isinstance(new, ContractLine):
        kind = "upgraded" if (new.amount or 0) >= (gone.amount or 0) else "downgraded"
    titled = gone.title != new.title
    return Change(kind, new.title, part_text(gone, titled=titled), part_text(new, titled=titled))


def part_text(part: Any, *, titled: bool = True) -> str:
    """A part in few words: what is sold, owed or granted; without its title where that is said already."""
    kind = type_of(part)
    if isinstance(part, ContractLine):
        each = amount_said(part.unit_price, part.currency) if part.unit_price else ""
        price = f"{part.quantity.normalize():f} × {each}" if each else ""
        cut = f"−{part.discount.normalize():f} %" if part.discount else ""
        words = " ".join(word for word in (price, cut, str(part.get_charged_display())) if word)
        return f"{part.title}, {words}" if titled else words
    told = [part.title] if titled else []
    for name in ("minimum", "maximum", "quantity", "percent", "recurrence"):
        value = getattr(part, name, None)
        if value not in (None, ""):
            told.append(_("%(label)s: %(value)s") % {"label": kind.fields[name].label, "value": value})
    return ", ".join(str(one) for one in told)
