"""Service packages from the account's page: add, change or remove one, by an amendment that is written for you."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.actions.amending import clean_amendment
from followthrough.winning.contracts.actions.parting import check_amendment, clean_part
from followthrough.winning.contracts.models import (
    Amendment,
    AmendmentState,
    Contract,
    ContractState,
    ServicePackage,
)
from followthrough.winning.contracts.queries.standing import packages_of

NEEDS = "service-packages.edit"
ASKS = {
    "contract": gettext_lazy("Contract"),
    "package": gettext_lazy("Package"),
    "effective_on": gettext_lazy("From"),
    "name": gettext_lazy("Package"),
    "product": gettext_lazy("Product"),
    "includes": gettext_lazy("Includes"),
}
LONG: dict[str, dict[str, Any]] = {"name": {"max_length": 160}, "includes": {"kind": "long"}}


def in_force(account: Account, actor: Actor) -> Q:
    """The account's packages that are signed and that nothing has ended."""
    return Q(contract__account=account, effective_from__isnull=False, ended_by__isnull=True)


OF_IT = {"contract": {"among": lambda account, actor: Q(account=account)}, "package": {"among": in_force}}


def the_contract(account: Account, actor: Actor) -> Mapping[str, Any]:
    """The one contract of the account that runs; none is chosen where there are several."""
    found = Contract.visible_to(actor).filter(account=account, state=ContractState.SIGNED).order_by("pk")[:2]
    return {"contract": found[0]} if len(found) == 1 else {}


def the_package(account: Account, actor: Actor) -> Mapping[str, Any]:
    """The one package the account has in force; none is chosen where there are several."""
    found = packages_of(account, actor).filter(in_force(account, actor)).order_by("pk")[:2]
    return {"package": found[0]} if len(found) == 1 else {}


@action(
    Account,
    needs=NEEDS,
    button=gettext_lazy("Add a package"),
    icon="package",
    prepare=the_contract,
    labels=ASKS,
    options={**LONG, "contract": OF_IT["contract"]},
)
def add_package_account(
    account: Account,
    *,
    contract: Contract,
    effective_on: date,
    name: str = "",
    product: Product | None = None,
    includes: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Give them a service package from a day on: under a draft at once, under a signed contract by an amendment.

    The amendment is written with it in; it holds once both sides have signed.
    """
    _check_account(account, contract)
    title = _title(name, product)
    row: Values = {"contract": contract, "name": title, "product": product, "includes": includes}
    if contract.is_signed:
        row["amendment"] = _draft(contract, effective_on, _("Adds %(package)s") % {"package": title}, by=by, now=now)
    (made,) = create_records(type_of(ServicePackage), [clean_part(row, None)], by=by, now=now)
    return _told(made, row.get("amendment"))


@action(
    Account,
    needs=NEEDS,
    button=gettext_lazy("Change a package"),
    icon="arrow-right-left",
    prepare=the_package,
    labels={**ASKS, "name": gettext_lazy("New package")},
    options={**LONG, "package": OF_IT["package"]},
)
def change_package_account(
    account: Account,
    *,
    package: ServicePackage,
    effective_on: date,
    name: str = "",
    product: Product | None = None,
    includes: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Upgrade or downgrade a package in force from a day on: an amendment in which another takes its place."""
    _check_package(account, package)
    title = _title(name, product)
    gaps = {"before": package.name, "after": title}
    amendment = _draft(package.contract, effective_on, _("%(after)s instead of %(before)s") % gaps, by=by, now=now)
    check_amendment(package, amendment)
    row: Values = {"contract": package.contract, "amendment": amendment, "replaces": package, "name": title}
    row |= {"product": product, "includes": includes}
    (made,) = create_records(type_of(ServicePackage), [row], by=by, now=now)
    change_records(type_of(ServicePackage), [(package, {"ended_by": amendment})], by=by, now=now)
    return _told(made, amendment)


@action(
    Account,
    needs=NEEDS,
    button=gettext_lazy("Remove a package"),
    icon="calendar-x",
    prepare=the_package,
    labels=ASKS,
    options={"package": OF_IT["package"]},
)
def remove_package_account(
    account: Account, *, package: ServicePackage, effective_on: date, by: Actor, now: datetime
) -> Changes:
    """Let a package in force end on the day before: by an amendment that is written for you."""
    _check_package(account, package)
    words = _("Ends %(package)s") % {"package": package.name}
    amendment = _draft(package.contract, effective_on, words, by=by, now=now)
    check_amendment(package, amendment)
    change_records(type_of(ServicePackage), [(package, {"ended_by": amendment})], by=by, now=now)
    return _told(package, amendment)


def _title(name: str, product: Product | None) -> str:
    title = name.strip() or (product.name if product else "")
    if not title:
        raise Invalid({"name": _("Name the package or choose a product.")})
    return title[:160]


def _check_account(account: Account, contract: Contract) -> None:
    if contract.account_id != account.pk:
        raise Invalid({"contract": _("Choose a contract of this account.")})


def _check_package(account: Account, package: ServicePackage) -> None:
    if package.contract.account_id != account.pk:
        raise Invalid({"package": _("Choose a package of this account.")})
    if package.effective_from is None:
        raise Invalid({"package": _("It is not signed yet: change it where it is written.")})


def _draft(contract: Contract, day: date, name: str, *, by: Actor, now: datetime) -> Amendment:
    """The draft from that day there is already, so that several changes are signed as one; else a new one."""
    there = Amendment._default_manager.filter(contract=contract, effective_on=day, state=AmendmentState.DRAFT)
    found: Any = there.filter(binned_at__isnull=True).order_by("number").first()
    if found is None:
        values = {"contract": contract, "name": name[:240], "effective_on": day}
        (found,) = create_records(type_of(Amendment), [clean_amendment(values, None)], by=by, now=now)
    made: Amendment = found
    return made


def _told(package: ServicePackage, amendment: Amendment | None) -> Changes:
    if amendment is None:
        return Changes(_("%(package)s is in the draft.") % {"package": package.name}, record=package)
    gaps = {"ref": amendment.ref, "day": day_said(amendment.effective_on)}
    words = _("%(ref)s is written, in force from %(day)s once it is signed.") % gaps
    return Changes(words, record=amendment, ask={"opens": True})
