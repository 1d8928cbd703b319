"""What contracts' rules want: their answer, ours, and the PO number that must stand on the invoice."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Direction, Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.contracts.models import Contract, ContractState, Holding, Party
from followthrough.winning.contracts.queries.terms import calendar_of

ANSWER = "contracts.answer"
OUR_ANSWER = "contracts.our_answer"
PO_NUMBER = "contracts.po_number"
SOURCE = Contract._meta.label_lower


def _lying(party: Party, rule: str, ids: Collection[int] | None) -> QuerySet[Contract]:
    """Contracts on their way that lie with a side, without the promise of this step already made."""
    rows = Contract._default_manager.filter(state=ContractState.NEGOTIATION, with_party=party, binned_at__isnull=True)
    last = Holding._default_manager.filter(contract=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(step=last.values("pk")[:1])
    if ids is not None:
        return rows.filter(pk__in=ids)
    key = Concat(Value(f"{rule}/contract:"), _text("pk"), Value("/fact-"), _text("step"))
    return rows.annotate(key=key).filter(~Exists(Promise._default_manager.filter(occurrence=OuterRef("key"))))


def wanted_answers(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Their answer to the version we sent, some working days after they got it."""
    for one in _with_people(_lying(Party.THEM, ANSWER, ids)):
        yield _wanted(
            one,
            gettext_noop("Their answer on the contract: %(name)s"),
            ANSWER,
            days,
            now,
            direction=Direction.THEIRS.value,
            because=gettext_noop("They have had our version since %(day)s."),
        )


def wanted_our_answers(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Our answer to the version they sent back."""
    for one in _with_people(_lying(Party.US, OUR_ANSWER, ids)):
        yield _wanted(
            one,
            gettext_noop("Answer their version of the contract: %(name)s"),
            OUR_ANSWER,
            days,
            now,
            because=gettext_noop("It has been with us since %(day)s."),
        )


def wanted_po_numbers(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """The PO number of a signed contract that needs one."""
    rows = Contract._default_manager.filter(
        state=ContractState.SIGNED, needs_po=True, po_number="", binned_at__isnull=True
    )
    if ids is None:
        key = Concat(Value(f"{PO_NUMBER}/contract:"), _text("pk"), Value("/fact-1"))
        rows = rows.annotate(key=key).filter(~Exists(Promise._default_manager.filter(occurrence=OuterRef("key"))))
    else:
        rows = rows.filter(pk__in=ids)
    for one in _with_people(rows):
        one.step = 1
        yield _wanted(
            one,
            gettext_noop("Their PO number: %(name)s"),
            PO_NUMBER,
            days,
            now,
            direction=Direction.THEIRS.value,
            because=gettext_noop("Invoices under this contract must name it; asked since %(day)s."),
        )


def _with_people(rows: QuerySet[Contract]) -> Any:
    return rows.select_related("account", "owner", "team", "contact").order_by("pk")


def _wanted(
    one: Any,
    what: str,
    rule: str,
    days: int,
    now: datetime,
    *,
    because: str,
    direction: str = "",
) -> Wanted:
    calendar = calendar_of(one, Calendars())
    since = calendar.day_of(now)
    with written_for(one.owner):
        return Wanted(
            what=_(what) % {"name": one.name},
            kind=rule,
            due_on=calendar.add_working_days(since, days),
            account=one.account,
            contact=one.contact,
            owner=one.owner,
            team=one.team,
            source=one,
            source_text=_(because) % {"day": day_said(since)},
            rule=rule,
            occurrence=occurrence_key(rule, f"contract:{one.pk}", one.step),
            direction=direction or Direction.OURS.value,
            asked_on=since if direction else None,
        )


def _text(name: str) -> Cast:
    return Cast(name, CharField())
