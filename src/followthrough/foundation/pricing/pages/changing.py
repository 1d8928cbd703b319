"""A change of all prices by percent, seen price by price before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from followthrough.foundation.pricing.actions import checked_percent
from followthrough.foundation.pricing.models import PriceEdition
from followthrough.foundation.pricing.pages.comparing import SHOWN, crumbs_of, edition_of, signed
from followthrough.foundation.pricing.queries.editions import Adjusted, Adjustment, adjusted, entries_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.kernel.records.reading import read_value
from followthrough.web import shapes
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import form_fields
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import Cell, Column, Empty, Row, TablePanel
from followthrough.web.showing import url_of
from followthrough.web.wording import money_text, number_text


@dataclass(frozen=True, slots=True)
class ChangePage:
    """pricing/change.html: what to change by how much, then each price before and after, then the button."""

    fields: tuple[shapes.Field, ...]
    url: str
    back: str
    version: str
    key: str
    problem: str = ""
    panel: TablePanel | None = None
    changes: int = 0
    button: str = ""
    sent: tuple[tuple[str, str], ...] = ()


@require_safe
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """What a percentage would make of the prices of a draft; nothing is changed by looking."""
    actor = actor_of_request(request)
    verb = actions_on(PriceEdition)["adjust"]
    edition = edition_of(ref, actor)
    if not actor.may(verb.needs) or edition.is_locked:
        raise Denied(_("These prices can't be changed: the edition is locked, or it is not for your role."))
    typed = {field.name: request.GET[field.name] for field in verb.fields if request.GET.get(field.name)}
    found: list[Adjusted] = []
    wrong: Mapping[str, Any] = {}
    if "percent" in typed:
        try:
            found = adjusted(*_asked(edition, typed, actor))
        except Invalid as problem:
            wrong = problem.fields
    page = _page(edition, form_fields(verb.fields, typed, actor, wrong), typed, found, looked="percent" in typed)
    title = _("Change the prices of %(name)s") % {"name": edition.name}
    return show(request, "pricing/change.html", page, title=title, crumbs=crumbs_of(edition))


def _asked(edition: PriceEdition, typed: Mapping[str, str], actor: Actor) -> tuple[Any, Adjustment]:
    verb = actions_on(PriceEdition)["adjust"]
    read = {f.name: read_value(f, typed[f.name], actor) for f in verb.fields if f.name in typed}
    try:
        step = Decimal(read.get("step") or "0.01")
    except InvalidOperation as problem:
        raise Invalid({"step": _("Choose one of the steps.")}) from problem
    wanted = Adjustment(checked_percent(read["percent"]), step, read.get("family", "").strip(), read.get("kind") or "")
    return entries_of(edition, actor).filter(wanted.chosen), wanted


def _page(
    edition: PriceEdition,
    fields: tuple[shapes.Field, ...],
    typed: Mapping[str, str],
    found: Sequence[Adjusted],
    *,
    looked: bool,
) -> ChangePage:
    count = len(found)
    button = ngettext("Change %(count)s price", "Change %(count)s prices", count) % {"count": number_text(count)}
    return ChangePage(
        fields,
        f"{url_of(edition)}do/adjust",
        url_of(edition),
        str(edition.version),
        fresh_key(),
        panel=_panel(edition, found) if looked else None,
        changes=count,
        button=button,
        sent=tuple(typed.items()),
    )


def _panel(edition: PriceEdition, found: Sequence[Adjusted]) -> TablePanel:
    note = ""
    if len(found) > SHOWN:
        note = _("The first %(shown)s of %(all)s.") % {"shown": number_text(SHOWN), "all": number_text(len(found))}
    return TablePanel(
        "changes",
        _("What it would make"),
        note=note,
        empty=Empty(_("No price would change. Look at the family, the kind and the step.")),
        columns=(
            Column(_("Product")),
            Column(_("Family")),
            Column(_("Before"), numeric=True),
            Column(_("After"), numeric=True),
            Column(_("Change, %"), numeric=True),
        ),
        rows=tuple(_row(one, edition.book.currency) for one in found[:SHOWN]),
    )


def _row(one: Adjusted, currency: str) -> Row:
    product, grown = one.entry.product, one.growth
    cells = (
        Cell(product.name, "link", url_of(product), strong=True),
        Cell(product.family),
        Cell(money_text(one.entry.price, currency, exact=True), "money", note=", ".join(one.entry.tiers)),
        Cell(money_text(one.price, currency, exact=True), "money", note=", ".join(one.tiers)),
        Cell("" if grown is None else signed(grown), "number"),
    )
    return Row(product.ref, url_of(product), product.name, cells)
