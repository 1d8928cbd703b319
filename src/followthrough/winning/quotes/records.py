"""Quotes and their versions, declared."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Column, Condition, Panel, panel_on, record
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.open_ones import promises_from
from followthrough.values.money import Money
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.actions import clean_quote, fill_quotes, saved_quotes
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.totals import sent_versions, shown_totals


def totals_shown(quotes: Sequence[Quote], actor: Actor) -> dict[int, Any]:
    """What each comes to: a draft as it is now, any other as it was sent."""
    sent = sent_versions(quotes)
    drafts = shown_totals([one for one in quotes if one.pk not in sent], actor)
    return {
        **{pk: Money(version.total, version.currency) for pk, version in sent.items()},
        **{pk: totals.total for pk, totals in drafts.items()},
    }


def is_expired(value: bool, actor: Actor) -> Q:
    """Sent, and the last day is over where it is sold."""
    over = Q(state=QuoteState.SENT, valid_until__lt=clock.today(company().zone))
    return over if value else ~over


record(
    Quote,
    ref="Q-{year}-{n:05}",
    group="sell",
    icon="file-text",
    columns=["ref", "name", "account", "state", "total", "number", "valid_until", "owner", "sent_at"],
    form=["account", "opportunity", "contact", "name", "valid_until", "language", "owner"],
    filters=["state", "owner", "account", "opportunity", "valid_until", "sent_at", "decline_reason", "currency"],
    sorts=["valid_until"],
    default_sort="-id",
    match=["ref", "former_id"],
    clean=clean_quote,
    fill=fill_quotes,
    saved=saved_quotes,
    computed=[Column("total", _("Total"), totals_shown, "money")],
    conditions=[Condition(Field("is_expired", Kind.YES_NO, pgettext_lazy("quote", "Expired")), is_expired)],
    views=[
        ("draft", pgettext_lazy("quotes", "Drafts"), {"state": "draft"}),
        ("sent", pgettext_lazy("quotes", "With customers"), {"state": "sent", "is_expired": "no"}),
        ("expired", pgettext_lazy("quotes", "Expired"), {"is_expired": "yes"}),
    ],
    fields={
        "opportunity": {"required": False},
        "account": {"required": False},
        "number": {"adds_up": False},
        "po_number": {"aliases": ("po", "purchase order")},
    },
    aliases=["proposal", "offer", "estimate", "quotation"],
    panels=[
        Panel(
            "promises",
            _("Promises"),
            rows=promises_from,
            of=Promise,
            columns=("what", "owner", "due", "state"),
            order=("-state", "due"),
        ),
    ],
)
record(
    QuoteVersion,
    plural="quote-versions",
    ref="QV-{n:06}",
    columns=["quote", "number", "total", "currency", "frozen_at", "author", "sha256"],
    form=[],
    filters=["quote"],
    match=["ref"],
    writers=frozenset(),
    parent="quote",
    listed=False,
    fields={"inside": {"guard": "margins.view"}, "net": {"adds_up": False}, "total": {"adds_up": False}},
)
never_merged(Quote)
for one in (Account, Opportunity):
    panel_on(
        one,
        Panel(
            "quotes",
            _("Quotes"),
            rows=lambda above, by: Quote.visible_to(by).filter(**{type(above)._meta.model_name: above}),
            of=Quote,
            columns=("name", "state", "valid_until", "owner"),
        ),
    )
