"""The parts of contracts, declared: lines, entitlements and their calls, commitments, discounts, packages."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.documents.actions import documents_on
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Column, Condition, Panel, record
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.keystone.promises.queries.repeating import REPEATS
from followthrough.winning.contracts.actions.calling import clean_call, fill_calls, saved_calls
from followthrough.winning.contracts.actions.parting import (
    clean_part,
    fill_contract_lines,
    fill_money,
    fill_parts,
    saved_contract_lines,
)
from followthrough.winning.contracts.models import (
    BenefitCall,
    Commitment,
    ContractDiscount,
    ContractLine,
    Entitlement,
    Part,
    ServicePackage,
)
from followthrough.winning.contracts.queries.figures import how_often
from followthrough.winning.contracts.queries.parts import in_force_on, of_one_descent
from followthrough.winning.contracts.queries.standing import calls_of, figure_columns, package_words, promised_from
from followthrough.winning.contracts.records.showing import SINCE

IN_FORCE = Condition(Field("in_force_on", Kind.DATE, _("In force on")), in_force_on)


def part(model: type[Part], *, plural: str, ref: str, columns: list[str], form: list[str], **more: Any) -> None:
    """Declare a kind of part: the same filters, the same way to change it."""
    record(
        model,
        plural=plural,
        ref=ref,
        group="sell",
        columns=["contract", *columns],
        form=["contract", "amendment", *form],
        filters=["contract", "amendment", *more.pop("filters", [])],
        conditions=[IN_FORCE],
        match=["ref"],
        parent="contract",
        in_menu=False,
        clean=clean_part,
        fields={"contract": {"required": False}, **more.pop("fields", {})},
        **{"fill": fill_parts, **more},
    )


part(
    ContractLine,
    plural="contract-lines",
    ref="CN-{n:06}",
    exact=True,
    columns=["product", "description", "quantity", "unit_price", "discount", "charged", "amount", *SINCE],
    form=[
        "product",
        "description",
        "quantity",
        "unit_price",
        "discount",
        "charged",
        "billed_when",
        "starts_on",
        "ends_on",
    ],
    filters=["product"],
    fill=fill_contract_lines,
    saved=saved_contract_lines,
    fields={"unit_price": {"adds_up": False}, "discount": {"adds_up": False}},
    begins=_("What they buy by contract: add it, or make the contract from a quote."),
)
part(
    Entitlement,
    plural="entitlements",
    ref="ENT-{n:06}",
    columns=["name", "kind", "department", "quantity", "recurrence", "first_on", "until", "proof"],
    form=[
        "name",
        "kind",
        "department",
        "person",
        "line",
        "quantity",
        "first_on",
        "recurrence",
        "until",
        "lead_days",
        "window_days",
        "needs",
        "needs_days",
        "place",
        "flight_days",
        "stands_as",
        "value",
        "proof",
    ],
    filters=["kind", "department", "person", "line"],
    fill=fill_money,
    fields={
        "recurrence": REPEATS,
        **{name: {"adds_up": False} for name in ("lead_days", "window_days", "needs_days", "flight_days")},
    },
    computed=[Column("often", _("How often"), how_often), *figure_columns()],
    panels=[
        replace(promises_panel(), link="", rows=promised_from),
        Panel(
            "calls",
            _("Calls"),
            rows=calls_of,
            of=BenefitCall,
            columns=("quantity", "wanted_on", "note"),
            begins=_("“Call” writes down each time they ask for some of it."),
        ),
    ],
    begins=_("What we owe them by contract; each makes its promises once the contract is signed."),
)
record(
    BenefitCall,
    plural="benefit-calls",
    ref="BC-{n:06}",
    group="serve",
    icon="hand",
    columns=["ref", "entitlement", "quantity", "wanted_on", "note"],
    form=["entitlement", "wanted_on", "quantity", "note"],
    filters=["entitlement", "wanted_on"],
    sorts=["wanted_on"],
    default_sort="-wanted_on",
    parent="entitlement",
    in_menu=False,
    importable=False,
    clean=clean_call,
    fill=fill_calls,
    saved=saved_calls,
)
part(
    Commitment,
    plural="commitments",
    ref="CMT-{n:05}",
    columns=["name", "minimum", "maximum", "unit", "period", "rolls_over", *SINCE],
    form=["name", "minimum", "maximum", "unit", "period", "rolls_over"],
    fields={"minimum": {"adds_up": False}, "maximum": {"adds_up": False}},
    begins=_("The least or the most they take in a period; usage is counted against it."),
)
part(
    ContractDiscount,
    plural="contract-discounts",
    ref="CD-{n:06}",
    columns=["name", "percent", "until", "department", *SINCE],
    form=["name", "percent", "until", "department"],
    fields={"percent": {"adds_up": False}},
    begins=_("What they pay less, for what and until when; “Honour a discount” bills it."),
)
part(
    ServicePackage,
    plural="service-packages",
    ref="SVC-{n:05}",
    columns=["name", "product", "includes", *SINCE],
    form=["name", "product", "includes"],
    computed=[Column("standing", _("How it stands"), package_words)],
    begins=_("“Add a package” on the account says what they have, and from when."),
)
documents_on(ContractLine, under=("contract",), kin=of_one_descent)
documents_on(Entitlement, under=("contract",))
