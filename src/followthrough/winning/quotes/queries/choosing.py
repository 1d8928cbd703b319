"""A sent quote with the options a customer chose: the same content, counted anew."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from followthrough.values.tiers import Band
from followthrough.winning.pipeline.rules.offer import Bearing, Item, Totals, offer_totals
from followthrough.winning.quotes.queries.content import Content, totals_content

Choice = Mapping[str, bool]


def with_choice(content: Content, choice: Choice) -> Content:
    """The content as it is with the options chosen so far; of a group, the one chosen last."""
    lines = [{**line, "chosen": chosen_now(line, choice)} for line in content["lines"]]
    return {**content, "lines": lines, "totals": totals_content(counted({**content, "lines": lines}))}


def chosen_now(line: Mapping[str, Any], choice: Choice) -> bool:
    """Whether a line of the content counts."""
    if line["heading"]:
        return False
    return choice.get(line["ref"], line["chosen"]) if line["option"] else True


def chosen_with(content: Content, choice: Choice, ref: str, chosen: bool) -> dict[str, bool]:
    """The choice after one more press: another of the same group is given up, and one of a group always stays."""
    line = next((one for one in content["lines"] if one["ref"] == ref and one.get("option")), None)
    if line is None:
        return dict(choice)
    if not line["group"]:
        return {**choice, ref: chosen}
    group = [one["ref"] for one in content["lines"] if one.get("group") == line["group"]]
    return {**choice, **dict.fromkeys(group, False), ref: True}


def counted(content: Content) -> Totals:
    """What the chosen lines of a content come to, by the one rounding rule."""
    items = (_item(line) for line in content["lines"] if line["chosen"] and not line["heading"])
    return offer_totals(items, Decimal(content["discount"]), content["currency"])


def _item(line: Mapping[str, Any]) -> Item:
    return Item(
        quantity=Decimal(line["quantity"]),
        price=Decimal(line["price"]) if line["price"] else None,
        discount=Decimal(line["discount"]),
        charge=line["charge"],
        periods=line["periods"],
        tax=Bearing(line["tax"], Decimal(line["tax_percent"])) if line["tax"] else None,
        bands=tuple(Band(Decimal(band["quantity"]), Decimal(band["price"])) for band in line["bands"]),
    )
