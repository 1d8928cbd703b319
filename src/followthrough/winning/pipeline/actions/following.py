"""What follows when opportunities are made or changed, for one as for thousands: defaults, moves, lines, promises."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.actions import promising
from followthrough.winning.pipeline.actions.lines import follow_money, follow_products, total_up
from followthrough.winning.pipeline.actions.stages import ensure_default_pipeline
from followthrough.winning.pipeline.models import Opportunity, Stage, StageKind, StageMove
from followthrough.winning.pipeline.queries.stages import first_stage

Told = list[tuple[Opportunity, Values]]


def fill_opportunities(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new opportunities: first stage, state, team, currency, a name, and the day a closed one was closed."""
    house = company()
    today = clock.today(house.zone)
    usual: Stage | None = None
    own = User._default_manager.filter(pk=by.user_id or 0).first() if by.role is Role.REP else None
    for row in rows:
        if not (row.get("stage") or row.get("stage_id")):
            usual = usual or first_stage(ensure_default_pipeline(by=by, now=now), StageKind.OPEN)
            row["stage"] = usual
        if own and not (row.get("owner") or row.get("owner_id")):
            row["owner"] = own
        account, owner = row.get("account"), row.get("owner")
        if owner and not (row.get("team") or row.get("team_id")):
            row["team_id"] = row.pop("team", None) or owner.team_id
        row["currency"] = row.get("currency") or (account.currency if account else "") or house.currency
        row["name"] = row.get("name") or _name(row)
        row["state"] = row["stage"].kind
        row["stage_since"] = row.get("stage_since") or now
        if row["state"] != StageKind.OPEN:
            row["closed_on"] = row.get("closed_on") or row.get("close_on") or today


def _name(row: Values) -> str:
    """What is sold, and to whom."""
    named = [row[n].name for n in ("product", "account") if row.get(n)]
    return ", ".join(named)[:240] or row.get("former_id") or _("New opportunity")


def saved_opportunities(
    *,
    created: Sequence[Opportunity],
    changed: Sequence[Opportunity],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """Write down the moves, add up the lines, and keep what is promised in step."""
    told: Told = list(zip([*created, *changed], inputs, strict=True))
    changes = told[len(created) :]
    moved = [one for one, values in changes if "stage" in values or "stage_id" in values]
    before = _last_stages(moved)
    _write_moves(created, moved, before, by=by, now=now)
    follow_products(told, by=by, now=now)
    follow_money(changes, by=by, now=now)
    total_up([one.pk for one, values in changes if "discount" in values], by=by, now=now)
    _follow_promises(created, moved, changes, before, by=by, now=now)


def _last_stages(moved: Sequence[Opportunity]) -> dict[int, Stage]:
    """The stage each was in before, as its last move tells."""
    rows = StageMove._default_manager.filter(opportunity__in=[one.pk for one in moved])
    last = rows.select_related("after").order_by("opportunity", "-pk").distinct("opportunity")
    return {move.opportunity_id: move.after for move in last} if moved else {}


def _write_moves(
    created: Sequence[Opportunity],
    moved: Sequence[Opportunity],
    before: dict[int, Stage],
    *,
    by: Actor,
    now: datetime,
) -> None:
    rows: list[dict[str, Any]] = [
        {"opportunity": one, "before": before.get(one.pk), "after": one.stage, "at": now, "by_id": by.user_id}
        for one in (*created, *moved)
    ]
    create_records(type_of(StageMove), rows, by=by, now=now)


def _follow_promises(
    created: Sequence[Opportunity],
    moved: Sequence[Opportunity],
    changes: Told,
    before: dict[int, Stage],
    *,
    by: Actor,
    now: datetime,
) -> None:
    was_open = {pk for pk, stage in before.items() if stage.kind == StageKind.OPEN}
    promising.hand_on(changes, by=by, now=now)
    promising.let_fall([one for one in moved if one.state != StageKind.OPEN], by=by, now=now)
    promising.bring_back(_open(one for one in moved if one.pk not in was_open), by=by, now=now)
    promising.promise_next_steps([*created, *moved], by=by, now=now)
    redated = _open(one for one, values in changes if "close_on" in values)
    promising.keep_new_dates(redated, by=by, now=now)
    dated = [one.pk for one in (*_open(created), *redated) if one.close_on]
    promising.promise_new_dates(dated, by=by, now=now)


def _open(some: Iterable[Opportunity]) -> list[Opportunity]:
    return [one for one in some if one.state == StageKind.OPEN]
