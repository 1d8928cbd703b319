"""Which departments get a daily letter, in which language, and what stands in it."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.people.models import Team, User, company
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.serving.deliveries.models import DepartmentSetting, DigestWhen

AHEAD = 3  # working days
MOST = 40  # promises of one letter; who owes more needs the board


class Due(models.TextChoices):
    """The headings of the letter, in their order."""

    LATE = "late", _("Late")
    TODAY = "today", _("Due today")
    COMING = "coming", _("In the next days")


def departments_to_write() -> QuerySet[Team]:
    """Departments with an address that want the letter; by default those nobody of whom signs in."""
    people = User._default_manager.filter(team=OuterRef("pk"), signs_in=True, is_active=True, binned_at__isnull=True)
    own = DepartmentSetting._default_manager.filter(department=OuterRef("pk"), binned_at__isnull=True)
    always, never = (Exists(own.filter(digest=when)) for when in (DigestWhen.ALWAYS, DigestWhen.NEVER))
    teams = Team._default_manager.filter(is_department=True, binned_at__isnull=True).exclude(email="")
    return teams.filter(~never).filter(Q(always) | ~Exists(people)).order_by("pk")


def language_of(team: Team) -> str:
    """The language a department is written to: its own setting, else the house's."""
    own = DepartmentSetting._default_manager.filter(department=team, binned_at__isnull=True).first()
    return own.language if own else company().language


def owed_by(team: Team, calendar: WorkingCalendar, *, now: datetime) -> list[tuple[Due, Promise]]:
    """What the department owes: late, due today, and due within three working days; each with its heading."""
    today = calendar.day_of(now)
    end = calendar.end_of_day(calendar.add_working_days(today, AHEAD))
    rows = Promise.visible_to(SYSTEM).filter(department=team, state=State.OPEN, direction=Direction.OURS, due__lte=end)
    found = rows.select_related("account").order_by(F("due"), F("pk"))[:MOST]
    return [(_heading(one, calendar, now), one) for one in found]


def _heading(promise: Promise, calendar: WorkingCalendar, now: datetime) -> Due:
    if promise.due < now:
        return Due.LATE
    return Due.TODAY if calendar.day_of(promise.due) == calendar.day_of(now) else Due.COMING
