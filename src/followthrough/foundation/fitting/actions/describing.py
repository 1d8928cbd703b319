"""Say what a product measures: its family and its values, typed as people write them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, PartFamily, PartSheet
from followthrough.foundation.fitting.queries.attributes import attributes_by_name
from followthrough.foundation.fitting.queries.values import stored, typed_values
from followthrough.foundation.fitting.rules.headings import name_key
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of


@action(
    Product,
    needs="products.describe",
    roles=MANAGERS | {Role.COORDINATOR},
    button=gettext_lazy("Set measures"),
    icon="list-filter",
    labels={"family": gettext_lazy("Part family"), "values": gettext_lazy("Values")},
    options={
        "values": {
            "kind": Kind.LONG,
            "help": gettext_lazy("One on each line, such as “Size: DN15”. An empty value takes it away."),
        }
    },
)
def describe_product(product: Product, *, family: PartFamily, values: str, by: Actor, now: datetime) -> Changes:
    """Set what the product measures, by which it is found and fits to others. Values that are not named stay."""
    sheet = PartSheet.visible_to(by).filter(product=product).first()
    read = {} if sheet is None else dict(sheet.values)
    problems = [] if sheet is None else sheet.problems
    names = attributes_by_name(by)
    for attribute, text in _lines(values, names):
        read.pop(str(attribute.pk), None)
        problems = [one for one in problems if one["attribute"] != attribute.name]
        if text:
            read[str(attribute.pk)] = stored(typed_values(attribute, text))
    if not read:
        raise Invalid({"values": _("Write at least one value, such as “Size: DN15”.")})
    told = {"family": family, "values": read, "problems": problems, "designation": designation(read, names)}
    if sheet is None:
        create_records(type_of(PartSheet), [{"product": product, **told}], by=by, now=now)
    else:
        change_records(type_of(PartSheet), [(sheet, told)], by=by, now=now)
    return Changes(_("The measures of %(title)s are set.") % {"title": product.title}, record=product)


def _lines(text: str, names: Mapping[str, Attribute]) -> list[tuple[Attribute, str]]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, colon, value = line.partition(":")
        if not colon:
            raise Invalid({"values": _("“%(line)s” names no attribute. Write it like “Size: DN15”.") % {"line": line}})
        if (attribute := names.get(name_key(name))) is None:
            raise Invalid({"values": _("There is no attribute “%(name)s”.") % {"name": name.strip()}})
        found.append((attribute, value.strip()))
    return found


def designation(values: Mapping[str, Any], names: Mapping[str, Attribute]) -> str:
    """What tells the part apart from others of its family: the keys of those values, in the attributes' order."""
    telling = sorted({one.pk for one in names.values() if one.tells_apart})
    said = [" > ".join(one["k"] for one in values[str(pk)]) for pk in telling if str(pk) in values]
    return " · ".join(said)[:400]
