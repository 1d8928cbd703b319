"""The lines of a quote in order, and what they come to."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.rules.offer import Totals, offer_totals
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion

MAY_SEE_MARGINS = "margins.view"


def lines_of(quote: Quote) -> list[Line]:
    """All lines, headings and options included, in the order in which they are printed."""
    found = Line._default_manager.filter(opportunity=quote.opportunity_id, binned_at__isnull=True)
    return list(found.select_related("product", "tax").order_by("position", "pk"))


def totals_of(quote: Quote, lines: Sequence[Line]) -> Totals:
    """What the counted lines come to, less the discount on the whole."""
    return offer_totals((line.item for line in lines if line.counts), quote.opportunity.discount, quote.currency)


def quotes_with_lines(actor: Actor) -> QuerySet[Quote]:
    """The actor's quotes, with the lines of each as its opportunity's `counted_lines`, in three queries."""
    lines = Line._default_manager.filter(binned_at__isnull=True).select_related("tax").order_by("position", "pk")
    together = Prefetch("opportunity__lines", queryset=lines, to_attr="counted_lines")
    return Quote.visible_to(actor).select_related("opportunity").prefetch_related(together)


def shown_totals(quotes: Sequence[Quote], actor: Actor) -> dict[int, Totals]:
    """What each of some quotes comes to now, by its key."""
    found = quotes_with_lines(actor).filter(pk__in=[one.pk for one in quotes])
    return {one.pk: totals_of(one, one.opportunity.counted_lines) for one in found}  # type: ignore[attr-defined]  # prefetched


def version_of(quote: Quote) -> QuoteVersion:
    """The version that is, or was last, with the customer. Raises QuoteVersion.DoesNotExist before the first."""
    return QuoteVersion._default_manager.filter(quote=quote, binned_at__isnull=True).latest("number")


def sent_versions(quotes: Sequence[Quote]) -> dict[int, QuoteVersion]:
    """The version each quote that is no draft was sent as, by the quote's key."""
    keys = [one.pk for one in quotes if one.state != QuoteState.DRAFT]
    rows = QuoteVersion._default_manager.filter(quote__in=keys, binned_at__isnull=True).defer("content", "inside")
    return {row.quote_id: row for row in rows.order_by("quote", "-number").distinct("quote")} if keys else {}
