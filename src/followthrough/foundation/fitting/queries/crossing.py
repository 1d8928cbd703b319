"""Another maker's number, typed loosely, leads to our products."""

import re

from django.db.models import F, QuerySet

from followthrough.foundation.fitting.models import Bare, CrossReference
from followthrough.kernel.access.actor import Actor

ORDER = ("exact", "replaces", "near")


def crossed(typed: str, actor: Actor, *, most: int = 20) -> list[CrossReference]:
    """References whose number is what was typed but for blanks, signs and case, the same ones first."""
    bare = re.sub(r"[\W_]", "", typed).upper()
    if not bare:
        return []
    rows: QuerySet[CrossReference] = CrossReference.visible_to(actor).filter(product__binned_at=None)
    found = list(rows.alias(bare=Bare(F("number"))).filter(bare=bare).select_related("product")[:most])
    return sorted(found, key=lambda one: (ORDER.index(one.likeness), one.pk))
