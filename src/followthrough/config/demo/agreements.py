"""The contracts of Fathom & Vale: one near its notice day, one far from it, three on their way to a signature."""

from datetime import date, timedelta
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.fulfilled import fulfil
from followthrough.config.demo.stage import Stage
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team
from followthrough.winning.contracts.models import (
    Amendment,
    Clause,
    Commitment,
    Contract,
    ContractClause,
    ContractDiscount,
    ContractLine,
    ContractTemplate,
    Entitlement,
    OpenPoint,
    ServicePackage,
    TemplateClause,
)
from followthrough.winning.contracts.rules.terms import end_after

# name | Spanish name | English | Spanish | needs approval if changed
CLAUSES = (
    (
        "What is delivered",
        "Qué se entrega",
        "{company} delivers to {account} what is listed above, on the days listed there.",
        "{company} entrega a {account} lo indicado arriba, en los días allí indicados.",
        False,
    ),
    (
        "Term and notice",
        "Plazo y preaviso",
        "This contract runs {term}. It renews: {renewal}. Either side may end it at the end of a term by notice of "
        "{notice} in writing.",
        "Este contrato rige {term}. Renovación: {renewal}. Cada parte puede ponerle fin al final de un plazo con un "
        "preaviso escrito de {notice}.",
        False,
    ),
    (
        "Payment",
        "Pago",
        "Invoices are payable within {payment_days} days. {yearly_amount} a year are invoiced: {billing}.",
        "Las facturas se pagan a {payment_days} días. Se facturan {yearly_amount} al año: {billing}.",
        False,
    ),
    (
        "Use of data",
        "Uso de los datos",
        "{account} may use the data in its own business. It does not sell or publish them.",
        "{account} puede usar los datos en su propia actividad. No los vende ni los publica.",
        True,
    ),
    (
        "Liability",
        "Responsabilidad",
        "Each side is liable for damage up to what is payable in one year, and without limit for intent.",
        "Cada parte responde de los daños hasta lo pagadero en un año, y sin límite en caso de dolo.",
        True,
    ),
)
WIDER = "Each side is liable for damage up to what is payable in three years, and without limit for intent."


def tell_contracts(stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
    """Every contract, in the order they were signed or begun."""
    templates = _templates(stage)
    teams = {team.name: team for team in Team._default_manager.all()}
    _near_notice(stage, customers, goods, templates, teams)
    _steady(stage, customers, goods, templates, teams)
    _with_them(stage, customers, goods, templates)
    _to_approve(stage, customers, goods, templates)
    _in_spanish(stage, customers, goods, templates)


def _templates(stage: Stage) -> dict[str, ContractTemplate]:
    at = stage.at(-83, 9)
    names = ("name", "name_es", "text_en", "text_es", "needs_approval")
    clauses = stage.makes("Gareth", Clause, [dict(zip(names, one, strict=True)) for one in CLAUSES], at=at)
    rows: list[dict[str, Any]] = [
        {"name": "Data subscription", "language": "en", "is_default": True, "term_months": 12},
        {"name": "Suscripción de datos", "language": "es", "term_months": 12, "payment_days": 60},
    ]
    made = stage.makes("Gareth", ContractTemplate, rows, at=at)
    places = [
        {"template": one, "clause": clause, "position": 10 * place}
        for one in made
        for place, clause in enumerate(clauses, 1)
    ]
    stage.makes("Gareth", TemplateClause, places, at=at)
    return {"en": made[0], "es": made[1]}


def _begun(stage: Stage, customers: Customers, by: str, account: str, name: str, at: int, **values: Any) -> Contract:
    people = customers.contacts[account]
    told = {"name": name, "account": customers.accounts[account], "owner": stage.people[by], "contact": people[0]}
    (made,) = stage.makes(by, Contract, [{**told, **values}], at=stage.at(at, 9.5))
    return Contract._default_manager.get(pk=made.pk)


BILLED_LIVE = ("PL-BAN",)  # a banner falls due when it stands


def _sold_as(contract: Contract, goods: dict[str, Product], code: str) -> ContractLine:
    """The contract's line of a product."""
    return ContractLine._default_manager.get(contract=contract, product=goods[code])


def _lines(
    stage: Stage,
    by: str,
    contract: Contract,
    goods: dict[str, Product],
    rows: tuple[tuple[str, str, str], ...],
    at: int,
) -> None:
    """Product, quantity and discount, at the list price for a year or once."""
    kinds = {"data": "year", "recurring": "year", "usage": "month"}
    told = [
        {
            "contract": contract,
            "product": goods[code],
            "quantity": quantity,
            "discount": cut,
            "unit_price": goods[code].list_price,
            "charged": kinds.get(goods[code].kind, "once"),
            "billed_when": "live" if code in BILLED_LIVE else "schedule",
        }
        for code, quantity, cut in rows
    ]
    stage.makes(by, ContractLine, told, at=stage.at(at, 9.7))


def _sign(stage: Stage, by: str, contract: Contract, at: int, on: date, who: str) -> Contract:
    scan = papers.pdf("signed-contract.pdf", [contract.name, "Signed by both sides.", who])
    stage.does(by, Contract, "mark-signed", contract, at=stage.at(at, 11), signed_on=on, signed_by=who, file=scan)
    return Contract._default_manager.get(pk=contract.pk)


def _near_notice(stage: Stage, customers: Customers, goods: dict[str, Product], templates: Any, teams: Any) -> None:
    """A year of data whose notice day is eight days away, with an amendment signed and one being written."""
    start = _a_year_before(stage.today + timedelta(days=69))
    contract = _begun(
        stage, customers, "Femi", "Oldford Milling", "Market data, all mills", -74,
        template=templates["en"], starts_on=start, term_months=12,
    )  # fmt: skip
    _lines(stage, "Femi", contract, goods, (("GL-MW", "2", "10"), ("MW-IDX", "1", "0"), ("DESK", "1", "0")), -74)
    at = stage.at(-74, 10)
    owed = [
        {"name": "Monthly file, corrected and checked", "kind": "refresh", "department": teams["Tech"],
         "line": _sold_as(contract, goods, "GL-MW"), "proof": "Receipt",
         "first_on": start + timedelta(days=14), "recurrence": "FREQ=MONTHLY", "lead_days": 3},
        {"name": "Full page in The Process Letter", "kind": "placement", "department": teams["Design"],
         "place": "The Process Letter, page 3", "stands_as": "ad_page", "value": "2760",
         "first_on": start + timedelta(days=90), "lead_days": 2,
         "recurrence": "FREQ=MONTHLY;INTERVAL=3", "flight_days": 28, "needs_days": 10, "proof": "Link to the page"},
        {"name": "Free banner, 3 months", "kind": "benefit", "department": teams["Design"], "quantity": 2,
         "lead_days": 3, "value": "1200"},
        {"name": "Desk seats for the buying office", "kind": "seats", "department": teams["Tech"], "quantity": 5},
        {"name": "Visit to the buying desk", "person": stage.people["Femi"],
         "recurrence": "FREQ=MONTHLY;INTERVAL=6"},
    ]  # fmt: skip
    stage.makes("Femi", Entitlement, [{"contract": contract, **one} for one in owed], at=at)
    stage.makes("Femi", Commitment, [{"contract": contract, "name": "API calls", "unit": "calls",
                "minimum": "120000", "maximum": "600000", "period": "year", "rolls_over": True}], at=at)  # fmt: skip
    stage.makes("Femi", ContractDiscount, [{"contract": contract, "name": "Booth at the spring trade fair",
                "percent": "15", "department": teams["Trade shows"]}], at=at)  # fmt: skip
    package = {
        "name": "Account desk",
        "product": goods["DESK"],
        "includes": "A named contact who answers the same day.",
    }
    stage.makes("Femi", ServicePackage, [{"contract": contract, **package}], at=at)
    people = customers.contacts["Oldford Milling"]
    contract = _sign(stage, "Yuki", contract, -72, start - timedelta(days=9), f"{people[0].name} and Gareth Molloy")
    fulfil(stage, contract)
    _amended(stage, contract, goods)


def _amended(stage: Stage, contract: Contract, goods: dict[str, Product]) -> None:
    def begin(name: str, day: date, at: int) -> Amendment:
        row = {"contract": contract, "name": name, "effective_on": day}
        (made,) = stage.makes("Yuki", Amendment, [row], at=stage.at(at, 10))
        return Amendment._default_manager.get(pk=made.pk)

    first = begin("Adds the Millwatch index for the bakeries", stage.day(-55), -60)
    line = {"amendment": first, "product": goods["MW-IDX"], "description": "Millwatch index, bakeries",
            "unit_price": "1800", "charged": "year"}  # fmt: skip
    stage.makes("Yuki", ContractLine, [line], at=stage.at(-60, 10.2))
    scan = papers.pdf("amendment-1.pdf", ["Amendment 1", "Signed by both sides."])
    signed = {"signed_on": stage.day(-57), "signed_by": "both sides", "file": scan}
    stage.does("Yuki", Amendment, "mark-signed", first, at=stage.at(-57, 15), **signed)
    second = begin("One Midwest file less", stage.day(15), -2)
    files = ContractLine._default_manager.get(contract=contract, product=goods["GL-MW"])
    stage.does("Yuki", ContractLine, "change", files, at=stage.at(-2, 10.4), amendment=second, quantity="1")
    stage.does("Yuki", Amendment, "set-term", second, at=stage.at(-2, 10.5), term="notice", value="90")


def _a_year_before(end: date) -> date:
    """The first day of the year that ends on that day."""
    start = end - timedelta(days=364)
    while end_after(start, 12) > end:
        start -= timedelta(days=1)
    return start


def _steady(stage: Stage, customers: Customers, goods: dict[str, Product], templates: Any, teams: Any) -> None:
    """Placements for two years, far from any deadline; invoices need a PO number that is not here yet."""
    start = stage.day(-40)
    contract = _begun(
        stage, customers, "Claire", "Harrow & Quill Media", "Placements, two seasons", -52, template=templates["en"],
        starts_on=start, term_months=24, needs_po=True,
    )  # fmt: skip
    rows = (("PL-HALF", "6", "12"), ("PL-BAN", "10", "12"))
    _lines(stage, "Claire", contract, goods, rows, -52)
    owed = [
        {"name": "Banner on the valves page", "kind": "placement", "department": teams["Tech"], "place": "Valves page",
         "line": _sold_as(contract, goods, "PL-BAN"),
         "first_on": stage.day(6), "recurrence": "FREQ=MONTHLY;INTERVAL=2", "flight_days": 28, "needs_days": 10},
        {"name": "Half page in The Process Letter", "kind": "placement", "stands_as": "ad_page",
         "department": teams["Design"], "line": _sold_as(contract, goods, "PL-HALF"),
         "place": "The Process Letter, right-hand page",
         "first_on": stage.day(38), "until": stage.day(38) + timedelta(days=310),
         "recurrence": "FREQ=MONTHLY;INTERVAL=2", "flight_days": 30, "needs_days": 10},
        {"name": "Traffic report after each banner", "department": teams["Tech"], "first_on": stage.day(28),
         "recurrence": "FREQ=MONTHLY;INTERVAL=2"},
    ]  # fmt: skip
    stage.makes("Claire", Entitlement, [{"contract": contract, **one} for one in owed], at=stage.at(-52, 10))
    who = customers.contacts["Harrow & Quill Media"][0].name
    _sign(stage, "Yuki", contract, -44, stage.day(-45), f"{who} and Gareth Molloy")


def _with_them(stage: Stage, customers: Customers, goods: dict[str, Product], templates: Any) -> None:
    """In its second round, with their wishes open."""
    contract = _begun(
        stage, customers, "Femi", "Pellworth Analytics", "Grainline by API", -12, template=templates["en"],
        starts_on=stage.day(20), term_months=12,
    )  # fmt: skip
    _lines(stage, "Femi", contract, goods, (("GL-API", "1800", "12"), ("DESK", "1", "0")), -12)
    stage.does("Femi", Contract, "send", contract, at=stage.at(-10, 11), note="First version")
    back = papers.pdf("pellworth-comments.pdf", ["Grainline by API", "Payment within 60 days.", "No auto-renewal."])
    told = {"note": "They want 60 days to pay and no renewal by itself.", "file": back}
    stage.does("Yuki", Contract, "receive", contract, at=stage.at(-6, 15), **told)
    points = [
        {"name": "Days to pay", "asked": "60 days", "offered": "45 days", "owner": stage.people["Femi"]},
        {"name": "Renewal by itself", "asked": "none", "offered": "90 days' notice", "owner": stage.people["Yuki"]},
    ]
    stage.makes("Femi", OpenPoint, [{"contract": contract, **one} for one in points], at=stage.at(-5, 9))
    stage.does("Femi", Contract, "edit", contract, at=stage.at(-4, 9), payment_days=45)
    stage.does("Femi", Contract, "send", contract, at=stage.at(-4, 10), note="45 days, the rest as it was")


def _to_approve(stage: Stage, customers: Customers, goods: dict[str, Product], templates: Any) -> None:
    """Beyond the template in a clause, in its discount and in its days to pay."""
    contract = _begun(
        stage, customers, "Femi", "Bluestem Growers Exchange", "Price index for members", -7,
        template=templates["en"], starts_on=stage.day(30), term_months=36,
    )  # fmt: skip
    _lines(stage, "Femi", contract, goods, (("MW-IDX", "3", "20"),), -7)
    liability = ContractClause._default_manager.get(contract=contract, heading="Liability")
    stage.does("Femi", ContractClause, "edit", liability, at=stage.at(-6, 9), text=WIDER)
    stage.does("Femi", Contract, "edit", contract, at=stage.at(-6, 9.2), payment_days=60)
    stage.does("Femi", Contract, "ask-approval", contract, at=stage.at(-1, 16), note="Their board meets on Thursday.")


def _in_spanish(stage: Stage, customers: Customers, goods: dict[str, Product], templates: Any) -> None:
    contract = _begun(
        stage, customers, "Lucía", "Almazara del Segura", "Grainline Iberia 2027", -3, template=templates["es"],
        starts_on=stage.day(35),
    )  # fmt: skip
    _lines(stage, "Lucía", contract, goods, (("GL-IB", "1", "5"),), -3)
