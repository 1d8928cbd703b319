"""Turn what was sold into promises, and let those fall away that a change of the contract ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.winning.contracts.models import Contract, ContractState, Entitlement
from followthrough.winning.contracts.queries.entitled import (
    RULE,
    Owing,
    Span,
    has_natural_day,
    occurrence_of,
    owing_parts,
    span_of,
    wanted_entitled,
    word_of,
)
from followthrough.winning.contracts.queries.wanted import SOURCE
from followthrough.winning.contracts.rules.owed import AHEAD

SOME = 100
REOPENED: Values = {"state": State.OPEN.value, "closed_at": None, "closed_by_id": None, "reason": "", "reason_text": ""}


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a change of a contract did to its promises: made, fallen away, and left because somebody worked on them."""

    made: list[Promise]
    fell: list[Promise]
    left: list[Promise]


def make_entitled(contracts: Sequence[Contract], *, by: Actor, now: datetime) -> list[Promise]:
    """Make every promise the signed parts owe in the present term (and the next, once it is certain) and return them.

    In the caller's transaction, in a number of queries that grows neither with the contracts nor with the promises.
    Asked again, it makes nothing twice: each planned day of a part is promised once, whatever became of it.
    """
    calendars = Calendars()
    spans = [span for one in contracts if (span := span_of(one, calendars, now)) is not None]
    parts = owing_parts([span.contract for span in spans])
    pairs = list(wanted_entitled(spans, parts, calendars))
    waits = make_promises((wait for _promise, wait in pairs if wait), by=by, now=now)
    made = make_promises((promise for promise, _wait in pairs), by=by, now=now)
    _block(made, waits, {p.occurrence: w.occurrence for p, w in pairs if w}, by=by, now=now)
    change_records(
        type_of(Contract), [(span.contract, {"promised_until": span.through}) for span in spans], by=by, now=now
    )
    return made


def _block(
    made: Sequence[Promise], waits: Sequence[Promise], needs: dict[str, str], *, by: Actor, now: datetime
) -> None:
    """Let each new promise wait for what must come first."""
    by_key = {wait.occurrence: wait for wait in waits}
    changes: list[tuple[Any, Values]] = []
    for promise in made:
        wait = by_key.get(needs.get(promise.occurrence or "", ""))
        if wait is not None:
            changes.append((promise, {"blocked_by": wait}))
    change_records(type_of(Promise), changes, by=by, now=now)


def fit_entitled(contract: Contract, why: str, *, by: Actor, now: datetime) -> Fitted:
    """After an amendment, a notice or an end: make what is new, let the open future that is over fall away.

    What was planned until then stays owed, kept promises stay kept; an open one that somebody has worked on is left
    for a person to decide. What had fallen away so and is owed again comes back.
    """
    parts, span = owing_parts([contract]), span_of(contract, Calendars(), now)
    ends = {(word_of(part), part.pk): _end_of(part, contract, span) for part in parts}
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id=contract.pk, rule=RULE, binned_at__isnull=True)
    over = Q(state=State.OPEN) | Q(state=State.VOID, reason=Reason.NOT_NEEDED)
    fell: list[tuple[Any, Values]] = []
    back: list[tuple[Any, Values]] = []
    left: list[Promise] = []
    values: Values = {"state": State.VOID.value, "closed_at": now, "closed_by_id": by.user_id}
    values |= {"reason": Reason.NOT_NEEDED.value, "reason_text": why[:300]}
    for promise in rows.filter(over).select_for_update(of=("self",)).order_by("pk"):
        is_over = _is_over(promise, ends)
        if promise.state == State.VOID and not is_over:
            back.append((promise, REOPENED))
        elif promise.state == State.OPEN and is_over:
            if promise.is_touched:
                left.append(promise)
            else:
                fell.append((promise, values))
    change_records(type_of(Promise), fell, by=by, now=now)
    change_records(type_of(Promise), back, by=by, now=now)
    made = make_entitled([contract], by=by, now=now)
    return Fitted(made, [one for one, _values in fell], left)


def _end_of(part: Owing, contract: Contract, span: Span | None) -> date | None:
    """The last day for which it is owed, None without one. What was agreed for once is owed unless the contract is
    ended before."""
    ends = [part.effective_until, span.through if span and has_natural_day(part) else None]
    is_cut = contract.notice_given_on is not None or contract.terminated_on is not None
    if is_cut or (isinstance(part, Entitlement) and part.recurrence):
        ends.append(contract.last_day)
    return min((day for day in ends if day is not None), default=None)


def _is_over(promise: Promise, ends: dict[tuple[str, int], date | None]) -> bool:
    found = occurrence_of(promise.occurrence)
    if found is None:
        return False
    end, planned = ends.get((found.part, found.pk)), found.planned or promise.due_on
    return end is not None and planned is not None and planned > end


def told(fitted: Fitted) -> str:
    """What became of the promises, in words that follow a sentence; empty where nothing did."""
    said = []
    if fitted.made:
        many = len(fitted.made)
        said.append(ngettext("%(many)d promise was made.", "%(many)d promises were made.", many) % {"many": many})
    if fitted.fell:
        many = len(fitted.fell)
        said.append(ngettext("%(many)d promise fell away.", "%(many)d promises fell away.", many) % {"many": many})
    if fitted.left:
        gaps = {"refs": ", ".join(one.ref for one in fitted.left[:10])}
        said.append(_("Somebody has worked on %(refs)s: decide what becomes of it.") % gaps)
    return " ".join(said)


def entitle_due() -> int:
    """Make the promises of terms that have become certain; returns how many were made.

    Any number of workers may do it at once, any number of times: a contract is taken by one at a time, and each
    promise made once. Work is committed in parts.
    """
    now, count = clock.now(), 0
    ids = list(_due(now).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), SOME):
        with acting(SYSTEM, "entitle_due", surface="job", now=now):
            rows = Contract._default_manager.filter(pk__in=ids[start : start + SOME])
            locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
            people = rows.select_related("account", "owner", "team", "contact").in_bulk([one.pk for one in locked])
            count += len(make_entitled([people[one.pk] for one in locked], by=SYSTEM, now=now))
    return count


def _due(now: datetime) -> Any:
    """Signed contracts whose next stretch may have to be promised."""
    day = now.date()
    rows = Contract._default_manager.filter(state=ContractState.SIGNED, binned_at__isnull=True)
    rows = rows.filter(promised_until__isnull=False).exclude(last_day__lte=F("promised_until"))
    is_open = Q(term_ends_on__isnull=True, promised_until__lt=day + AHEAD)
    goes_on = Q(notice_by__lt=day, promised_until__lte=F("term_ends_on")) | Q(promised_until__lt=day)
    return rows.filter(is_open | goes_on)
