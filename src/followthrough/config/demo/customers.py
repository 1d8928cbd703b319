"""Customers come in, most by upload on the first day; their people, with numbers that work or don't."""

from dataclasses import dataclass
from typing import Any

from followthrough.config.demo import customer_book as book
from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import (
    Account,
    AccountMember,
    Address,
    Contact,
    ContactPoint,
    Segment,
)
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team, Territory
from followthrough.kernel.records.registry import type_of
from followthrough.values.contactdata import split_name

UPLOADED = 32  # of the accounts came in by upload, the others since
COLUMNS = (
    *("name", "kind", "segment", "industry", "owner", "coordinator", "city", "region"),
    *("country", "phone", "currency", "terms", "tags"),
)
TERRITORIES = {"DE": "Central Europe", "CZ": "Central Europe", "PL": "Central Europe", "CA": "East and Canada"}
LAKES = ("IL", "OH", "MI", "WI", "IN")
STREETS = ("Mill Road", "Canal Row", "Foundry Lane", "Orchard Street", "Station Square", "Harbour Way", "Bridge Street")


@dataclass(frozen=True)
class Customers:
    """Accounts by name, and the contacts of each."""

    accounts: dict[str, Account]
    contacts: dict[str, list[Contact]]


def bring_customers_in(stage: Stage) -> Customers:
    """All accounts, their addresses, people, and the colleagues who work on them."""
    rows = [_account(line, stage) for line in book.ACCOUNTS.strip().splitlines()]
    made = stage.makes("Iris", Account, rows[:UPLOADED], at=stage.at(-80, 11), surface="import")
    for row in rows[UPLOADED:]:
        first = _first_name(stage, row["owner"])
        made += stage.makes(first, Account, [row], at=stage.at(-stage.chance.randrange(20, 70), stage.some_hour()))
    accounts = {account.name: account for account in made}
    _tie(stage, accounts)
    _addresses(stage, made)
    return Customers(accounts, _people(stage, made, [_land(line) for line in book.ACCOUNTS.strip().splitlines()]))


def _account(line: str, stage: Stage) -> dict[str, Any]:
    row: dict[str, Any] = {name: text for name, text in zip(COLUMNS, line.split("|"), strict=True) if text}
    row["segment"] = Segment._default_manager.get(name=row["segment"]) if "segment" in row else None
    row["owner"], row["coordinator"] = stage.people[row["owner"]], stage.people[row["coordinator"]]
    row["team"] = Team._default_manager.get(pk=row["owner"].team_id)
    row["territory"] = Territory._default_manager.get(name=_territory(row))
    row["website"] = f"https://www.{_domain(row['name'])}"
    if row["kind"] == "client":
        row["client_since"] = stage.today.replace(year=stage.today.year - stage.chance.randrange(1, 9), day=1)
        row["annual_revenue"] = stage.chance.randrange(4, 240)
        row["employee_count"] = stage.chance.randrange(25, 1800)
    return row


def _territory(row: dict[str, Any]) -> str:
    if row["country"] == "US":
        return "Great Lakes" if row.get("region") in LAKES else "East and Canada"
    return TERRITORIES.get(row["country"], "Iberia and France")


def _domain(name: str) -> str:
    plain = name.lower().translate(str.maketrans("üöäéèñíóúß&", "uoaeeniousn"))
    return "".join(c for c in plain if c.isascii() and c.isalnum()) + ".example"


def _first_name(stage: Stage, person: Any) -> str:
    return next(first for first, found in stage.people.items() if found.pk == person.pk)


def _tie(stage: Stage, accounts: dict[str, Account]) -> None:
    """Subsidiaries, one account on hold, and who else works on the large ones."""
    at = stage.at(-78, 14)
    with clock_at(at), acting(stage.actor("Yuki"), "edit_account", surface="web", now=at):
        parents = [(accounts[part], {"parent": accounts[whole]}) for part, whole in book.PARTS.items()]
        change_records(type_of(Account), parents, by=stage.actor("Yuki"), now=at)
    for name in book.ON_HOLD:
        stage.does("Gareth", Account, "edit", accounts[name], at=stage.at(-12, 16), status="on_hold")
        note = "On hold until the two open invoices are paid; Marguerite is in touch with them."
        stage.does("Gareth", Account, "add-note", accounts[name], at=stage.at(-12, 16.1), text=note)
    majors = [account for account in accounts.values() if account.segment and account.segment.name == "Major"]
    parts = [{"account": account, "user": stage.people["Gareth"], "part": "Sponsor"} for account in majors]
    parts += [{"account": account, "user": stage.people["Radek"], "part": "Data engineer"} for account in majors[:2]]
    stage.makes("Yuki", AccountMember, parts, at=at)


def _addresses(stage: Stage, accounts: list[Account]) -> None:
    rows = []
    for place, account in enumerate(accounts):
        street = f"{stage.chance.randrange(2, 240)} {STREETS[place % len(STREETS)]}"
        where = {"account": account, "city": account.city, "region": account.region, "country": account.country}
        rows.append(
            {**where, "kind": "office", "street": street, "validity": "works" if place % 9 else "returned_mail"}
        )
        if place % 4 == 0:
            rows.append({**where, "kind": "billing", "street": f"P.O. Box {stage.chance.randrange(100, 999)}"})
    stage.makes("Iris", Address, rows, at=stage.at(-80, 12), surface="import")


def _land(line: str) -> str:
    code = line.split("|")[COLUMNS.index("country")]
    return book.LIKE.get(code, code)


def _people(stage: Stage, accounts: list[Account], lands: list[str]) -> dict[str, list[Contact]]:
    names = {land: iter([name.strip() for name in listed.split(",")]) for land, listed in book.NAMES.items()}
    rows = []
    for place, (account, land) in enumerate(zip(accounts, lands, strict=True)):
        for seat in range(2 if account.kind in ("client", "partner") and place % 3 else 1):
            name = next(names[land], None)
            if name:
                rows.append(_contact(stage, account, name, book.POSTS[(place + seat * 2) % len(book.POSTS)], place))
    made = stage.makes("Iris", Contact, rows, at=stage.at(-79, 10), surface="import")
    _check_numbers(stage, made)
    found: dict[str, list[Contact]] = {account.name: [] for account in accounts}
    for contact in made:
        found[contact.account.name].append(contact)
    return found


def _contact(stage: Stage, account: Account, name: str, post: tuple[str, list[str]], place: int) -> dict[str, Any]:
    title, roles = post
    parts = split_name(name)
    local = _domain(f"{parts.given}")[: -len(".example")] + "." + _domain(parts.family)[: -len(".example")]
    row = {
        "name": name,
        "account": account,
        "job_title": title,
        "roles": roles,
        "email": f"{local}@{_domain(account.name)}",
    }
    if account.phone.startswith("+1"):
        row["phone"] = account.phone[:-2] + f"{place % 90 + 10}"
        if place % 2:
            row["mobile"] = f"+1 {account.phone[2:5]} 555 01{(place * 7) % 90 + 10}"
    return row


def _check_numbers(stage: Stage, contacts: list[Contact]) -> None:
    """What is known of the numbers: most work, some mail comes back, two people have left."""
    points = list(ContactPoint._default_manager.filter(contact__in=contacts).order_by("pk"))
    at = stage.at(-30, 11)
    odd = {
        7: ("bounced", "Returned mail"),
        19: ("disconnected", "Called"),
        33: ("bounced", "Returned mail"),
        41: ("opted_out", "Asked by mail"),
    }
    changes = []
    for place, point in enumerate(points):
        validity, source = odd.get(place, ("works", "Confirmed on the phone") if place % 3 else ("not_checked", ""))
        if validity != "not_checked":
            changes.append((point, {"validity": validity, "source": source, "checked_on": stage.day(-30 - place % 20)}))
    with clock_at(at), acting(stage.actor("Yuki"), "edit_contactpoint", surface="web", now=at):
        change_records(type_of(ContactPoint), changes, by=stage.actor("Yuki"), now=at)
    extra = [
        {
            "contact": contact,
            "channel": "email",
            "value": f"office@{contact.email.split('@')[1]}",
            "label": "Front desk",
        }
        for contact in contacts[::5]
    ]
    stage.makes("Yuki", ContactPoint, extra, at=stage.at(-44, 13))
    for contact in (contacts[5], contacts[24]):
        stage.does("Yuki", Contact, "edit", contact, at=stage.at(-21, 9.5), left_on=str(stage.day(-22)))
