"""The figures of a renewal: when its term ends, what it comes to before, as offered and after."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.values.money import Money
from followthrough.winning.renewals.models import Outcome, Renewal


def renewal_facts(renewal: Renewal, actor: Actor) -> list[tuple[Words, Any]]:
    """The days, what it came to, what is offered, and what was decided."""
    facts: list[tuple[Words, Any]] = [(_("Notice by"), renewal.notice_by)] if renewal.notice_by else []
    facts.append((_("Term ends"), renewal.ends_on))
    if renewal.value_before is not None:
        facts.append((_("A year, before"), Money.of(renewal.value_before, renewal.currency)))
    deal = renewal.opportunity
    if renewal.state == Outcome.OPEN and deal is not None and deal.amount is not None:
        facts.append((_("Offered, in all"), Money.of(deal.amount, deal.currency)))
    if renewal.value_after is not None:
        facts.append((_("A year, after"), Money.of(renewal.value_after, renewal.currency)))
    return facts
