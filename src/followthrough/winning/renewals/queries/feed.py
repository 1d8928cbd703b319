"""A calendar feed: the last days for notice and the ends of terms of the contracts its person may see, as iCalendar."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.calendars import Entry, calendar_file
from followthrough.kernel.people.actors import actor_of, hash_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Problem
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.models import FeedAddress, Whose
from followthrough.winning.renewals.queries.expiring import AGREED

BEFORE, AHEAD = timedelta(days=31), timedelta(days=731)
MOST = 5000  # days in one feed, the nearest first


class FeedGone(Problem):
    """The address was revoked, or its person no longer signs in."""

    status = 410
    code = "feed_gone"


def feed_behind(secret: str, *, of_department: bool = False) -> FeedAddress | None:
    """The address of this secret, for contracts or of a department; None for none. Raises FeedGone where it is dead."""
    rows = FeedAddress._default_manager.filter(key_hash=hash_of(secret), department__isnull=not of_department)
    found = rows.select_related("user", "department").first()
    if found is not None and (found.revoked_at or found.binned_at or not _signs_in(found.user)):
        raise FeedGone(
            _("This calendar feed was ended. Ask whoever made it for another, and take it out of the calendar.")
        )
    return found


def _signs_in(person: User) -> bool:
    return person.is_active and person.binned_at is None


def feed_of(address: FeedAddress) -> bytes:
    """The calendar as its person sees it now, in their language."""
    actor = actor_of(address.user)
    with translation.override(address.user.language):
        today = clock.today(actor.zone)
        days = _days(address, actor, today) if actor.may("contracts.view") else []
        entries = [_entry(contract, day, is_notice=is_notice) for contract, day, is_notice in days]
        return calendar_file("Expiries", entries, name=address.name, read_again="PT6H")


def _days(address: FeedAddress, actor: Actor, today: date) -> list[tuple[Contract, date, bool]]:
    first, last = today - BEFORE, today + AHEAD
    near = Q(notice_by__gte=first, notice_by__lte=last) | Q(term_ends_on__gte=first, term_ends_on__lte=last)
    rows = Contract.visible_to(actor).filter(near, _whose(address, actor), state__in=AGREED)
    rows = rows.select_related("account", "owner").order_by("term_ends_on", "pk")[:MOST]
    found = [(one, one.notice_by, True) for one in rows] + [(one, one.term_ends_on, False) for one in rows]
    told = [(one, day, is_notice) for one, day, is_notice in found if day is not None and first <= day <= last]
    return sorted(told, key=lambda one: (one[1], one[0].pk, not one[2]))[:MOST]


def _whose(address: FeedAddress, actor: Actor) -> Q:
    match address.whose:
        case Whose.MINE:
            return Q(owner=address.user_id)
        case Whose.TEAM:
            return Q(team__in=actor.team_ids)
    return Q()


def _entry(contract: Contract, day: date, *, is_notice: bool) -> Entry:
    gaps = {"name": contract.name, "account": contract.account.name}
    if is_notice:
        words = _("Last day for notice: %(name)s, %(account)s")
    elif contract.last_day is not None and contract.last_day <= day:
        words = _("Ends: %(name)s, %(account)s")
    else:
        words = _("Renews by itself after today: %(name)s, %(account)s")
    what = "notice" if is_notice else "end"
    owner = contract.owner
    return Entry(
        f"{contract.ref}-{what}-{day.isoformat()}@followthrough",
        day,
        words % gaps,
        f"{settings.BASE_URL}/contracts/{contract.ref}/",
        contract.updated_at,
        "" if owner is None else _("Looked after by %(name)s.") % {"name": owner.name},
    )
