"""What a term was like: what was owed and kept, what was late or missed, and how often we spoke."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from followthrough.foundation.accounts.models import Interaction
from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.models import Promise, State
from followthrough.winning.contracts.queries.fulfilment import Fulfilment, fulfilment_of, totals
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.terms import term_of
from followthrough.winning.renewals.queries.wanted import CONTRACT

DAY, QUIET = timedelta(days=1), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class LookedBack:
    """A term up to a day: what was owed by entitlement, the promises that were late or missed, and the talk."""

    first: date
    last: date
    owed: tuple[Fulfilment, ...]
    broken: tuple[Promise, ...]
    said: dict[str, int]
    last_said: Interaction | None

    @property
    def sums(self) -> dict[str, int]:
        """Entitled, promised, kept, late and left in all."""
        return totals(self.owed)

    @property
    def unused(self) -> list[Fulfilment]:
        """What the client may call or claim and has not."""
        return [one for one in self.owed if one.left > 0 and getattr(one.entitlement, "is_called", True)]

    def is_quiet(self, today: date) -> bool:
        """Whether nobody has spoken with them for two months."""
        return self.last_said is None or self.last_said.at.date() < today - QUIET


def looked_back(renewal: Renewal, actor: Actor, now: datetime) -> LookedBack:
    """The term of a renewal, from its first day to today or its end, as the actor sees it."""
    contract = renewal.contract
    calendar = calendar_of(contract)
    term = term_of(contract, renewal.ends_on, calendar)
    first = term.starts_on if term else contract.starts_on or renewal.ends_on
    last = min(calendar.day_of(now), renewal.ends_on)
    start, end = (start_of_day(day, zone_of(calendar.zone)) for day in (first, last + DAY))
    talks = Interaction.visible_to(actor).filter(account=renewal.account_id, at__gte=start, at__lt=end)
    talks = talks.exclude(kind="note").order_by("-at", "-pk")
    return LookedBack(
        first,
        last,
        tuple(fulfilment_of(contract, last)),
        tuple(_broken(renewal, actor, start, end, now)[:40]),
        dict(Counter(talks.values_list("kind", flat=True))),
        talks.first(),
    )


def _broken(renewal: Renewal, actor: Actor, start: datetime, end: datetime, now: datetime) -> QuerySet[Promise]:
    """What we promised under the contract, due in the term, and kept late, missed or still owe past its due."""
    rows = Promise.visible_to(actor).filter(source_kind=CONTRACT, source_id=renewal.contract_id, direction="promise")
    late = Q(verdict__in=("kept_late", "missed")) | Q(state=State.OPEN, due__lt=now)
    return rows.filter(late, due__gte=start, due__lt=end).select_related("owner", "department").order_by("due", "pk")
