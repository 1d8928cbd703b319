"""The contract, declared: its list, its filters and views, the panels of its page, what programs may ask of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.documents.actions import documents_on
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.readings import Reading, reading_on
from followthrough.kernel.records.registry import Column, Condition, Panel, record
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.winning.contracts.actions.tidying import clean_contract, fill_contracts, saved_contracts
from followthrough.winning.contracts.models import (
    Amendment,
    Commitment,
    Contract,
    ContractClause,
    ContractDiscount,
    ContractLine,
    ContractState,
    Entitlement,
    Holding,
    NegotiationRound,
    OpenPoint,
    Part,
    ServicePackage,
)
from followthrough.winning.contracts.queries import conditions
from followthrough.winning.contracts.queries.figures import contract_facts, contract_subtitle, standings
from followthrough.winning.contracts.queries.fulfilment import fulfilment_told
from followthrough.winning.contracts.queries.on_day import on_day
from followthrough.winning.contracts.queries.parts import parts_shown
from followthrough.winning.contracts.records.showing import LINE, OWED, signers_asked


def standing_panel(key: str, label: Words, model: type[Part], columns: tuple[str, ...]) -> Panel:
    """The parts of a contract that are in force or will be; what an amendment only proposes stands on its page."""
    return Panel(key, label, rows=lambda one, by: parts_shown(model, one, by), of=model, columns=columns, order=("pk",))


def of_it(key: str, label: Words, model: type[Any], columns: tuple[str, ...], **more: Any) -> Panel:
    """What else belongs to a contract."""
    return Panel(key, label, link="contract", of=model,
                 columns=columns, **more)  # fmt: skip


record(
    Contract,
    ref="C-{n:05}",
    group="serve",
    icon="file-pen-line",
    columns=["ref", "name", "account", "standing", "with_party", "owner", "starts_on", "term_ends_on", "notice_by"],
    form=[
        "name",
        "account",
        "opportunity",
        "template",
        "owner",
        "contact",
        "our_signer",
        "language",
        "starts_on",
        "term_months",
        "needs_po",
    ],
    filters=[
        "state",
        "with_party",
        "owner",
        "team",
        "account",
        "opportunity",
        "starts_on",
        "term_ends_on",
        "notice_by",
        "renews",
        "signed_on",
    ],
    sorts=["name", "starts_on", "term_ends_on", "notice_by"],
    default_sort="name",
    match=["ref", "former_id", "name"],
    clean=clean_contract,
    fill=fill_contracts,
    saved=saved_contracts,
    settled=lambda one: ContractState(one.state).label if one.state in ("signed", "terminated", "void") else "",
    facts=contract_facts,
    subtitle=contract_subtitle,
    computed=[Column("standing", _("How it stands"), standings)],
    conditions=[
        Condition(Field("is_running", Kind.YES_NO, _("Running")), conditions.is_running),
        Condition(Field("notice_soon", Kind.YES_NO, _("Notice soon")), conditions.notice_soon),
        Condition(Field("has_ended", Kind.YES_NO, _("Ended")), conditions.has_ended),
    ],
    views=[
        ("drafts", _("Drafts"), {"state": "draft"}),
        ("with-us", _("Waiting for us"), {"with_party": "us,legal,approver"}),
        ("with-them", _("Waiting for them"), {"with_party": "them,signer"}),
        ("running", _("Running"), {"is_running": "yes"}),
        ("notice", _("Notice soon"), {"notice_soon": "yes", "sort": "notice_by"}),
        ("ended", _("Ended"), {"has_ended": "yes"}),
    ],
    aliases=["contract", "agreement"],
    fields={
        **{name: {"told": False} for name in ("state_since", "held_since")},
        "sent_version": {"guard": "contracts.sign"},  # a filed paper has readers of its own
        "name": {"required": False, "aliases": ("contract name", "title", "agreement")},
        "account": {"aliases": ("Account Name", "company", "customer", "client")},
        "owner": {"creates": True},
        "starts_on": {"aliases": ("start date", "start", "begins")},
        "ends_on": {"aliases": ("end date", "end", "expires", "expiry date")},
        "former_id": {"aliases": ("contract number", "contract id", "id")},
        "payment_days": {"adds_up": False},
        "notice": {"adds_up": False},
        "term_months": {"adds_up": False},
        "renewal_months": {"adds_up": False},
        "renewal_limit": {"adds_up": False},
        "terms_number": {"adds_up": False},
    },
    panels=[
        signers_asked(),
        promises_panel(),
        standing_panel("lines", _("Lines"), ContractLine, LINE),
        standing_panel("entitlements", _("What they are owed"), Entitlement, OWED),
        standing_panel("commitments", _("What they commit to"), Commitment, ("name", "minimum", "maximum", "period")),
        standing_panel("discounts", _("Discounts"), ContractDiscount, ("name", "percent", "until", "department")),
        standing_panel("packages", _("Service packages"), ServicePackage, ("name", "product")),
        of_it("points", _("Open points"), OpenPoint, ("name", "asked", "offered", "owner", "state")),
        of_it("rounds", _("Rounds"), NegotiationRound, ("number", "side", "at", "contact", "note")),
        of_it("clauses", _("Clauses"), ContractClause, ("heading", "clause", "clause_version"), order=("position",)),
        of_it("amendments", _("Amendments"), Amendment, ("name", "effective_on", "state"), side=True),
        of_it("steps", _("Who had it"), Holding, ("since", "party", "step"), side=True),
    ],
    begins=_("“Make the contract” on an opportunity or a quote begins one with all that was agreed."),
)

never_merged(Contract)  # what was signed stands for itself
documents_on(Contract, under=("opportunity",))

DAY = Field("day", Kind.DATE, _("Day"), help=_("Such as 2026-11-30; today if left out."))
reading_on(Contract, Reading("on", _("The contract as of a day: its terms, its parts, what it costs."), (DAY,), on_day))
FULFILMENT = _("What is entitled, promised, kept, late and left in the term of a day, by entitlement.")
reading_on(Contract, Reading("fulfilment", FULFILMENT, (DAY,), fulfilment_told))
