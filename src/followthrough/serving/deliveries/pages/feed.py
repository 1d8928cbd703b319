"""What a department owes, for calendar programs: read at an address that can be ended."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.calendars import Entry, calendar_file
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import Team, User, company
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.winning.renewals.queries.feed import FeedGone, feed_behind

BACK, AHEAD, MOST = timedelta(days=30), timedelta(days=180), 2000
CANCELLED = (State.WAIVED, State.VOID)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address; an ended or unknown one says so in words, whoever asks."""
    try:
        found = feed_behind(secret, of_department=True)
    except FeedGone:
        found = None
    if found is None or found.department is None:
        with translation.override(translation.get_language_from_request(request)):
            words = _("This calendar address no longer works. Make another on the department's page.")
        return HttpResponse(f"{words}\n", status=410, content_type="text/plain; charset=utf-8")
    with translation.override(found.user.language):
        written = _written(found.user, found.department, clock.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deliveries.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _written(person: User, department: Team, now: datetime) -> bytes:
    """What the department owes from a month back to half a year ahead, as whoever made the address sees it."""
    actor = actor_of(person)
    rows = Promise.visible_to(actor) if actor.may("promises.view") else Promise._default_manager.none()
    owed = rows.filter(
        department=department, direction=Direction.OURS, due__gte=now - BACK, due__lt=now + AHEAD
    ).exclude(state__in=CANCELLED)
    owed = owed.select_related("account").order_by("due", "pk")[:MOST]
    name = f"{department.name}, {company().name}"
    return calendar_file("Deliveries", [_entry(promise, actor, now) for promise in owed], name=name)


def _entry(promise: Promise, actor: Actor, now: datetime) -> Entry:
    to = promise.account.name if promise.account else promise.owed_to
    return Entry(
        f"{promise.ref}@{company().pk or 0}.followthrough",
        promise.due_on or promise.due.astimezone(ZoneInfo(actor.zone)),
        ": ".join(part for part in (to, promise.what) if part),
        f"{settings.BASE_URL}/promises/{promise.ref}/",
        promise.updated_at,
        _state(promise, now),
        promise.version,
    )


def _state(promise: Promise, now: datetime) -> str:
    if promise.state == State.OPEN and promise.due < now:
        return _("Late")
    return str(State(promise.state).label)
