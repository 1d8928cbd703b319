"""The filters of a list in words, for a file that is read far from the list: "Owner: Ana Ruiz"."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import RecordType


def filter_words(kind: RecordType, asked: Mapping[str, str], actor: Actor) -> str:
    """What narrows the list, in the order asked; "none" if nothing does."""
    told = [_told(kind, key, raw, actor) for key, raw in asked.items() if raw]
    return "; ".join(told) or _("none")


def _told(kind: RecordType, key: str, raw: str, actor: Actor) -> str:
    name, _sep, operator = key.partition("__")
    field = kind.fields.get(name) or kind.filterable(actor).get(name)
    if key == "q":
        return _("Search: %(words)s") % {"words": raw}
    if field is None:
        return f"{key}: {raw}"
    label = str(field.label)
    label = label[:1].upper() + label[1:]
    if operator == "empty":
        return _("%(label)s is empty") % {"label": label}
    words = {"gte": _("from"), "lte": _("to"), "gt": _("above"), "lt": _("below"), "not": _("not")}.get(operator, "")
    return f"{label} {words}".strip() + ": " + _value(field, raw, actor)


def _value(field: Field, raw: str, actor: Actor) -> str:
    parts = [part.strip() for part in raw.split(",")]
    if field.is_worded:
        return ", ".join(field.choice_label(part) for part in parts)
    if field.link:
        found = [find_linked(field.link, part, actor) for part in parts]
        return ", ".join(one.title if one else part for one, part in zip(found, parts, strict=True))
    if field.kind is Kind.YES_NO:
        return _("Yes") if raw in ("1", "true", "yes") else _("No")
    return raw
