"""What is done with custom fields and their options; a change is in force with the next request of every process."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.custom.models import CustomField, CustomOption, FieldKind
from followthrough.kernel.custom.rules import is_key, key_from
from followthrough.kernel.custom.targets import targets
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import RoleChoice, company
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.values.currency import UnknownCurrencyError, minor_units

FIXED = ("record_type", "key", "link_to")
MOST_DECIMALS = 4
MOST_FIELDS = 100  # on one type of record
STEP = 10


def clean_field(values: Values, field: CustomField | None) -> Values:
    """Labels stand once on a type, what decides how values are stored stays as it is, roles are known ones."""
    problems = _fixed_problems(values, field) if field else _new_problems(values)
    for name in ("readers", "writers"):
        if name in values:
            values[name] = _roles(values[name], name, problems)
    if values.get("decimals") is not None and not 0 <= values["decimals"] <= MOST_DECIMALS:
        problems["decimals"] = _("Write a number from 0 to 4.")
    if values.get("currency") and not _is_currency(values["currency"]):
        problems["currency"] = _("Write the three letters of a currency, such as USD.")
    if label := _taken_label(values, field):
        problems[label] = _("There is a field with this label already. Choose another, so that files tell them apart.")
    if problems:
        raise Invalid(problems)
    return values


def _new_problems(values: Values) -> dict[str, str]:
    known = {kind.kind for kind in targets()}
    problems = {}
    if values.get("record_type") not in known:
        problems["record_type"] = _("Choose what it is a field of.")
    if values.get("key") and not is_key(values["key"]):
        problems["key"] = _("Use small letters, digits and single underscores, a letter first.")
    if values.get("kind") == FieldKind.LINK and values.get("link_to") not in known:
        problems["link_to"] = _("Choose what it links to.")
    if values.get("kind") == FieldKind.CHOICE and not _lines(values.get("options", "")):
        problems["options"] = _("Write the options, one on each line.")
    if CustomField._default_manager.filter(record_type=values.get("record_type", "")).count() >= MOST_FIELDS:
        problems["record_type"] = _("There are a hundred custom fields on it already. Archived ones count as well.")
    return problems


def _fixed_problems(values: Values, field: CustomField) -> dict[str, str]:
    sentence = _("This stays as it is, since values are stored by it. Make another field instead.")
    problems = {name: sentence for name in FIXED if name in values and values[name] != getattr(field, name)}
    if "kind" in values and values["kind"] != field.kind:
        problems["kind"] = _("Use “Change kind”: it shows what becomes of the values first.")
    return problems


def _taken_label(values: Values, field: CustomField | None) -> str:
    """The name of the label that another field of the type already has."""
    model = values.get("record_type") or (field.record_type if field else "")
    kind = next((one for one in targets() if one.kind == model), None)
    if kind is None:
        return ""
    others = CustomField._default_manager.filter(record_type=model, binned_at__isnull=True)
    others = others.exclude(pk=field.pk) if field else others
    words = {word.casefold() for pair in others.values_list("label", "label_es") for word in pair if word}
    words |= {str(one.label).casefold() for one in kind.fields.values() if not one.name.startswith(PREFIX)}
    return next((n for n in ("label", "label_es") if values.get(n) and values[n].casefold() in words), "")


def _roles(given: Sequence[str], name: str, problems: dict[str, str]) -> list[str]:
    known = {word.casefold(): role.value for role in RoleChoice for word in (role.value, str(role.label))}
    strange = [word for word in given if word.casefold() not in known]
    if strange:
        roles = ", ".join(str(role.label) for role in RoleChoice)
        problems[name] = _("There is no role “%(word)s”. The roles are: %(roles)s.") % {
            "word": strange[0],
            "roles": roles,
        }
    return sorted({known[word.casefold()] for word in given if word.casefold() in known})


def _is_currency(code: str) -> bool:
    try:
        minor_units(code)
    except UnknownCurrencyError:
        return False
    return True


def fill_fields(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Keys from labels, the house's currency, and a place after the last one."""
    for row in rows:
        mine = CustomField._default_manager.filter(record_type=row["record_type"])
        row["key"] = row.get("key") or key_from(row["label"], set(mine.values_list("key", flat=True)))
        row["position"] = row.get("position") or STEP * (mine.count() + 1)
        if row.get("kind") == FieldKind.MONEY:
            row["currency"] = row.get("currency") or company().currency


def saved_fields(
    *, created: Sequence[Any], changed: Sequence[Any], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Options written with a new field become its options; the indexes follow."""
    for field, row in zip(created, inputs, strict=False):
        labels = _lines(row.get("options", "")) if field.kind == FieldKind.CHOICE else []
        add_options(field, labels, by=by, now=now)
    if created:
        defer("custom.indexes")
    for field in {one.record_type for one, row in zip(changed, inputs, strict=False) if "readers" in row}:
        defer("custom.search", record_type=field)


def add_options(field: CustomField, labels: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Options of these labels, after those that are there."""
    rows: list[Values] = [{"field": field, "label": label} for label in dict.fromkeys(labels)]
    if rows:
        create_records(type_of(CustomOption), rows, by=by, now=now)


def fill_options(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Keys from labels, and a place after the last one."""
    taken: dict[int, list[str]] = {}
    for row in rows:
        field = row["field"]
        if field.pk not in taken:
            taken[field.pk] = list(CustomOption._default_manager.filter(field=field).values_list("key", flat=True))
        row["key"] = row.get("key") or key_from(row["label"], taken[field.pk])
        taken[field.pk].append(row["key"])
        row["position"] = row.get("position") or STEP * len(taken[field.pk])


def clean_option(values: Values, option: CustomOption | None) -> Values:
    """Only choices have options; a key stays, since values are stored by it."""
    field = values.get("field") or (option.field if option else None)
    problems = {}
    if field is not None and field.kind != FieldKind.CHOICE:
        problems["field"] = _("Only a choice has options.")
    if option is not None and values.get("key", option.key) != option.key:
        problems["key"] = _("This stays as it is, since values are stored by it. Change the label instead.")
    if option is not None and values.get("field", option.field) != option.field:
        problems["field"] = _("An option stays with its field.")
    if option is None and values.get("key") and not is_key(values["key"]):
        problems["key"] = _("Use small letters, digits and single underscores, a letter first.")
    if problems:
        raise Invalid(problems)
    return values


@action(
    CustomField,
    needs="custom-fields.delete",
    button=gettext_lazy("Archive"),
    icon="archive",
    undone_by="restore",
)
def delete_custom_field(field: CustomField, *, by: Actor, now: datetime) -> Changes:
    """Take the field out of lists, forms, files and the API. Its values are kept and come back with it."""
    bin_records(type_of(CustomField), [field], now=now)
    defer("custom.indexes")
    defer("custom.search", record_type=field.record_type)
    return Changes(_("%(title)s is archived; its values are kept.") % {"title": field.title}, record=field)


@action(CustomField, needs="custom-fields.delete", undone_by="delete")
def restore_custom_field(field: CustomField, *, by: Actor, now: datetime) -> Changes:
    """Bring the field back with the values it had."""
    bin_records(type_of(CustomField), [field], now=None)
    defer("custom.indexes")
    defer("custom.search", record_type=field.record_type)
    return Changes(_("%(title)s is back, with its values.") % {"title": field.title}, record=field)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
