"""Which attributes there are, by name and for each family."""

from collections.abc import Iterable

from followthrough.foundation.fitting.models import Attribute, FamilyAttribute, PartFamily
from followthrough.foundation.fitting.rules.headings import name_key
from followthrough.kernel.access.actor import Actor


def attributes_by_id(ids: Iterable[int], actor: Actor) -> dict[int, Attribute]:
    """These attributes."""
    return {one.pk: one for one in Attribute.visible_to(actor).filter(pk__in=list(ids))}


def attributes_by_name(actor: Actor) -> dict[str, Attribute]:
    """All attributes by their folded names and headings; the names win."""
    found: dict[str, Attribute] = {}
    rows = list(Attribute.visible_to(actor).order_by("pk"))
    for one in rows:
        headings = [*one.aliases, *([one.name_es] if one.name_es else [])]
        found.update({name_key(alias): one for alias in headings if name_key(alias) not in found})
    return found | {name_key(one.name): one for one in reversed(rows)}


def attributes_of(family: PartFamily, actor: Actor) -> list[FamilyAttribute]:
    """A family's attributes in their order."""
    rows = FamilyAttribute.visible_to(actor).filter(family=family, attribute__binned_at=None)
    return list(rows.select_related("attribute", "family").order_by("position", "pk"))


def family_named(name: str, actor: Actor) -> PartFamily | None:
    """The family a person names by its number or its name, whatever the case."""
    rows = PartFamily.visible_to(actor)
    return rows.filter(ref=name.upper()).first() or rows.filter(name__iexact=name.strip()).order_by("pk").first()
