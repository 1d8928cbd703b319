"""What differs between two editions, product by product, and the price list to take away."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.editions import Changed, compared, edition_before
from followthrough.foundation.pricing.queries.paper import price_list_pdf
from followthrough.foundation.pricing.queries.price_list import price_list, price_list_workbook
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import ActionButton, Cell, Column, Empty, Fact, Link, ReportPage, Row, Segment, TablePanel
from followthrough.web.showing import url_of
from followthrough.web.wording import capital, money_text, number_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 1_000


@require_safe
def compare(request: HttpRequest, ref: str) -> HttpResponse:
    """What differs between this edition and another of its book: the one before unless `with` names another."""
    actor = actor_of_request(request)
    edition = edition_of(ref, actor)
    others = list(PriceEdition.visible_to(actor).filter(book=edition.book_id).exclude(pk=edition.pk).order_by("number"))
    asked = request.GET.get("with", "")
    other = next((one for one in others if one.ref == asked), None) or edition_before(edition, actor)
    rows = compared(other, edition, actor) if other else []
    segments = tuple(
        Segment(_("Edition %(number)s") % {"number": one.number}, f"?with={one.ref}", current=one == other)
        for one in others
    )
    page = ReportPage(
        _facts(rows),
        (),
        segments=segments,
        segments_label=_("Compare with"),
        wide=(_differences(edition, other, rows),),
    )
    title = _("What changes in %(name)s") % {"name": edition.name}
    return show(request, "web/report.html", page, title=title, crumbs=crumbs_of(edition), actions=_downloads(edition))


@require_safe
def workbook(request: HttpRequest, ref: str) -> HttpResponse:
    """The price list as a workbook."""
    actor = actor_of_request(request)
    edition = edition_of(ref, actor, "export")
    response = HttpResponse(price_list_workbook(edition, price_list(edition, actor)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="price-list-{edition.ref}.xlsx"'
    return response


@require_safe
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The price list as PDF, in the reader's language unless `language` names another of the house."""
    actor = actor_of_request(request)
    edition = edition_of(ref, actor, "export")
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    content = price_list_pdf(edition, price_list(edition, actor), language=language, at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="price-list-{edition.ref}.pdf"'
    return response


def edition_of(ref: str, actor: Actor, verb: str = "view") -> PriceEdition:
    """The edition of this number, for who may read prices."""
    if not actor.may(type_of(PriceEntry).permission(verb)):
        raise Denied(_("Your role may not see prices."))
    found = PriceEdition.visible_to(actor).select_related("book").filter(ref=ref).first()
    if found is None:
        raise NotFound(_("There is no edition with this number."))
    return found


def _facts(rows: Sequence[Changed]) -> tuple[Fact, ...]:
    dearer = sum(1 for one in rows if one.growth and one.growth > 0)
    cheaper = sum(1 for one in rows if one.growth and one.growth < 0)
    told = [
        (_("Dearer"), dearer),
        (_("Cheaper"), cheaper),
        (_("New"), sum(1 for one in rows if one.before is None)),
        (_("No longer in it"), sum(1 for one in rows if one.after is None)),
    ]
    return tuple(Fact(label, number_text(count)) for label, count in told)


def _differences(edition: PriceEdition, other: PriceEdition | None, rows: Sequence[Changed]) -> TablePanel:
    title = _("Compared with %(name)s") % {"name": other.name} if other else _("Nothing to compare with")
    words = _("The prices are the same.") if other else _("This is the first edition of its book.")
    note = ""
    if len(rows) > SHOWN:
        note = _("The first %(shown)s of %(all)s. The workbook has all of them.")
        note %= {"shown": number_text(SHOWN), "all": number_text(len(rows))}
    return TablePanel(
        "differences",
        title,
        note=note,
        empty=Empty(words),
        columns=(
            Column(_("Product")),
            Column(_("Change, %"), numeric=True),
            Column(_("Before"), numeric=True),
            Column(_("Now"), numeric=True),
            Column(_("Family")),
        ),
        rows=tuple(_row(one, edition.book.currency) for one in rows[:SHOWN]),
    )


def _row(one: Changed, currency: str) -> Row:
    url = url_of(one.product)
    grown = one.growth
    cells = (
        Cell(one.product.name, "link", url, strong=True),
        Cell("" if grown is None else signed(grown), "number", tone="due" if grown and grown > 0 else "plain"),
        price_cell(one.before, currency),
        price_cell(one.after, currency),
        Cell(one.product.family),
    )
    return Row(one.product.ref, url, one.product.name, cells)


def price_cell(entry: PriceEntry | None, currency: str) -> Cell:
    if entry is None:
        return Cell(_("not in it"), quiet=True)
    more = [entry.get_period_display() if entry.period else "", ", ".join(entry.tiers)]
    return Cell(money_text(entry.price, currency, exact=True), "money", note=" · ".join(part for part in more if part))


def signed(percent: Decimal) -> str:
    """With its sign: +3.5."""
    return f"+{number_text(percent)}" if percent > 0 else number_text(percent)


def crumbs_of(edition: PriceEdition) -> tuple[Link, ...]:
    kind = type_of(PriceEdition)
    return (
        Link(capital(type_of(edition.book).label_plural), "/price-books/"),
        Link(edition.book.name, url_of(edition.book)),
        Link(edition.name, f"/{kind.plural}/{edition.ref}/"),
    )


def _downloads(edition: PriceEdition) -> tuple[ActionButton, ...]:
    base = f"/price-editions/{edition.ref}"
    return (
        ActionButton(_("Price list as PDF"), f"{base}/price-list.pdf", "file-text"),
        ActionButton(_("Price list as Excel"), f"{base}/price-list.xlsx", "download"),
    )
