"""Approval of quotes: asked for on the quote, made unneeded by going back to one's limit, fallen away by changes."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import approval_verb_on, settle_approvals
from followthrough.keystone.approvals.queries.standing import findings_for
from followthrough.keystone.approvals.queries.wording import plain_number
from followthrough.winning.pipeline.actions.tidying import check_not_held, clean_line
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.measuring import LINE_OFF, draft_quotes, listed_prices

approval_verb_on(Quote)


@action(Line, needs="lines.edit")
def lower_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Set the line's discount back to your limit, so that it needs no approval any more."""
    check_not_held(line.opportunity)
    quote = draft_quotes().filter(opportunity=line.opportunity_id).first()
    limit = lowest_limit(quote, line, by) if quote else None
    if quote is None or limit is None:
        raise Refused(_("Its discount needs no approval."))
    values: Values = {"discount": limit}
    listed = listed_prices(quote, [line]).get(line.pk)
    if listed is not None and line.unit_price is not None and line.unit_price < listed:
        values["unit_price"] = listed
    change_records(type_of(Line), [(line, clean_line(values, line))], by=by, now=now)
    return Changes(_("%(title)s is %(limit)s%% off now.") % {"title": line.title, "limit": plain_number(limit)}, line)


def lowest_limit(quote: Quote, line: Line, by: Actor) -> Decimal | None:
    """The largest discount this person may give on a line alone; None where it is within their limits."""
    found = [one for one, _rule in findings_for(quote, by)]
    limits = [
        one.limit.limit
        for one in found
        if one.measured.measure == LINE_OFF and one.measured.part == line.ref and one.limit.limit is not None
    ]
    return min(limits).quantize(Decimal("0.01"), ROUND_DOWN) if limits else None


def settle_quotes(
    *, created: Sequence[Any], changed: Sequence[Any], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """After a change of quotes, opportunities or lines: what was approved otherwise falls away."""
    ids = {one.opportunity_id if isinstance(one, Quote | Line) else one.pk for one in (*created, *changed)}
    settle_approvals(_drafts_of().rows(ids=list(ids)), by=by, now=now)


@prepared
def _drafts_of() -> QuerySet[Quote]:
    return draft_quotes().filter(among("opportunity", Given("ids", IDS)))


SETTLED_AFTER = (Quote, Line, Opportunity)
