"""Which parts of a contract are in force on a day, agreed but not signed, or brought or ended by an amendment."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.models import Amendment, Contract, ContractLine, Part

P = TypeVar("P", bound=Part)
BEGAN = Coalesce("began_as", "id")  # the line at the beginning of its descent


def in_force(day: date) -> Q:
    """Parts that are in force on that day; those never signed never are."""
    still = Q(effective_until__isnull=True) | Q(effective_until__gte=day)
    return Q(effective_from__lte=day) & still


def in_force_on(value: Any, actor: Actor) -> Q:
    """The filter of lists: in force on a day."""
    return in_force(value)


def parts_on(model: type[P], contract: Contract, day: date, actor: Actor) -> QuerySet[P]:
    """The parts of a kind in force on a day; of a contract not yet signed all that are agreed for it."""
    rows = model.visible_to(actor).filter(contract=contract).order_by("pk")
    return rows.filter(in_force(day)) if contract.is_signed else rows.filter(amendment__isnull=True)


def parts_shown(model: type[P], contract: Contract, actor: Actor) -> QuerySet[P]:
    """The parts of a kind that are in force today or will be, or that are agreed for a contract not yet signed."""
    rows = model.visible_to(actor).filter(contract=contract)
    if not contract.is_signed:
        return rows.filter(amendment__isnull=True)
    still = Q(effective_until__isnull=True) | Q(effective_until__gte=clock.today(actor.zone))
    return rows.filter(still, effective_from__isnull=False)


def parts_changed(model: type[P], amendment: Amendment, actor: Actor) -> QuerySet[P]:
    """The parts of a kind that come or end with an amendment."""
    return model.visible_to(actor).filter(Q(amendment=amendment) | Q(ended_by=amendment))


def standing_parts(model: type[P], contract: Contract) -> QuerySet[P]:
    """The parts of a kind that are or will be in force, drafts of amendments left out; for the house's own sums."""
    signed = Q(effective_from__isnull=False) if contract.is_signed else Q(amendment__isnull=True)
    rows: QuerySet[P] = _all(model).filter(signed, contract=contract)
    return rows


def added_by(model: type[P], amendment: Amendment) -> QuerySet[P]:
    """The parts of a kind that an amendment brings."""
    rows: QuerySet[P] = _all(model).filter(amendment=amendment)
    return rows


def ended_by(model: type[P], amendment: Amendment) -> QuerySet[P]:
    """The parts of a kind that an amendment ends, those it replaces among them."""
    rows: QuerySet[P] = _all(model).filter(ended_by=amendment)
    return rows


def of_one_descent(line: ContractLine) -> QuerySet[ContractLine]:
    """A line with all that amendments put in its place or that it took the place of, as far as signed."""
    rows: Any = _all(ContractLine).annotate(began=BEGAN)
    found: QuerySet[ContractLine] = rows.filter(
        Q(pk=line.pk) | Q(began=line.began_as_id or line.pk, effective_from__isnull=False)
    )
    return found


def descent_of(lines: QuerySet[ContractLine]) -> QuerySet[ContractLine]:
    """All signed lines that stood, stand or will stand in the place of these."""
    rows: Any = _all(ContractLine).filter(effective_from__isnull=False).annotate(began=BEGAN)
    found: QuerySet[ContractLine] = rows.filter(began__in=lines.order_by().annotate(began=BEGAN).values("began"))
    return found


def _all(model: type[P]) -> Any:
    return model._default_manager.filter(binned_at__isnull=True).order_by("pk")
