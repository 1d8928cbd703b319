"""The answer to "find a part" as plain values: for programs and for the terminal."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.queries.attributes import attributes_by_name, family_named
from followthrough.foundation.fitting.queries.needs import read_needs
from followthrough.foundation.fitting.queries.selection import Answer, Asked, Hit, find_parts
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid

MOST = 200


def asked_for(given: Mapping[str, str], actor: Actor) -> Asked:
    """What is asked: a family, needs separated by semicolons, a product they shall fit to. Raises Invalid."""
    family = product = None
    if given.get("family", "").strip():
        family = family_named(given["family"], actor)
        if family is None:
            raise Invalid({"family": _("There is no part family “%(name)s”.") % {"name": given["family"]}})
    if given.get("fits", "").strip():
        product = Product.visible_to(actor).filter(ref=given["fits"].strip().upper()).first()
        if product is None:
            raise Invalid({"fits": _("There is no product %(ref)s.") % {"ref": given["fits"]}})
    lines = [part for part in given.get("need", "").split(";") if part.strip()]
    needs = read_needs(lines, attributes_by_name(actor)) if lines else []
    return Asked(family, tuple(needs), product, number_of(given.get("offset", ""), "offset", 0, 10**6))


def number_of(text: str, name: str, usual: int, most: int) -> int:
    """A number from 0, as it was written. Raises Invalid."""
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= most):
        raise Invalid({name: _("Write a number from 0 to %(most)d.") % {"most": most}})
    return int(text)


def told(given: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """All of the answer, without a page's wording."""
    limit = number_of(given.get("limit", ""), "limit", 50, MOST)
    return as_values(find_parts(asked_for(given, actor), actor, limit=limit))


def as_values(answer: Answer) -> dict[str, Any]:
    """The answer as JSON can hold it."""
    return {
        "families": [{"ref": one.ref, "name": one.name, "parts": count} for one, count in answer.families],
        "family": answer.asked.family.ref if answer.asked.family else None,
        "parts": answer.parts,
        "count": answer.count,
        "items": [_hit(hit) for hit in answer.hits],
        "alternatives": [_hit(hit) for hit in answer.alternatives],
        "excluded": [
            {"attribute": one.need.attribute.name, "need": one.need.text, "misses": one.misses, "alone": one.alone}
            for one in answer.excluded
        ],
        "offers": [
            {
                "attribute": one.attribute.name,
                "values": [{"value": each.written, "parts": each.count} for each in one.values],
                "least": one.least,
                "greatest": one.greatest,
            }
            for one in answer.offers
        ],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "ref": hit.product.ref,
        "name": hit.product.name,
        "code": hit.product.code,
        "reasons": [{"text": one.text, "met": one.met, "serves": one.serves} for one in hit.reasons],
        "fits_by": list(hit.rules),
    }
