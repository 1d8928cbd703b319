"""Contracts, their parts, clauses, amendments and negotiation, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.actions import documents_on
from followthrough.foundation.documents.queries.kinds import register_document_kind
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.readings import Reading, reading_on
from followthrough.kernel.records.registry import Column, Condition, Panel, panel_on, record
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_from
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.winning.contracts.actions.amending import clean_amendment, fill_amendments
from followthrough.winning.contracts.actions.clauses import (
    clean_clause,
    clean_contract_clause,
    fill_contract_clauses,
    saved_clauses,
    saved_templates,
)
from followthrough.winning.contracts.actions.papers import SIGNED, TEXT
from followthrough.winning.contracts.actions.parting import (
    clean_part,
    fill_contract_lines,
    fill_money,
    fill_parts,
    saved_contract_lines,
)
from followthrough.winning.contracts.actions.tidying import clean_contract, fill_contracts, saved_contracts
from followthrough.winning.contracts.models import (
    Amendment,
    Clause,
    ClauseVersion,
    Commitment,
    Contract,
    ContractClause,
    ContractDiscount,
    ContractLine,
    ContractState,
    ContractTemplate,
    Entitlement,
    Holding,
    NegotiationRound,
    OpenPoint,
    Part,
    ServicePackage,
    TemplateClause,
    TermChange,
)
from followthrough.winning.contracts.queries import conditions
from followthrough.winning.contracts.queries.figures import contract_facts, contract_subtitle, how_often, standings
from followthrough.winning.contracts.queries.on_day import on_day, what_changes
from followthrough.winning.contracts.queries.parts import in_force_on, parts_changed, parts_shown
from followthrough.winning.contracts.queries.wanted import (
    ANSWER,
    APPROVAL,
    OUR_ANSWER,
    PO_NUMBER,
    wanted_answers,
    wanted_approvals,
    wanted_our_answers,
    wanted_po_numbers,
)
from followthrough.winning.pipeline.models import Opportunity

register_document_kind(TEXT, _("Text of a contract"))
register_document_kind(SIGNED, _("Signed contract"))
register_kind(ANSWER, _("Their answer on a contract"), "file-pen-line")
register_kind(OUR_ANSWER, _("Our answer on a contract"), "file-pen-line")
register_kind(APPROVAL, _("Approval of a contract"), "stamp")
register_kind(PO_NUMBER, _("PO number"), "hash")
register_rule(Rule(ANSWER, _("Their answer to a contract we sent, due after working days"), ANSWER, 5, wanted_answers))
register_rule(
    Rule(OUR_ANSWER, _("Our answer to their version of a contract, due after working days"), OUR_ANSWER, 3,
         wanted_our_answers)
)  # fmt: skip
register_rule(
    Rule(APPROVAL, _("Approval of a contract that needs it, due after working days"), APPROVAL, 2, wanted_approvals)
)
register_rule(
    Rule(PO_NUMBER, _("The PO number of a signed contract, due after working days"), PO_NUMBER, 5, wanted_po_numbers)
)

IN_FORCE = Condition(Field("in_force_on", Kind.DATE, _("In force on")), in_force_on)
SINCE = ("effective_from", "effective_until")


LINE = ("description", "quantity", "unit_price", "discount", "charged", "amount")
OWED = ("name", "department", "person", "quantity", "often", "first_on")


def standing_panel(key: str, label: Words, model: type[Part], columns: tuple[str, ...]) -> Panel:
    """The parts of a contract that are in force or will be; what an amendment only proposes stands on its page."""
    return Panel(key, label, rows=lambda one, by: parts_shown(model, one, by), of=model, columns=columns, order=("pk",))


def of_it(key: str, label: Words, model: type[Any], columns: tuple[str, ...], **more: Any) -> Panel:
    """What else belongs to a contract."""
    return Panel(key, label, rows=lambda one, by: model.visible_to(by).filter(contract=one), of=model,
                 columns=columns, **more)  # fmt: skip


def brought(key: str, label: Words, model: type[Part], columns: tuple[str, ...]) -> Panel:
    """The parts that come or end with an amendment."""
    return Panel(key, label, rows=lambda one, by: parts_changed(model, one, by), of=model, columns=columns,
                 order=("pk",))  # fmt: skip


def part(model: type[Part], *, plural: str, ref: str, columns: list[str], form: list[str], **more: Any) -> None:
    """Declare a kind of part: the same filters, the same way to change it."""
    record(
        model,
        plural=plural,
        ref=ref,
        group="sell",
        columns=["contract", *columns, *SINCE],
        form=["contract", "amendment", *form],
        filters=["contract", "amendment", *more.pop("filters", [])],
        conditions=[IN_FORCE],
        match=["ref"],
        parent="contract",
        in_menu=False,
        clean=clean_part,
        fields={"contract": {"required": False}, **more.pop("fields", {})},
        **{"fill": fill_parts, **more},
    )


record(
    ContractTemplate,
    plural="contract-templates",
    ref="CT-{n:02}",
    group="settings",
    icon="file-stack",
    columns=["ref", "name", "language", "is_default", "term_months", "payment_days", "most_discount"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    saved=saved_templates,
    panels=[
        Panel(
            "places",
            _("Clauses"),
            rows=lambda t, by: TemplateClause.visible_to(by).filter(template=t),
            of=TemplateClause,
            order=("position", "pk"),
            limit=40,
        )
    ],
    fields={name: {"adds_up": False} for name in ("term_months", "payment_days", "most_discount")},
)
record(
    Clause,
    plural="clauses",
    ref="CL-{n:03}",
    group="settings",
    icon="text-quote",
    columns=["ref", "name", "number", "is_mandatory", "needs_approval", "alternative_to"],
    form=["name", "name_es", "is_mandatory", "needs_approval", "alternative_to", "text_en", "text_es"],
    filters=["is_mandatory", "needs_approval"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    clean=clean_clause,
    saved=saved_clauses,
    fields={"number": {"adds_up": False}},
    panels=[
        Panel(
            "versions",
            _("Versions"),
            side=True,
            rows=lambda c, by: ClauseVersion.visible_to(by).filter(clause=c),
            of=ClauseVersion,
            columns=("number", "at", "by"),
        )
    ],
)
record(
    ClauseVersion,
    plural="clause-versions",
    ref="CV-{n:05}",
    columns=["number", "at", "by", "text_en", "text_es"],
    form=[],
    writers=frozenset(),
    parent="clause",
    listed=False,
)
record(
    TemplateClause,
    plural="template-clauses",
    ref="TC-{n:04}",
    columns=["template", "position", "clause"],
    filters=["template", "clause"],
    match=["ref"],
    writers=MANAGERS,
    parent="template",
    in_menu=False,
    fields={"position": {"adds_up": False}},
)
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
        Panel("promises", _("Promises"), rows=promises_from, of=Promise, columns=("what", "owner", "due", "state")),
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
)
part(
    ContractLine,
    plural="contract-lines",
    ref="CN-{n:06}",
    columns=["product", "description", "quantity", "unit_price", "discount", "charged", "amount", "currency"],
    form=["product", "description", "quantity", "unit_price", "discount", "charged", "starts_on", "ends_on"],
    filters=["product"],
    fill=fill_contract_lines,
    saved=saved_contract_lines,
    fields={"unit_price": {"adds_up": False}, "discount": {"adds_up": False}},
)
part(
    Entitlement,
    plural="entitlements",
    ref="ENT-{n:06}",
    columns=["name", "department", "person", "quantity", "recurrence", "first_on", "value", "proof"],
    form=["name", "department", "person", "quantity", "first_on", "recurrence", "lead_days", "value", "proof"],
    filters=["department", "person"],
    fill=fill_money,
    fields={"lead_days": {"adds_up": False}},
    computed=[Column("often", _("How often"), how_often)],
)
part(
    Commitment,
    plural="commitments",
    ref="CMT-{n:05}",
    columns=["name", "minimum", "maximum", "unit", "period", "rolls_over"],
    form=["name", "minimum", "maximum", "unit", "period", "rolls_over"],
    fields={"minimum": {"adds_up": False}, "maximum": {"adds_up": False}},
)
part(
    ContractDiscount,
    plural="contract-discounts",
    ref="CD-{n:06}",
    columns=["name", "percent", "until", "department"],
    form=["name", "percent", "until", "department"],
    fields={"percent": {"adds_up": False}},
)
part(
    ServicePackage,
    plural="service-packages",
    ref="SVC-{n:05}",
    columns=["name", "product", "includes"],
    form=["name", "product", "includes"],
)
record(
    ContractClause,
    plural="contract-clauses",
    ref="CC-{n:06}",
    columns=["contract", "position", "heading", "clause", "clause_version", "text"],
    form=["contract", "clause", "heading", "text", "position"],
    filters=["contract", "clause"],
    match=["ref"],
    parent="contract",
    in_menu=False,
    clean=clean_contract_clause,
    fill=fill_contract_clauses,
    fields={"position": {"adds_up": False}},
)
record(
    Holding,
    plural="contract-steps",
    ref="CS-{n:06}",
    columns=["since", "party", "person", "contact", "step", "why"],
    form=[],
    writers=frozenset(),
    parent="contract",
    listed=False,
)
record(
    NegotiationRound,
    plural="negotiation-rounds",
    ref="NR-{n:06}",
    columns=["number", "side", "at", "person", "contact", "note"],
    form=[],
    writers=frozenset(),
    parent="contract",
    listed=False,
    fields={"number": {"adds_up": False}},
)
record(
    OpenPoint,
    plural="open-points",
    ref="OP-{n:06}",
    columns=["contract", "name", "asked", "offered", "owner", "state", "outcome"],
    form=["contract", "name", "asked", "offered", "owner"],
    filters=["contract", "owner", "state"],
    match=["ref"],
    parent="contract",
    in_menu=False,
    fields={"state": {"editable": False}},
)
record(
    Amendment,
    ref="CA-{n:05}",
    group="serve",
    icon="file-plus-2",
    columns=["ref", "name", "contract", "number", "effective_on", "state", "signed_on"],
    form=["contract", "name", "effective_on", "reason"],
    filters=["contract", "state", "effective_on"],
    sorts=["effective_on"],
    default_sort="-effective_on",
    match=["ref"],
    parent="contract",
    in_menu=False,
    clean=clean_amendment,
    fill=fill_amendments,
    fields={"sent_version": {"guard": "amendments.sign"}, "number": {"adds_up": False}},
    panels=[
        brought("lines", _("Lines"), ContractLine, (*LINE, *SINCE)),
        brought("entitlements", _("What they are owed"), Entitlement, (*OWED, *SINCE)),
        brought("commitments", _("What they commit to"), Commitment, ("name", "minimum", "maximum", "period", *SINCE)),
        brought("discounts", _("Discounts"), ContractDiscount, ("name", "percent", "until", *SINCE)),
        brought("packages", _("Service packages"), ServicePackage, ("name", "product", *SINCE)),
        Panel(
            "terms",
            _("Terms"),
            rows=lambda one, by: TermChange.visible_to(by).filter(amendment=one),
            of=TermChange,
            columns=("term", "before", "after"),
            order=("pk",),
        ),
    ],
)
record(
    TermChange,
    plural="term-changes",
    ref="TR-{n:05}",
    columns=["term", "before", "after"],
    form=[],
    writers=frozenset(),
    parent="amendment",
    listed=False,
)


documents_on(Contract, under=("opportunity",))
documents_on(Amendment, under=("contract",))


DAY = Field("day", Kind.DATE, _("Day"), help=_("Such as 2026-11-30; today if left out."))
reading_on(Contract, Reading("on", _("The contract as of a day: its terms, its parts, what it costs."), (DAY,), on_day))
reading_on(Amendment, Reading("changes", _("What the amendment changes, and what that costs."), (), what_changes))


def contracts_of(column: str) -> Any:
    """The rows of a panel of contracts on an account or a deal."""
    return lambda one, by: Contract.visible_to(by).filter(**{column: one})


for _model, _column in ((Account, "account"), (Opportunity, "opportunity")):
    panel_on(
        _model,
        Panel(
            "contracts",
            pgettext_lazy("panel", "Contracts"),
            rows=contracts_of(_column),
            of=Contract,
            columns=("name", "state", "starts_on", "term_ends_on", "notice_by"),
            order=("-state_since",),
        ),
    )
