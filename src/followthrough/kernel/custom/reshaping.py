"""Change what a custom field is while it holds values: its kind, its options; each says first what becomes of them."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.custom.actions import add_options
from followthrough.kernel.custom.converting import Conversion, conversion, held, kind_of, rewrite
from followthrough.kernel.custom.declared import field_of_row, options_of
from followthrough.kernel.custom.models import CustomField, CustomOption, FieldKind
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import record_types, type_of

MOST_OPTIONS = 100
SHOWN = 5
LONGEST_LABEL = 80
LABELS = {
    "kind": gettext_lazy("New kind"),
    "lose": gettext_lazy("Empty the values that can't be converted"),
    "into": gettext_lazy("Give its records this option instead"),
}


@action(
    CustomField,
    needs="custom-fields.edit",
    button=gettext_lazy("Change kind"),
    icon="refresh-cw",
    labels=LABELS,
    undo_words=gettext_lazy("Each record's history keeps the value it had."),
)
def change_kind_custom_field(
    field: CustomField, *, kind: FieldKind, lose: bool = False, by: Actor, now: datetime
) -> Changes:
    """Make it a field of another kind and convert its values.

    Values that can't be converted are named first; they are emptied only if you say so.
    """
    kind = FieldKind(kind)
    if FieldKind.LINK in (kind, field.kind):
        raise Invalid({"kind": _("A link can't become something else, nor something else a link. Make a new field.")})
    if kind == FieldKind.CHOICE and field.kind != FieldKind.CHOICE:
        _options_from_values(field, by=by, now=now)
    found = _conversion(field, kind)
    if found.lost and not lose:
        raise Invalid({"lose": _said(found)})
    values = {"kind": kind.value, "currency": field.currency or company().currency}
    rewrite(field, found.values.get)
    for name, value in values.items():
        setattr(field, name, value)
    CustomField._default_manager.bulk_update([field], list(values))
    defer("custom.indexes")
    defer("custom.search", record_type=field.record_type)
    gaps = {"title": field.title, "kind": str(kind.label).lower(), "count": found.records - sum(found.lost.values())}
    return Changes(_("%(title)s is now: %(kind)s. %(count)d values were converted.") % gaps, record=field)


def _options_from_values(field: CustomField, *, by: Actor, now: datetime) -> None:
    labels = [text for text in held(field) if text.strip()]
    if not 0 < len(labels) <= MOST_OPTIONS or max(map(len, labels)) > LONGEST_LABEL:
        sentence = _("A choice can be made of up to %(most)d different short values; here are %(now)d.")
        raise Invalid({"kind": sentence % {"most": MOST_OPTIONS, "now": len(labels)}})
    known = set(CustomOption._default_manager.filter(field=field).values_list("label", flat=True))
    as_choice = CustomField(pk=field.pk, kind=FieldKind.CHOICE)
    add_options(as_choice, [label for label in labels if label not in known], by=by, now=now)


def _conversion(field: CustomField, kind: FieldKind) -> Conversion:
    changed = CustomField(pk=field.pk, record_type=field.record_type, key=field.key, label=field.label)
    changed.kind, changed.decimals = kind, field.decimals
    types = {one.kind: one for one in record_types()}
    options = options_of([changed]).get(field.pk, [])
    return conversion(field, field_of_row(changed, kind_of(field), types, options))


def _said(found: Conversion) -> str:
    examples = ", ".join(f"“{text[:40]}”" for text in list(found.lost)[:SHOWN])
    sentence = ngettext(
        "%(count)d of %(all)d values can't be converted: %(examples)s. Confirm here to empty it.",
        "%(count)d of %(all)d values can't be converted: %(examples)s. Confirm here to empty them.",
        sum(found.lost.values()),
    )
    return sentence % {"count": sum(found.lost.values()), "all": found.records, "examples": examples}


@action(
    CustomOption,
    needs="custom-options.delete",
    button=gettext_lazy("Retire"),
    icon="archive",
    undone_by="restore",
    labels=LABELS,
)
def delete_custom_option(
    option: CustomOption, *, into: CustomOption | None = None, by: Actor, now: datetime
) -> Changes:
    """Offer it no longer. Records that have it keep it, unless another option is given for them here."""
    if into is not None and (into.field_id != option.field_id or into.pk == option.pk):
        raise Invalid({"into": _("Choose another option of the same field.")})
    moved = rewrite(option.field, lambda _old: into.key, only=option.key) if into is not None else 0
    bin_records(type_of(CustomOption), [option], now=now)
    sentence = ngettext(
        "%(title)s is retired; %(count)d record was given the other one.",
        "%(title)s is retired; %(count)d records were given the other one.",
        moved,
    )
    return Changes(sentence % {"title": option.title, "count": moved}, record=option)
