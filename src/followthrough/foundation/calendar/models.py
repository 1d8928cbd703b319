"""Working calendars: hours of the week, a country's holidays, and the house's own closed days."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.people.models import Team
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record


def usual_week() -> dict[str, list[list[str]]]:
    """Monday to Friday, nine to half past five. Keys are ISO weekdays, values spans of local time."""
    return {str(day): [["09:00", "17:30"]] for day in range(1, 6)}


class WorkCalendar(Record):
    """When a team works. The one without a team holds for everybody who has no other."""

    name = models.CharField(_("name"), max_length=120)
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="calendars", verbose_name=_("team")
    )
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    country = models.CharField(
        _("country of holidays"), max_length=2, blank=True, help_text=_("Two letters, such as US.")
    )
    region = models.CharField(_("state or province"), max_length=10, blank=True)
    week = models.JSONField(_("working hours"), default=usual_week)
    searched = ("name",)

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        constraints = [
            models.UniqueConstraint("team", name="calendar_one_per_team", condition=Q(binned_at__isnull=True)),
            models.UniqueConstraint(
                models.Value(1), name="calendar_one_default", condition=Q(team__isnull=True, binned_at__isnull=True)
            ),
        ]
        indexes = [folded_index("name", "calendar_by_name")]


class SpecialDay(Record):
    """A day that differs from the calendar: closed though it is a weekday, or worked though it is a holiday."""

    calendar = models.ForeignKey(WorkCalendar, models.CASCADE, related_name="special_days", verbose_name=_("calendar"))
    day = models.DateField(_("day"))
    name = models.CharField(_("why"), max_length=120)
    is_working = models.BooleanField(_("worked nevertheless"), default=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], name="calendar_day_once", condition=Q(binned_at__isnull=True)
            )
        ]
