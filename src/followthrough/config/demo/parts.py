"""What the couplings and gaskets measure, what fits to what, other makers' numbers, and changes customers ask for."""

from typing import Any

from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import (
    Attribute,
    CrossReference,
    FamilyAttribute,
    FitCondition,
    FitRule,
    PartFamily,
)
from followthrough.kernel.people.models import Team
from followthrough.winning.specials.models import ChangeRequest

ATTRIBUTES: dict[str, dict[str, Any]] = {
    "Size": {"name_es": "Tamaño", "measure": "size", "aliases": ["DN", "Nominal size"], "tells_apart": True},
    "Rating": {"name_es": "Presión nominal", "measure": "rating", "better": "higher", "tells_apart": True},
    "Material": {"measure": "text", "tells_apart": True},
    "Seal": {"name_es": "Junta", "measure": "text", "tells_apart": True},
    "Temperature": {"name_es": "Temperatura", "measure": "temperature", "unit": "°C"},
}
FAMILIES = {"Coupling": tuple(ATTRIBUTES), "Gasket": ("Size", "Rating", "Material", "Temperature")}
SPANISH = {"Coupling": "Acoplamiento", "Gasket": "Junta plana"}
# code: family, values
MEASURES: dict[str, tuple[str, str]] = {
    "VC-40": (
        "Coupling",
        "Size: DN40\nRating: PN16\nMaterial: stainless\nSeal: EPDM\nTemperature: -20..120",
    ),
    "VC-65": (
        "Coupling",
        "Size: DN65\nRating: PN16\nMaterial: stainless\nSeal: FKM\nTemperature: -15..180",
    ),
    "VC-80E": ("Coupling", "Size: DN80\nRating: PN25\nMaterial: steel\nSeal: EPDM\nTemperature: -20..120"),
    "VC-32": (
        "Coupling",
        "Size: NPS 1-1/4\nRating: PN10\nMaterial: brass\nSeal: NBR\nTemperature: -10..90",
    ),
    "GS-65": ("Gasket", "Size: DN65\nRating: PN25\nMaterial: FKM\nTemperature: -15..200"),
}
OTHERS = (
    ("Norvik", "NX-040/16 SS", "VC-40", "exact", ""),
    ("Halden", "H65.16.V", "VC-65", "near", "Ours is 3 mm longer."),
    ("Norvik", "NX-032", "VC-40", "replaces", "One size up, with a reducer."),
)
ASKED = (
    ("VC-65 with a blue seal for food plants", "VC-65", "modify", "1200", -9),
    ("VC-65, blue seal for food plants", "VC-65", "modify", "400", -4),
    ("VC-40 in duplex steel", "VC-40", "standardise", "300", -2),
)


def measure_goods(stage: Stage, goods: dict[str, Product]) -> None:
    """Attributes, families and fit rules, then what each part measures and what others call it."""
    at = stage.at(-80, 10)
    rows = [{"name": name, **values} for name, values in ATTRIBUTES.items()]
    attributes = dict(zip(ATTRIBUTES, stage.makes("Gareth", Attribute, rows, at=at), strict=True))
    families = dict(
        zip(
            FAMILIES,
            stage.makes("Gareth", PartFamily, [{"name": n, "name_es": SPANISH[n]} for n in FAMILIES], at=at),
            strict=True,
        )
    )
    for name, has in FAMILIES.items():
        told = [{"family": families[name], "attribute": attributes[one], "position": n} for n, one in enumerate(has)]
        stage.makes("Gareth", FamilyAttribute, told, at=at)
    fits = {"name": "Gasket in coupling", "family": families["Gasket"], "mate": families["Coupling"]}
    (rule,) = stage.makes("Gareth", FitRule, [fits], at=at)
    conditions = [
        {"rule": rule, "attribute": attributes["Size"], "relation": "same"},
        {"rule": rule, "attribute": attributes["Rating"], "relation": "at_most"},
    ]
    stage.makes("Gareth", FitCondition, conditions, at=at)
    for code, (family, values) in MEASURES.items():
        stage.does("Gareth", Product, "describe", goods[code], at=at, family=families[family].ref, values=values)
    crossed = [
        {"maker": maker, "number": number, "product": goods[code], "likeness": likeness, "note": note}
        for maker, number, code, likeness, note in OTHERS
    ]
    stage.makes("Yuki", CrossReference, crossed, at=stage.at(-30, 11))


def ask_for_changes(stage: Stage, goods: dict[str, Product]) -> None:
    """What customers want otherwise: one asked twice, one already quoted."""
    by = stage.actor("Yuki")
    accounts = list(Account.visible_to(by).filter(kind="client").order_by("pk")[: len(ASKED)])
    production = Team.visible_to(by).get(name="Production")
    for (name, code, sort, quantity, days), account in zip(ASKED, accounts, strict=False):
        row = {"name": name, "sort": sort, "account": account, "product": goods[code], "per_year": quantity}
        told = {**row, "department": production, "needed_by": stage.day(25)}
        (made,) = stage.makes("Yuki", ChangeRequest, [told], at=stage.at(days, 11))
        if days == ASKED[0][4]:
            answer = "Yes: 4.10 USD more each, from 500 pieces, eight weeks after the order."
            stage.does("Yuki", ChangeRequest, "quote", made, at=stage.at(-1, 15), answer=answer)
