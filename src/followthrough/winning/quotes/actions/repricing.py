"""Price a quote anew by an edition somebody chose; prices never move by themselves."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.pricing.models import EditionState, PriceEdition
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.actions.lines import price_values
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.repricing import repriced
from followthrough.winning.quotes.queries.totals import lines_of


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.DRAFT, QuoteState.DRAFT),
    button=gettext_lazy("Reprice"),
    icon="refresh-cw",
    labels={"edition": gettext_lazy("By the edition")},
)
def reprice_quote(quote: Quote, *, edition: PriceEdition, by: Actor, now: datetime) -> Changes:
    """Give every line with a product the price of this edition. Discounts stay; a price it does not know stays too."""
    if edition.state != EditionState.PUBLISHED:
        raise Invalid({"edition": _("Choose an edition that is published.")})
    if edition.book.currency != quote.currency:
        raise Invalid({"edition": _("It is in another currency than the quote.")})
    found = repriced(quote, lines_of(quote), edition)
    changes = [(line, price_values(one.priced, {"charge": line.charge})) for line, one in found if one.priced.edition]
    change_records(type_of(Line), changes, by=by, now=now)
    moved = sum(not one.is_same for _line, one in found)
    words = ngettext("%(count)d price changed.", "%(count)d prices changed.", moved) % {"count": moved}
    return Changes(words, record=quote)
