"""Keep the promises of the pipeline's rules in step with the opportunities they arise from."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.keystone.promises.actions.engine import REOPENED
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.winning.pipeline.models import Opportunity, StageKind
from followthrough.winning.pipeline.queries.promised import NEXT_STEP, RULES, SLIPPING, SOURCE, without_next_step


def promise_next_steps(opportunities: Iterable[Opportunity], *, by: Actor, now: datetime) -> None:
    """Promise a next step on those of the open opportunities that have nothing promised."""
    open_ids = [one.pk for one in opportunities if one.state == StageKind.OPEN]
    if open_ids:
        ids = list(without_next_step(open_ids).values_list("pk", flat=True))
        apply_rule(NEXT_STEP, ids, by=by, now=now)


def promise_new_dates(ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Promise a new closing date for those that slip."""
    if ids:
        apply_rule(SLIPPING, ids, by=by, now=now)


def let_fall(closed: Sequence[Opportunity], *, by: Actor, now: datetime) -> None:
    """What the rules promised falls away with a closed opportunity; what a person promised stays owed."""
    for state, words in ((StageKind.WON, _("The opportunity was won.")), (StageKind.LOST, _("It was lost."))):
        mine = [one for one in closed if one.state == state]
        for rule in RULES:
            void_promises(mine, rule=rule, reason_text=words, by=by, now=now)


def bring_back(reopened: Sequence[Opportunity], *, by: Actor, now: datetime) -> None:
    """What fell away when the opportunities were closed is owed again."""
    ids = [one.pk for one in reopened]
    if not ids:
        return
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id__in=ids, rule__in=RULES, state=State.VOID)
    rows = rows.filter(reason="", binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk")
    change_records(type_of(Promise), [(promise, REOPENED) for promise in rows], by=by, now=now)


def keep_new_dates(moved: Sequence[Opportunity], *, by: Actor, now: datetime) -> None:
    """A later closing date that still lies ahead keeps the promise of a new one; the opportunity shows it."""
    sources = {one.pk: one for one in moved if one.close_on and one.close_on >= now.date()}
    if not sources:
        return
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id__in=sources, rule=SLIPPING, state=State.OPEN)
    kept = list(rows.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk"))
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values) for promise in kept], by=by, now=now)
    shown = [(promise, sources[promise.source_id]) for promise in kept if promise.source_id]
    create_records(type_of(Evidence), [_evidence(promise, one) for promise, one in shown], by=by, now=now)


def _evidence(promise: Promise, one: Opportunity) -> Values:
    text = _("Closes %(day)s") % {"day": day_said(one.close_on) if one.close_on else ""}
    return {
        "promise": promise,
        "kind": EvidenceKind.RECORD,
        "record_kind": SOURCE,
        "record_ref": one.ref,
        "text": text,
    }


def hand_on(told: Iterable[tuple[Opportunity, Values]], *, by: Actor, now: datetime) -> None:
    """A new owner owes what the rules promised; a newly known account is whom it is owed to."""
    touched = {one.pk: one for one, values in told if values.keys() & {"owner", "owner_id", "account", "account_id"}}
    if not touched:
        return
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id__in=touched, rule__in=RULES, state=State.OPEN)
    rows = rows.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk")
    changes = [(promise, _whose(promise, touched[promise.source_id])) for promise in rows if promise.source_id]
    change_records(type_of(Promise), changes, by=by, now=now)


def _whose(promise: Promise, one: Opportunity) -> Values:
    owed: Values = {"account_id": one.account_id, "owed_to": "" if one.account_id else _("not yet known")}
    if promise.is_touched or not one.owner_id:
        return owed
    minder = one.owner_id if promise.minder_id == promise.owner_id else promise.minder_id
    return {**owed, "owner_id": one.owner_id, "minder_id": minder, "team_id": one.team_id}
