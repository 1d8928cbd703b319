"""Put names of products into their standard form; the old name still finds them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.catalogue.models import NamePattern, Product
from followthrough.foundation.catalogue.queries import outside_pattern, pattern_of, standard_name
from followthrough.foundation.catalogue.rules import BadPatternError, StandardName, read_spelling
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.aliases import learn_alias
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of

LINK = Field("product", Kind.LINK, gettext_lazy("Product"), link=Product)


def clean_pattern(values: Values, pattern: NamePattern | None) -> Values:
    """A pattern with `{name}` in it, spellings that can be read and that come to an end."""
    if "family" in values:
        values["family"] = " ".join(values["family"].split())
    spellings = values.get("spellings", pattern.spellings if pattern else [])
    try:
        pairs = dict(map(read_spelling, spellings))
    except BadPatternError as problem:
        raise Invalid({"spellings": _("Write what stands for what, such as SS = stainless steel.")}) from problem
    try:
        made = StandardName(values.get("pattern", pattern.pattern if pattern else ""), pairs)
    except BadPatternError as problem:
        words = _("Write it with {name} in it, once, such as {name}, DN {number}. Known are %(gaps)s.")
        gaps = {"gaps": "{name}, {family}, {code}, {unit}, {number}"}
        raise Invalid({"pattern": words % gaps}) from problem
    if made.endless:
        words = _("“%(text)s” would be replaced again. Write the last word at once.")
        raise Invalid({"spellings": words % {"text": made.endless}})
    return values


@action(Product, needs="products.edit", button=gettext_lazy("Put in standard form"), icon="sparkles")
def standardise_product(product: Product, *, by: Actor, now: datetime) -> Changes:
    """Call the product as the pattern of its family says. Its old name still finds it, in search and in uploads."""
    pattern = pattern_of(product)
    if pattern is None:
        raise Refused(_("There is no name pattern for its family. Make one in the settings of the catalogue."))
    if standard_name(product, pattern) == product.name:
        raise Refused(_("%(title)s is in standard form already.") % {"title": product.title})
    _rename([product], pattern, by=by, now=now)
    return Changes(_("It is called %(title)s now.") % {"title": product.name}, record=product)


@action(NamePattern, needs="products.edit", button=gettext_lazy("Put the names in standard form"), icon="sparkles")
def apply_name_pattern(pattern: NamePattern, *, by: Actor, now: datetime) -> Changes:
    """Call every product of the family as the pattern says. Their old names still find them."""
    products = outside_pattern(pattern, Product.visible_to(by).select_for_update(of=("self",)))
    if not products:
        raise Refused(_("Every name of the family is in standard form already."))
    _rename(products, pattern, by=by, now=now)
    words = ngettext(
        "%(count)d product has its standard name.", "%(count)d products have their standard names.", len(products)
    )
    return Changes(words % {"count": len(products)}, record=pattern)


def _rename(products: Sequence[Product], pattern: NamePattern, *, by: Actor, now: datetime) -> None:
    before = {product.pk: product.name for product in products}
    changes = []
    for product in products:
        others = [*product.other_names.splitlines(), product.name]
        kept = "\n".join(dict.fromkeys(others))
        changes.append((product, {"name": standard_name(product, pattern), "other_names": kept}))
    change_records(type_of(Product), changes, by=by, now=now)
    for product in products:
        learn_alias(LINK, before[product.pk], product.ref, by=by, now=now)
