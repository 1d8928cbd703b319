"""Begin a renewal: once per contract and term, with its opportunity and draft quote, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.kernel.speaking import ENGLISH
from followthrough.keystone.promises.queries.wanted import written_for
from followthrough.winning.contracts.models import Contract, ContractState
from followthrough.winning.contracts.queries.entitled import quoted_as
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.models import Renewal, RenewalLine, UpliftRule
from followthrough.winning.renewals.queries.carrying import owed_again
from followthrough.winning.renewals.queries.pricing import Next, next_prices, uplift_of
from followthrough.winning.renewals.queries.terms import Term, lines_on, renewable, term_now, worth
from followthrough.winning.renewals.queries.wanted import coming, rungs_now
from followthrough.winning.renewals.rules.ladder import first_day


@action(
    Contract,
    needs="renewals.create",
    button=gettext_lazy("Start the renewal"),
    icon="calendar-clock",
    applies=lambda one: one.state in (ContractState.SIGNED, ContractState.TERMINATED) and one.ends_on is not None,
    labels={"uplift": gettext_lazy("Uplift rule")},
)
def renew_contract(contract: Contract, *, uplift: UpliftRule | None = None, by: Actor, now: datetime) -> Changes:
    """Begin the renewal of the present term now, before its rule does: an opportunity and a draft quote with its lines.

    Prices follow the uplift rule, or the usual one. Where there is a renewal of this term already it is named.
    """
    refuse_second(contract, now)
    row: Values = {"contract": contract, "uplift": uplift} if uplift else {"contract": contract}
    (made,) = create_records(type_of(Renewal), [row], by=by, now=now)
    return Changes(_("%(ref)s is begun.") % {"ref": made.ref}, record=made, ask={"opens": True})


def begin_due(now: datetime) -> int:
    """Begin every renewal whose first rung has come; returns how many. Any number of workers may do so at once."""
    rungs = list(rungs_now().values())
    if not rungs:
        return 0
    begun = 0
    begun_for = Renewal._default_manager.filter(contract=OuterRef("pk"), ends_on=OuterRef("term_ends_on"))
    waiting = coming(now, max(rungs)).filter(~Exists(begun_for))
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        with acting(SYSTEM, "begin_renewal", surface="job", now=now):
            begun += _begin_if_due(pk, rungs, now)
    return begun


def _begin_if_due(pk: int, rungs: Sequence[int], now: datetime) -> bool:
    """Whoever holds the contract decides; who comes second finds the renewal made."""
    rows = Contract._default_manager.select_for_update(of=("self",)).filter(pk=pk)
    contract = rows.select_related("account", "owner").get()
    term = term_now(contract, now)
    if term is None or renewal_of(contract, term) is not None:
        return False
    first, today = first_day(term.target, rungs), now.date()
    if first is None or today < first or not renewable([contract]):
        return False
    with written_for(contract.owner):
        create_records(type_of(Renewal), [{"contract": contract}], by=SYSTEM, now=now)
    return True


def renewal_of(contract: Contract, term: Term) -> Renewal | None:
    """The renewal of a term, in the bin or not."""
    return Renewal._default_manager.filter(contract=contract, term=term.number).first()


def refuse_second(contract: Contract, now: datetime) -> Term:
    """Only a signed contract with an end is renewed, and each term once. Raises Refused."""
    term = term_now(contract, now)
    if term is None:
        raise Refused(_("Only a signed contract whose term has an end can be renewed."))
    there = renewal_of(contract, term)
    if there is not None:
        words = _("%(ref)s is the renewal of this term; it is in the bin.") if there.binned_at else ""
        raise Refused((words or _("%(ref)s is the renewal of this term.")) % {"ref": there.ref})
    return term


def clean_renewal(values: Values, renewal: Renewal | None) -> Values:
    """A renewal stays with its contract; a new one needs a term to renew."""
    contract = values.get("contract")
    if renewal is None and contract is not None:
        try:
            refuse_second(contract, clock.now())
        except Refused as problem:
            raise Invalid({"contract": problem.message}) from problem
    elif renewal is not None and contract is not None and contract != renewal.contract:
        raise Invalid({"contract": _("A renewal stays with its contract.")})
    return values


def fill_renewals(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new renewals: whose they are, which term, what it is worth, the usual uplift rule."""
    usual = UpliftRule._default_manager.filter(is_default=True, binned_at__isnull=True).first()
    for row in rows:
        contract: Contract = row["contract"]
        term = term_now(contract, now)
        row["account"], row["name"] = contract.account, row.get("name") or contract.name
        row["owner"], row["team"] = row.get("owner") or contract.owner, row.get("team") or contract.team
        row["currency"] = contract.currency
        row["uplift"] = row.get("uplift") or usual
        if term is not None and row.get("term") is None:
            row |= {"term": term.number, "ends_on": term.ends_on, "notice_by": term.notice_by}
            row["value_before"] = worth(lines_on(contract, term.ends_on), contract.currency)


def saved_renewals(
    *, created: Sequence[Renewal], changed: Sequence[Renewal], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """A new renewal gets its opportunity and its draft quote."""
    for renewal in created:
        term = term_now(renewal.contract, now)
        if renewal.opportunity_id is None and term is not None and term.number == renewal.term:
            _draft(renewal, term, by=by, now=now)


def _draft(renewal: Renewal, term: Term, *, by: Actor, now: datetime) -> None:
    contract, today = renewal.contract, now.date()
    priced = next_prices(
        contract, lines_on(contract, term.ends_on), uplift_of(renewal.uplift), months=term.months, on=term.next_day
    )
    told = {
        "name": _("Renewal: %(name)s") % {"name": contract.name},
        "account": contract.account,
        "owner": renewal.owner,
        "team": renewal.team,
        "currency": contract.currency,
        "close_on": term.target if term.target >= today else term.ends_on,
        "source": _("Renewal of %(ref)s") % {"ref": contract.ref},
    }
    deal: Opportunity
    (deal,) = create_records(type_of(Opportunity), [told], by=by, now=now)
    quote = _quote(contract, deal, term, by=by, now=now)
    lines = _lines(deal, priced, by=by, now=now)
    create_records(type_of(RenewalLine), [_kept(renewal, one, line) for one, line in lines], by=by, now=now)
    change_records(type_of(Renewal), [(renewal, {"opportunity": deal, "quote": quote})], by=by, now=now)


def _quote(contract: Contract, deal: Opportunity, term: Term, *, by: Actor, now: datetime) -> Quote:
    language = contract.language or ENGLISH
    row: Values = {
        "opportunity": deal,
        "name": deal.name,
        "contact": contract.contact,
        "language": language,
        "payment_terms": _("%(days)d days net") % {"days": contract.payment_days},
        "promises": "\n".join(f"- {quoted_as(one, language)}" for one in owed_again(contract, term)),
    }
    quote: Quote
    (quote,) = create_records(type_of(Quote), [row], by=by, now=now)
    return quote


def _lines(deal: Opportunity, priced: Sequence[Next], *, by: Actor, now: datetime) -> list[tuple[Next, Line | None]]:
    going = [one for one in priced if one.how is not None]
    made = create_records(type_of(Line), [{**one.offered(), "opportunity": deal} for one in going], by=by, now=now)
    of = dict(zip((one.contract_line.pk for one in going), made, strict=True))
    return [(one, of.get(one.contract_line.pk)) for one in priced]


def _kept(renewal: Renewal, one: Next, line: Line | None) -> Values:
    return {
        "renewal": renewal,
        "contract_line": one.contract_line,
        "line": line,
        "name": one.contract_line.title[:300],
        "quantity": one.contract_line.quantity,
        "carried": one.carried.value,
        "price_before": one.contract_line.unit_price,
        "price_after": one.price,
        "source": one.source[:200],
        "currency": renewal.currency,
    }
