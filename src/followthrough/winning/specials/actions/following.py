"""What follows when change requests are made or change: whose they are, and what is promised."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.winning.specials.models import TO_TELL, UNANSWERED, ChangeRequest
from followthrough.winning.specials.queries import ANSWER, TOLD


def clean_request(values: Values, request: ChangeRequest | None) -> Values:
    """One form for what is asked; no quantity below zero; an opportunity of the same account."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if (values.get("per_year") or 0) < 0:
        raise Invalid({"per_year": _("A quantity is not below zero.")})
    opportunity = values.get("opportunity") or (request.opportunity if request else None)
    account = values.get("account") or (request.account if request else None)
    if opportunity and account and opportunity.account_id and opportunity.account_id != account.pk:
        raise Invalid({"opportunity": _("Choose an opportunity of the same account.")})
    return values


def fill_requests(rows: Sequence[dict[str, Any]], *, by: Actor, now: datetime) -> None:
    """It belongs to whoever looks after the account, else to whoever asks."""
    for row in rows:
        if not (row.get("owner") or row.get("owner_id")):
            row.pop("owner", None)
            row["owner_id"] = row["account"].owner_id or by.user_id


def saved_requests(
    *,
    created: Sequence[ChangeRequest],
    changed: Sequence[ChangeRequest],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """An open request owes engineering's answer; an answered one owes that the customer is told."""
    moved = [one for one, values in zip(changed, inputs[len(created) :], strict=True) if "state" in values]
    answered = [one for one in moved if one.state not in UNANSWERED]
    void_promises(answered, rule=ANSWER, reason_text=_("It is answered."), by=by, now=now)
    void_promises(
        [one for one in moved if one.state not in TO_TELL], rule=TOLD, reason_text=_("They know."), by=by, now=now
    )
    unanswered = [one.pk for one in (*created, *moved) if one.state in UNANSWERED]
    apply_rule(ANSWER, unanswered, by=by, now=now)
    apply_rule(TOLD, [one.pk for one in (*created, *moved) if one.state in TO_TELL], by=by, now=now)
