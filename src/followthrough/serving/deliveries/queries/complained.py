"""What a customer had to complain of in the term of a renewal: figures with the rows behind each, and their words."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import amount_said
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import AsExpected, MakeGood, OnTime, Satisfaction
from followthrough.serving.orders.queries.owed import QUESTION as ABOUT_ORDER
from followthrough.winning.quotes.queries.promised import QUESTION as ABOUT_QUOTE
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.carrying import renewed_term

LOW = Q(on_time=OnTime.NO) | Q(as_expected__in=(AsExpected.NO, AsExpected.PARTLY))
QUESTIONS = (ABOUT_ORDER, ABOUT_QUOTE)
QUOTED = 3  # answers shown in their words
_DAY = timedelta(days=1)


def is_low(value: Any, actor: Actor) -> Q:
    """Answers that say it was late, or not what they expected (yes), or the others (no)."""
    return LOW if value else ~LOW


def complained_of(renewal: Renewal, actor: Actor) -> dict[str, Any]:
    """Low answers, missed and late promises, make-goods and open questions of the account in the term, each a link."""
    term = renewed_term(renewal)
    first = term.starts_on if term else renewal.ends_on
    return {
        "figures": [one for one in _figures(renewal, actor, first, renewal.ends_on + _DAY) if one["count"]],
        "said": [
            {"text": one.words, "url": f"/satisfactions/{one.ref}/", "about": one.promise.what}
            for one in _low(renewal, actor, first, renewal.ends_on + _DAY).exclude(words="")[:QUOTED]
        ],
    }


def _figures(renewal: Renewal, actor: Actor, first: date, after: date) -> Iterator[dict[str, Any]]:
    account = renewal.account.ref
    start, end = _moments(actor, first, after)
    promises = Promise.visible_to(actor).filter(account=renewal.account_id, direction="promise")
    due = {"due__gte": first.isoformat(), "due__lt": after.isoformat(), "direction": "promise", "account": account}
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "missed": (_("Promises missed"), {"state": "missed"}),
        "kept_late": (_("Promises kept late"), {"state": "kept", "verdict": "kept_late"}),
    }
    in_term = promises.filter(due__gte=start, due__lt=end)
    for label, asked in kinds.values():
        yield _one(label, in_term.filter(**asked).count(), "promises", {**due, **asked})
    open_late = in_term.filter(state="open", due__lt=clock.now())
    yield _one(
        _("Promises late and still open"), open_late.count(), "promises", {**due, "state": "open", "late": "yes"}
    )
    low = _low(renewal, actor, first, after).count()
    days = {"answered_at__gte": first.isoformat(), "answered_at__lt": after.isoformat(), "low": "yes"}
    yield _one(_("Low answers about deliveries"), low, "satisfactions", {"account": account, **days})
    made = MakeGood.visible_to(actor).filter(account=renewal.account_id, created_at__gte=start, created_at__lt=end)
    for row in made.order_by("currency").values("currency").annotate(count=Count("pk"), worth=Sum("amount")):
        days = {"created_at__gte": first.isoformat(), "created_at__lt": after.isoformat(), "currency": row["currency"]}
        worth = amount_said(row["worth"], row["currency"])
        text = _("%(count)d, worth %(worth)s")
        told = _one(_("Made good"), row["count"], "make-goods", {"account": account, **days}, late=False)
        yield {**told, "text": text % {"count": row["count"], "worth": worth}}
    asked = {"kind": ",".join(QUESTIONS), "state": "open", "account": account}
    questions = promises.filter(kind__in=QUESTIONS, state="open").count()
    yield _one(_("Questions left open"), questions, "promises", asked)


def _one(label: str, count: int, plural: str, asked: dict[str, Any], *, late: bool = True) -> dict[str, Any]:
    return {"label": label, "count": count, "text": str(count), "url": f"/{plural}/?{urlencode(asked)}", "late": late}


def _low(renewal: Renewal, actor: Actor, first: date, after: date) -> Any:
    start, end = _moments(actor, first, after)
    rows = Satisfaction.visible_to(actor).filter(LOW, account=renewal.account_id)
    return rows.filter(answered_at__gte=start, answered_at__lt=end).select_related("promise").order_by("-answered_at")


def _moments(actor: Actor, first: date, after: date) -> tuple[datetime, datetime]:
    zone = zone_of(actor.zone)
    return start_of_day(first, zone), start_of_day(after, zone)
