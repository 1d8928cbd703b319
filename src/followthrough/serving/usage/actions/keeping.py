"""Keep how commitments stand for lists and rules, and let warnings follow what has become of them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.serving.usage.models import KeptStanding, Meter
from followthrough.serving.usage.queries.chains import linked
from followthrough.serving.usage.queries.standing import Standing, commitment_standing
from followthrough.winning.contracts.models import Commitment, Contract, ContractState
from followthrough.winning.contracts.queries.parts import in_force
from followthrough.winning.contracts.queries.terms import calendar_of

KEPT = (
    "contract_id", "period_start", "period_end", "taken", "minimum", "maximum", "share", "elapsed", "projected", "low",
    "high", "minimum_on", "maximum_on", "word", "unit", "day", "is_stale",
)  # fmt: skip
SOME = 200


def keep_standings(contracts: Collection[int] | None = None) -> int:
    """Work out anew how commitments stand: those with events since, those of yesterday, those not known yet.

    With ids only those of these contracts, whatever is known of them. What is no longer in force is forgotten.
    Returns how many were worked out.
    """
    now, calendars, made = clock.now(), Calendars(), 0
    commitments = list(_in_force(now, contracts))
    known = {row.commitment_id: row for row in KeptStanding.objects.filter(commitment__in=commitments)}
    due = []
    for one in commitments:
        day, row = calendar_of(one.contract, calendars).day_of(now), known.get(one.pk)
        if contracts is not None or row is None or row.is_stale or row.day != day:
            due.append((one, day))
    for start in range(0, len(due), SOME):
        rows = [
            _row(found)
            for one, day in due[start : start + SOME]
            if (found := commitment_standing(one, day, calendars)) is not None and found.day == day
        ]
        KeptStanding.objects.bulk_create(rows, update_conflicts=True, unique_fields=["commitment"], update_fields=KEPT)
        made += len(rows)
    gone = KeptStanding.objects.exclude(commitment__in=commitments)
    (gone.filter(contract__in=contracts) if contracts is not None else gone).delete()
    return made


def mark_stale(meters: Iterable[int]) -> None:
    """Events came in for these meters: how their commitments stand has changed."""
    of = Meter._default_manager.filter(pk__in=list(meters), commitment__isnull=False)
    rows = KeptStanding.objects.filter(_counted_with(of), is_stale=False)
    rows.update(is_stale=True)


def _counted_with(meters: QuerySet[Meter]) -> Q:
    """What belongs to contracts that meters name, or that go on from these or on in them."""
    named = meters.values("commitment__contract")
    return Q(contract__in=named) | Q(contract__in=linked(Commitment, named))


def _in_force(now: datetime, contracts: Collection[int] | None) -> Iterator[Commitment]:
    """Commitments of signed contracts that are in force now and have a meter in some version, or before a renewal."""
    metered = Meter._default_manager.filter(binned_at__isnull=True, commitment__isnull=False)
    running = Contract._default_manager.filter(binned_at__isnull=True, state=ContractState.SIGNED)
    running = running.filter(Q(last_day__isnull=True) | Q(last_day__gte=now.date()))
    rows = Commitment._default_manager.filter(in_force(now.date()), binned_at__isnull=True)
    rows = rows.filter(_counted_with(metered)).filter(contract__in=running)
    if contracts is not None:
        rows = rows.filter(contract__in=contracts)
    yield from rows.select_related("contract__account", "contract__owner").order_by("pk")


def _row(found: Standing) -> KeptStanding:
    assert found.period.end is not None
    return KeptStanding(
        commitment=found.commitment,
        contract_id=found.commitment.contract_id,
        period_start=found.period.start,
        period_end=found.period.end,
        taken=found.taken,
        minimum=found.minimum,
        maximum=found.maximum,
        share=None if found.share is None else min(Decimal(str(round(found.share, 4))), Decimal(9_999_999)),
        elapsed=Decimal(str(round(found.elapsed, 4))),
        projected=found.projected,
        low=found.low,
        high=found.high,
        minimum_on=found.minimum_on,
        maximum_on=found.maximum_on,
        word=found.word.value,
        unit=found.unit,
        day=found.day,
        is_stale=False,
    )
