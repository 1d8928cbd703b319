"""The engine: make what the rules want, and follow sources into the bin and back."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.records.registry import Values, type_named, type_of
from followthrough.keystone.promises.actions.contacts import contact_made
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Promise, Reason, RuleSetting, State
from followthrough.keystone.promises.queries.kinds import promise_rules
from followthrough.keystone.promises.queries.settings import rules_now
from followthrough.keystone.promises.queries.wanted import Wanted

SOME = 500
REOPENED: Values = {"state": State.OPEN.value, "closed_at": None, "closed_by_id": None, "reason": "", "reason_text": ""}


def run_rules() -> int:
    """Make everything the rules want that is not there yet; returns how many promises were made.

    Any number of workers may run it at once: each promise is made once. Work is committed in parts, so that a worker
    killed in the middle loses nothing.
    """
    now = clock.now()
    with acting(SYSTEM, "run_rules", surface="job", now=now):
        settle_settings(now=now)
        contact_made(None, by=SYSTEM, now=now)
        follow_the_bin(now=now)
    count = 0
    for one in rules_now().values():
        wanted = one.rule.wanted(None, one.days, now) if one.is_on else ()
        for some in _parts(wanted):
            with acting(SYSTEM, "run_rules", surface="job", now=now):
                count += len(make_promises(some, by=SYSTEM, now=now))
    return count


def apply_rule(key: str, ids: Collection[int], *, by: Actor, now: datetime) -> list[Promise]:
    """Make what one rule wants for these sources, in the caller's transaction; nothing if the rule is off."""
    one = rules_now()[key]
    if not one.is_on or not ids:
        return []
    return make_promises(one.rule.wanted(ids, one.days, now), by=by, now=now)


def settle_settings(*, now: datetime) -> None:
    """Give each rule its line in the settings, where it can be switched off and its days changed."""
    kind = type_of(RuleSetting)
    if RuleSetting._default_manager.filter(rule__in=promise_rules()).count() == len(promise_rules()):
        return
    hold_numbers(kind.kind, kind.ref, year=now.year)
    there = set(RuleSetting._default_manager.values_list("rule", flat=True))
    rows = [
        {"rule": key, "name": str(rule.name), "days": rule.default_days or None}
        for key, rule in promise_rules().items()
        if key not in there
    ]
    create_records(kind, rows, by=SYSTEM, now=now)


def follow_the_bin(*, now: datetime) -> None:
    """Let open promises fall away whose source is in the bin, and bring them back with it."""
    there: Any = Promise._default_manager.filter(source_id__isnull=False, binned_at__isnull=True)
    for name in there.order_by().values_list("source_kind", flat=True).distinct():
        kind = type_named(name)
        if kind is None:
            continue
        alive = Exists(kind.model._default_manager.filter(pk=OuterRef("source_id"), binned_at__isnull=True))
        mine = there.filter(source_kind=name).select_for_update(of=("self",)).order_by("pk")
        fell: Values = {
            "state": State.VOID.value,
            "closed_at": now,
            "reason": Reason.SOURCE_BINNED.value,
            "reason_text": _("Its source is in the bin."),
        }
        gone = mine.filter(~alive, state=State.OPEN)
        back = mine.filter(alive, state=State.VOID, reason=Reason.SOURCE_BINNED)
        change_records(type_of(Promise), [(promise, fell) for promise in gone], by=SYSTEM, now=now)
        change_records(type_of(Promise), [(promise, REOPENED) for promise in back], by=SYSTEM, now=now)


def _parts(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    rest = iter(wanted)
    while some := list(islice(rest, SOME)):
        yield some
