"""Requests like one another, and what change requests owe: engineering's answer, and telling the customer."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import F, FloatField, Func, Q, QuerySet, TextField, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.columns import Fold
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.specials.models import TO_TELL, UNANSWERED, ChangeRequest, Sort

ANSWER, TOLD = "specials.answer", "specials.told"
SOURCE = ChangeRequest._meta.label_lower
LIKE = 0.45  # of the words' letters in threes: above it two requests ask for much the same


class Similarity(Func):
    """How much of their letters in threes two folded texts share, 0 to 1."""

    function = "similarity"
    output_field = FloatField()


def alike(request: ChangeRequest, actor: Actor) -> QuerySet[ChangeRequest]:
    """Other requests for the same product, or asked in like words; the likest first."""
    rows = ChangeRequest.visible_to(actor).exclude(pk=request.pk)
    rows = rows.annotate(likeness=Similarity(Fold(F("name")), Fold(Value(request.name, TextField()))))
    same = Q(likeness__gte=LIKE)
    if request.product_id:
        same |= Q(product=request.product_id)
    return rows.filter(same).order_by("-likeness", "-pk")


def asked_before(request: ChangeRequest, actor: Actor) -> str:
    """ "asked 7 times by 5 accounts", this one among them."""
    others = list(alike(request, actor).values_list("account_id", flat=True))
    if not others:
        return _("for the first time")
    accounts = len({*others, request.account_id})
    times = ngettext("%(count)d time", "%(count)d times", len(others) + 1) % {"count": len(others) + 1}
    words = ngettext("%(times)s by %(count)d account", "%(times)s by %(count)d accounts", accounts)
    return words % {"times": times, "count": accounts}


def wanted_answers(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Engineering's answer to each request that has none, so many working days after it was asked."""
    yield from _wanted(ANSWER, UNANSWERED, ids, days, now)


def wanted_tellings(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """That the customer is told what came of it, so many working days after it is known."""
    yield from _wanted(TOLD, TO_TELL, ids, days, now)


def _wanted(
    rule: str, states: Collection[str], ids: Collection[int] | None, days: int, now: datetime
) -> Iterator[Wanted]:
    rows = ChangeRequest._default_manager.filter(binned_at__isnull=True, state__in=states)
    if ids is None:
        made = Promise._default_manager.filter(source_kind=SOURCE, rule=rule, source_id__isnull=False)
        rows = rows.exclude(pk__in=made.values("source_id")) if rule == ANSWER else rows.none()
    else:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    for one in rows.select_related("account", "owner", "department").order_by("pk"):
        calendar = calendars.of(one.department_id if rule == ANSWER else None, one.owner.team_id if one.owner else None)
        started = calendar.day_of(one.created_at if rule == ANSWER else now)
        due = max(calendar.add_working_days(started, days), calendar.day_of(now))
        with written_for(one.owner):
            yield Wanted(
                what=_what(one, rule),
                kind=rule,
                due_on=min(due, one.needed_by) if one.needed_by and one.needed_by >= calendar.day_of(now) else due,
                account=one.account,
                owner=None if rule == ANSWER and one.department else one.owner,
                department=one.department if rule == ANSWER else None,
                minder=one.owner,
                source=one,
                source_text=_why(one, rule, day_said(started)),
                rule=rule,
                occurrence=occurrence_key(rule, f"change:{one.pk}", started if rule == ANSWER else f"{one.state}"),
            )


def _what(one: ChangeRequest, rule: str) -> str:
    if rule == TOLD:
        return _("Tell them what came of it: %(name)s") % {"name": one.name}
    words = _("Answer whether it can be modified: %(name)s")
    if one.sort == Sort.STANDARDISE:
        words = _("Answer whether it becomes a standard part: %(name)s")
    return words % {"name": one.name}


def _why(one: ChangeRequest, rule: str, day: str) -> str:
    if rule == TOLD:
        return _("%(state)s on %(day)s.") % {"state": one.get_state_display(), "day": day}
    return _("%(account)s asked on %(day)s.") % {"account": one.account.name, "day": day}
