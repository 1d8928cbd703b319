"""A table of parts becomes a catalogue: taken in, matched by a person, and put in as products that can be found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.catalogue.models import Product, ProductKind
from followthrough.foundation.fitting.actions.describing import designation
from followthrough.foundation.fitting.models import (
    Attribute,
    Better,
    FamilyAttribute,
    PartFamily,
    PartSheet,
    PartTable,
    TableState,
)
from followthrough.foundation.fitting.queries.attributes import attributes_by_name, attributes_of, family_named
from followthrough.foundation.fitting.queries.parts import Part, part_name, parts_of
from followthrough.foundation.fitting.queries.tables import (
    CODE,
    NAME,
    PLAIN_UNITS,
    ColumnPlan,
    data_rows,
    open_table,
    own_heads,
    planned,
)
from followthrough.foundation.fitting.rules.headings import measure_of, name_key, read_heading, reads_as
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.opening import checked_options
from followthrough.kernel.exchange.reading import Unreadable
from followthrough.kernel.files.store import TooLarge, keep
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import texts_of
from followthrough.kernel.records.registry import type_of
from followthrough.values.measures import Measure

WRITERS = MANAGERS | {Role.COORDINATOR}
MOST_PARTS = 50_000


@action(
    PartTable,
    needs="part-tables.upload",
    roles=WRITERS,
    button=gettext_lazy("Upload a table"),
    icon="file-up",
    on_class=True,
    primary=True,
    labels={"file": gettext_lazy("File")},
)
def upload_part_table(*, file: Upload, by: Actor, now: datetime) -> Changes:
    """Take a table of parts, CSV or Excel, and guess what its columns are. No part is made until it is put in."""
    sent: Any = file
    name = str(sent.name).replace("\\", "/").rsplit("/", 1)[-1][:255]
    try:
        sha256, _size = keep(sent.chunks())
        table = open_table(sha256, name, {})
        plan = planned(table, name, attributes_by_name(by))
        rows = sum(1 for _row in data_rows(table))
    except TooLarge as problem:
        raise Invalid({"file": _("A table of parts may have at most 25 MB.")}) from problem
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    values = {"name": name, "sha256": sha256, "rows": rows, **plan}
    (made,) = create_records(type_of(PartTable), [values], by=by, now=now)
    return Changes(_("%(name)s is read. Say what its columns are.") % {"name": name}, record=made)


@action(
    PartTable,
    needs="part-tables.upload",
    applies=lambda table: table.state == TableState.DRAFT,
    labels={"columns": gettext_lazy("Columns"), "same": gettext_lazy("The same in every row")},
    options={"family": {"max_length": PartFamily._meta.get_field("name").max_length}},
)
def match_part_table(
    table: PartTable,
    *,
    family: str,
    columns: dict | None = None,  # type: ignore[type-arg]
    same: dict | None = None,  # type: ignore[type-arg]
    options: dict | None = None,  # type: ignore[type-arg]
    by: Actor,
    now: datetime,
) -> Changes:
    """Say which family it holds, what each column is (by its index from 0), and what holds for every row."""
    if not family.strip():
        raise Invalid({"family": _("Name the family of these parts, such as Flange.")})
    values: dict[str, Any] = {"family": " ".join(family.split())}
    if options is not None:
        told = {name: value for name, value in options.items() if value not in (None, "")}
        known = checked_options({name: told[name] for name in ("header_row", "delimiter") if name in told})
        known |= texts_of("options", {name: told[name] for name in ("plain_unit", "lists", "decimal") if name in told})
        if known.get("plain_unit", "mm") not in PLAIN_UNITS:
            raise Invalid({"options": _("Numbers are in mm or in inches.")})
        values["options"] = known
        if known != table.options:
            opened = _opened(table, known)
            plan = planned(opened, table.name, attributes_by_name(by), known.get("plain_unit", "mm"))
            values |= {"columns": plan["columns"], "rows": sum(1 for _row in data_rows(opened))}
    if columns is not None:
        values["columns"] = _checked_columns(columns)
    if same is not None:
        values["same"] = {name.strip(): text.strip() for name, text in texts_of("same", same).items() if text.strip()}
    change_records(type_of(PartTable), [(table, values)], by=by, now=now)
    return Changes(_("The columns of %(name)s are matched.") % {"name": table.name}, record=table)


def _checked_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    plans: dict[str, Any] = {}
    for index, sent in columns.items():
        told = sent if isinstance(sent, dict) else {"to": sent}
        measure = told.get("measure") or Measure.TEXT.value
        if not str(index).isdecimal() or measure not in list(Measure):
            raise Invalid({"columns": _("A column is named by its place from 0, and measured as an attribute is.")})
        plans[str(index)] = {
            "to": " ".join(str(told.get("to") or "").split())[:80],
            "measure": measure,
            "unit": str(told.get("unit") or ""),
            "several": bool(told.get("several")),
            "tells": bool(told.get("tells")),
            "end_of": str(told.get("end_of") or ""),
        }
    named = [name_key(plan["to"]) for plan in plans.values() if plan["to"]]
    if doubled := next((name for name in named if named.count(name) > 1), ""):
        raise Invalid({"columns": _("Two columns go into %(label)s. Choose one.") % {"label": doubled}})
    if not any(plan["to"] and not plan["to"].startswith("@") for plan in plans.values()):
        raise Invalid({"columns": _("Say of at least one column which attribute it is.")})
    return plans


@action(
    PartTable,
    needs="part-tables.upload",
    button=gettext_lazy("Put into the catalogue"),
    icon="check",
    primary=True,
    moves=(TableState.DRAFT.value, TableState.IN.value),
)
def put_in_part_table(table: PartTable, *, by: Actor, now: datetime) -> Changes:
    """Make a product of every part, with its values; what can't be read or contradicts itself is reported."""
    opened = _opened(table, table.options)
    columns, own = _attributes(table, own_heads(opened), by, now)
    same = {one.pk: (one, text) for one, text in _same(table, by, now)}
    decimal, split = table.options.get("decimal", ""), table.options.get("lists") != "values"
    parts = list(parts_of(data_rows(opened), columns, own, same, decimal=decimal, split_lists=split))
    if len(parts) > MOST_PARTS:
        raise Invalid({"": _("This table has more than %(most)d parts. Split it.") % {"most": MOST_PARTS}})
    family = family_named(table.family, by)
    if family is None:
        (family,) = create_records(type_of(PartFamily), [{"name": table.family}], by=by, now=now)
    attributes = [
        *columns.values(),
        *(one for one, _text in same.values() if one.pk not in {a.pk for a in columns.values()}),
    ]
    _offer(family, attributes, by, now)
    findings = _make(table, family, parts, attributes, by, now)
    told = {"state": TableState.IN, "parts": len(parts), "findings": findings}
    change_records(type_of(PartTable), [(table, told)], by=by, now=now)
    words = ngettext("%(count)d part is in the catalogue.", "%(count)d parts are in the catalogue.", len(parts))
    return Changes(words % {"count": len(parts)}, record=table)


def _opened(table: PartTable, options: Mapping[str, Any]) -> Any:
    try:
        return open_table(table.sha256, table.name, options)
    except Unreadable as problem:
        raise Invalid({"options": problem.message}) from problem


def _attributes(
    table: PartTable, heads: Mapping[int, str], by: Actor, now: datetime
) -> tuple[dict[int, Attribute], dict[int, str]]:
    """The attribute of each column, made where there is none of that name, and the columns that are number or name."""
    known = attributes_by_name(by)
    own = {int(index): plan["to"] for index, plan in table.columns.items() if plan["to"] in (CODE, NAME)}
    columns: dict[int, Attribute] = {}
    plans = sorted(
        ((int(index), ColumnPlan(**plan)) for index, plan in table.columns.items()), key=lambda one: bool(one[1].end_of)
    )
    for index, plan in plans:
        if not plan.to or index in own:
            continue
        found = known.get(name_key(plan.to)) or _new_attribute(plan, known, by, now)
        known[name_key(found.name)] = found
        columns[index] = _learned(found, heads.get(index, ""), plan, by, now)
    return dict(sorted(columns.items())), own


def _new_attribute(plan: ColumnPlan, known: Mapping[str, Attribute], by: Actor, now: datetime) -> Attribute:
    base = known.get(name_key(plan.end_of)) if plan.end_of else None
    values = {
        "name": plan.to,
        "measure": plan.measure,
        "unit": plan.unit,
        "takes_several": plan.several,
        "tells_apart": plan.tells,
        "other_end_of": base if base and base.measure == plan.measure and not base.other_end_of_id else None,
        "better": Better.HIGHER if plan.measure == Measure.RATING else Better.SAME,
    }
    kind = type_of(Attribute)
    made: Attribute = create_records(kind, [kind.cleaned(values, None)], by=by, now=now)[0]
    return made


def _learned(attribute: Attribute, head: str, plan: ColumnPlan, by: Actor, now: datetime) -> Attribute:
    """The next table with this heading is matched by itself."""
    values: dict[str, Any] = {}
    if head and name_key(head) not in {name_key(attribute.name), *map(name_key, attribute.aliases)}:
        values["aliases"] = [*attribute.aliases, head[:80]]
    if plan.several and not attribute.takes_several:
        values["takes_several"] = True
    if plan.tells and not attribute.tells_apart:
        values["tells_apart"] = True
    if values:
        change_records(type_of(Attribute), [(attribute, values)], by=by, now=now)
    return attribute


def _same(table: PartTable, by: Actor, now: datetime) -> list[tuple[Attribute, str]]:
    """What holds for every row; an attribute that is new here is measured as its name says in the trade."""
    known = attributes_by_name(by)
    found = []
    for name, text in table.same.items():
        one = known.get(name_key(name))
        if one is None:
            measure = _measure_said(name, text)
            one = _new_attribute(ColumnPlan(name, measure.value, tells=True), known, by, now)
            known[name_key(name)] = one
        found.append((one, text))
    return found


def _measure_said(name: str, text: str) -> Measure:
    said = read_heading(name).measure
    return said if said is not None and reads_as([text], said, "") else measure_of([text])


def _offer(family: PartFamily, attributes: Sequence[Attribute], by: Actor, now: datetime) -> None:
    """The family has these attributes from now on."""
    there = attributes_of(family, by)
    known = {one.attribute_id for one in there}
    new = [one for one in attributes if one.pk not in known]
    new.sort(key=lambda one: not one.tells_apart)
    rows = [{"family": family, "attribute": one, "position": len(there) + n} for n, one in enumerate(new)]
    create_records(type_of(FamilyAttribute), rows, by=by, now=now)


def _make(
    table: PartTable,
    family: PartFamily,
    parts: Sequence[Part],
    attributes: Sequence[Attribute],
    by: Actor,
    now: datetime,
) -> int:
    """Products and their data sheets; how many parts have a contradiction."""
    names = {name_key(one.name): one for one in attributes}
    products = create_records(
        type_of(Product),
        [
            {
                "name": part_name(family.name, part, attributes),
                "code": part.code,
                "kind": ProductKind.PART,
                "family": family.name,
            }
            for part in parts
        ],
        by=by,
        now=now,
    )
    sheets = []
    for part, product in zip(parts, products, strict=True):
        values = part.stored_values()
        problems = [one.stored() for one in part.findings]
        told = {"values": values, "problems": problems, "designation": designation(values, names)}
        sheets.append({"product": product, "family": family, "table": table, "row": part.row, **told})
    create_records(type_of(PartSheet), sheets, by=by, now=now)
    return sum(bool(part.findings) for part in parts)
