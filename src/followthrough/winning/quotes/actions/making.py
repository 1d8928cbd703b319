"""Begin quotes, and keep their words in order while they are drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.kernel.speaking import LANGUAGES
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import LIVE, Quote, QuoteState
from followthrough.winning.quotes.rules import usual_promises, usual_validity

ALWAYS = {"owner", "po_number", "custom"}  # what may change while the customer has the quote
LASTING = ("delivery_terms", "payment_terms", "language")


@action(
    Opportunity,
    needs="quotes.create",
    button=gettext_lazy("New quote"),
    icon="file-text",
    primary=True,
    applies=lambda one: one.account_id is not None,
)
def quote_opportunity(opportunity: Opportunity, *, by: Actor, now: datetime) -> Changes:
    """Begin a quote from the opportunity's lines. Terms are those of the account's last quote."""
    (quote,) = create_records(type_of(Quote), [{"opportunity": opportunity}], by=by, now=now)
    return Changes(_("%(ref)s is begun.") % {"ref": quote.ref}, record=quote, ask={"opens": True})


def clean_quote(values: Values, quote: Quote | None) -> Values:
    """A title without double spaces; what a sent quote says stays as it was sent."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if quote is None:
        if not (values.get("opportunity") or values.get("account")):
            raise Invalid({"account": _("Choose the account, or the opportunity.")})
        return values
    changed = {name for name, value in values.items() if value != getattr(quote, name, None)} - ALWAYS
    if changed and quote.state != QuoteState.DRAFT:
        sentence = _("Version %(number)d went to the customer. Revise the quote to change it.")
        raise Refused(sentence % {"number": quote.number})
    if "opportunity" in changed or "account" in changed:
        raise Invalid({"account": _("A quote stays with its opportunity and account. Begin another quote there.")})
    _check_contact(values, quote)
    return values


def _check_contact(values: Mapping[str, Any], quote: Quote) -> None:
    contact = values.get("contact")
    if contact and contact.account_id not in (None, quote.account_id):
        raise Invalid({"contact": _("%(name)s is at another account.") % {"name": contact.name}})


def fill_quotes(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new quotes: an opportunity for each, usual terms, the contact's language, a last day, an owner."""
    _find_opportunities(rows, by=by, now=now)
    _refuse_second(rows)
    today = clock.today(company().zone)
    usual = _last_terms([row["account"].pk for row in rows])
    own = User._default_manager.filter(pk=by.user_id or 0).first()
    for row in rows:
        opportunity = row["opportunity"]
        row["account"] = row.get("account") or opportunity.account
        row["name"] = row.get("name") or opportunity.name
        row["currency"] = opportunity.currency
        row["owner"] = row.get("owner") or opportunity.owner or own
        row["valid_until"] = row.get("valid_until") or usual_validity(today)
        before = usual.get(row["account"].pk)
        row["contact"] = row.get("contact") or (before.contact if before else None)
        if not row.get("language") and row["contact"] and row["contact"].language in LANGUAGES:
            row["language"] = row["contact"].language
        for name in LASTING if before else ():
            row[name] = row.get(name) or getattr(before, name)
        if before and not row.get("promises"):
            row["promises"] = usual_promises(before.promises)


def saved_quotes(
    *, created: Sequence[Quote], changed: Sequence[Quote], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Nothing follows from a draft's words."""


def _find_opportunities(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A quote for an account without an opportunity begins one, so that the pipeline knows of every offer."""
    bare = [row for row in rows if not row.get("opportunity")]
    wanted = [{"account": row["account"], "name": row.get("name") or "", "owner": row.get("owner")} for row in bare]
    made = create_records(type_of(Opportunity), wanted, by=by, now=now) if wanted else []
    for row, opportunity in zip(bare, made, strict=True):
        row["opportunity"] = opportunity
    for row in rows:
        account, opportunity = row.get("account"), row["opportunity"]
        if opportunity.account_id is None or (account and account.pk != opportunity.account_id):
            raise Invalid({"account": _("The opportunity belongs to another account, or to none yet.")})
        row["account"] = opportunity.account


def _refuse_second(rows: Sequence[Values]) -> None:
    live = Quote._default_manager.filter(
        opportunity__in=[row["opportunity"].pk for row in rows], state__in=LIVE, binned_at__isnull=True
    ).first()
    if live:
        sentence = _("%(ref)s is open for this opportunity. Change it, or revise it if it was sent.")
        raise Refused(sentence % {"ref": live.ref})


def _last_terms(accounts: Sequence[int]) -> dict[int, Quote]:
    rows = Quote._default_manager.filter(account__in=accounts, binned_at__isnull=True).select_related("contact")
    return {row.account_id: row for row in rows.order_by("account", "-pk").distinct("account")}
