"""Where a custom field appears, told on its own page."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.custom.converting import holders, kind_of
from followthrough.kernel.custom.holding import name_of
from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Words


def where_it_appears(field: CustomField, actor: Actor) -> Sequence[tuple[Words, Any]]:
    """On which records, in which places, under which name for programs, and how many records hold a value."""
    kind = kind_of(field)
    places = [_("page"), *([_("form")] if kind.form else []), _("filters"), _("files")]
    if field.in_list:
        last = next(name for name in reversed(kind.columns) if not name.startswith(PREFIX))
        before = kind.computed[last].label if last in kind.computed else kind.fields[last].label
        places.insert(0, _("list, after “%(column)s”") % {"column": before})
    if field.kind in (FieldKind.TEXT, FieldKind.LONG) and not field.readers:
        places.append(_("search"))
    return [
        (_("On"), str(kind.label_plural)),
        (_("Appears in"), _("nowhere, it is archived") if field.binned_at else ", ".join(places)),
        (_("Name for programs"), name_of(field)),
        (_("Records with a value"), holders(field).count()),
    ]
