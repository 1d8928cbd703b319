"""Which accounts should hear from us again, by the cadence of their segment."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, AccountStatus, Interaction, InteractionKind, Outcome
from followthrough.foundation.accounts.rules import InteractionKind as Said
from followthrough.foundation.accounts.rules import Outcome as CameOf
from followthrough.foundation.accounts.rules import is_contact
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import next_contact_due, occurrence_key

RULE = "promises.contact"
KIND = "promises.contact"


def contacts_with(account: Any, now: datetime) -> QuerySet[Interaction]:
    """The conversations with an account, until now, in which it heard from us, newest first."""
    rows = Interaction._default_manager.filter(account=account, at__lte=now, binned_at__isnull=True)
    return rows.filter(_counts()).order_by("-at")


def _counts() -> Q:
    """The condition under which a conversation is contact, as `accounts.rules.is_contact` decides it."""
    found = Q(pk__in=())
    for kind in InteractionKind:
        came_of = [None, *(o.value for o in Outcome)]
        counting = [o for o in came_of if is_contact(Said(kind), CameOf(o) if o else None)]
        found |= Q(kind=kind, outcome__in=[o or "" for o in counting])
    return found


def wanted_contacts(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """The next contact of each active account whose segment has a cadence.

    The clock starts with the last contact (or with the last promise of one, however that ended), but not before the
    account came in; where its due had passed when the rule meets it, it starts now. `days` is not used: each segment
    has its own.
    """
    rows = Account.visible_to(SYSTEM).filter(
        segment__cadence_days__gt=0, segment__binned_at__isnull=True, status=AccountStatus.ACTIVE
    )
    if ids is None:
        open_one = Promise._default_manager.filter(
            source_kind=Account._meta.label_lower, source_id=OuterRef("pk"), rule=RULE, state=State.OPEN
        )
        rows = rows.filter(~Exists(open_one))
    else:
        rows = rows.filter(pk__in=ids)
    closed = Promise._default_manager.filter(source_kind=Account._meta.label_lower, source_id=OuterRef("pk"), rule=RULE)
    closed = closed.filter(state__in=(State.KEPT, State.MISSED, State.WAIVED)).order_by("-closed_at")
    rows = rows.annotate(
        last_talk=Subquery(contacts_with(OuterRef("pk"), now).values("at")[:1]),
        last_closed=Subquery(closed.values("closed_at")[:1]),
    )
    calendars = Calendars()
    for account in rows.select_related("segment", "owner", "coordinator").order_by("pk").iterator(chunk_size=2000):
        yield _wanted(account, now, calendars)


def _wanted(account: Any, now: datetime, calendars: Calendars) -> Wanted:
    calendar = calendars.of(account.owner.team_id if account.owner else None, account.team_id)
    cadence, today = account.segment.cadence_days, calendar.day_of(now)
    came_in = calendar.day_of(account.created_at)
    heard = max((at for at in (account.last_talk, account.last_closed) if at), default=None)
    last = calendar.day_of(heard) if heard else None
    due = next_contact_due(last, cadence, came_in, calendar)
    starts_now = due < today
    if starts_now:
        due = next_contact_due(None, cadence, today, calendar)
    owner = account.owner or account.coordinator
    with written_for(owner):
        if last:
            because = _("%(segment)s: every %(days)d days; last contact %(day)s.")
        else:
            because = _("%(segment)s: every %(days)d days; no contact since %(day)s.")
        named = {"segment": account.segment.name, "days": cadence, "day": day_said(last or came_in)}
        return Wanted(
            what=_("Contact %(name)s") % {"name": account.name},
            kind=KIND,
            due_on=due,
            account=account,
            owner=owner,
            source=account,
            source_text=because % named,
            rule=RULE,
            occurrence=occurrence_key(RULE, f"account:{account.pk}", max(last or came_in, came_in)),
            starts_now=starts_now,
        )


def contacts_done(account_ids: Collection[int] | None, now: datetime) -> list[tuple[Promise, Interaction]]:
    """Open promises of a contact that a conversation since has kept, each with the first such conversation."""
    kept: Any = _kept(account_ids is not None).rows(accounts=list(account_ids or ()), now=now)
    talks = Interaction._default_manager.in_bulk([promise.by_talk for promise in kept])
    return [(promise, talks[promise.by_talk]) for promise in kept]


@prepared
def _kept(of_some: bool) -> QuerySet[Promise]:
    rows = Promise._default_manager.filter(rule=RULE, state=State.OPEN, binned_at__isnull=True)
    if of_some:
        rows = rows.filter(among("account", Given("accounts", IDS)))
    until: Any = Given("now", DateTimeField())
    since = contacts_with(OuterRef("account"), until).filter(at__gt=OuterRef("created_at")).order_by("at", "pk")
    found = rows.annotate(by_talk=Subquery(since.values("pk")[:1])).filter(by_talk__isnull=False)
    return found.select_for_update(of=("self",)).order_by("pk")
