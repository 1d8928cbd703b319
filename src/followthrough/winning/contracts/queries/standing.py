"""How each entitlement stands, as columns of lists and panels of its page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Column
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import BenefitCall, Contract, Entitlement, ServicePackage
from followthrough.winning.contracts.queries.entitled import RULE, word_of
from followthrough.winning.contracts.queries.fulfilment import fulfilments

FIGURES: tuple[tuple[str, Words], ...] = (
    ("entitled", _("Entitled")),
    ("promised", _("Promised")),
    ("kept", _("Kept")),
    ("late", _("Late")),
    ("left", pgettext_lazy("figure", "Left")),
)


def figure_columns() -> list[Column]:
    """Entitled, promised, kept, late and left, each a column of the list of entitlements."""
    return [Column(name, label, _figure(name), kind="number") for name, label in FIGURES]


def _figure(name: str) -> Callable[[Sequence[Entitlement], Actor], Mapping[int, Any]]:
    def fetch(rows: Sequence[Entitlement], actor: Actor) -> Mapping[int, Any]:
        contracts = Contract.visible_to(actor).filter(pk__in={one.contract_id for one in rows})
        people = contracts.select_related("owner", "team", "account", "contact")
        found = fulfilments(list(people))
        return {
            one.entitlement.pk: getattr(one, name)
            for told in found.values()
            for one in told
            if isinstance(one.entitlement, Entitlement)
        }

    return fetch


def package_words(rows: Sequence[ServicePackage], actor: Actor) -> dict[int, str]:
    """Whether each package is in force, planned, past, or only proposed."""
    today, found = clock.today(actor.zone), dict[int, str]()
    for one in rows:
        if one.effective_from is None:
            word: Words = _("Proposed")
        elif one.effective_from > today:
            word = _("Planned")
        else:
            is_past = one.effective_until is not None and one.effective_until < today
            word = pgettext("package", "Past") if is_past else _("In force")
        found[one.pk] = str(word)
    return found


def packages_of(account: Account, actor: Actor) -> Any:
    """All packages of an account, over all its contracts, those of now and of later first."""
    return ServicePackage.visible_to(actor).filter(contract__account=account)


def promised_from(entitlement: Entitlement, actor: Actor) -> Any:
    """The promises that have come of an entitlement, for its page."""
    prefix = f"{RULE}/{word_of(entitlement)}:{entitlement.pk}/"
    return Promise.visible_to(actor).filter(occurrence__startswith=prefix)


def calls_of(entitlement: Entitlement, actor: Actor) -> Any:
    """What was called of it, for its page."""
    return BenefitCall.visible_to(actor).filter(entitlement=entitlement)
