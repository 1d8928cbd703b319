"""The pages of renewals that the generic ones can't be: what expires when, what was retained."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.web.menu import MenuItem, menu_item
from followthrough.winning.renewals.pages import calendar, feed, renewal, retained, retention, workbook

menu_item(
    MenuItem(
        "serve", _("Expiries"), "/renewals/calendar", "calendar-clock", "contracts.view", order=200, under="/renewals/"
    )
)
menu_item(MenuItem("measure", _("Retention"), "/renewals/retention", "trending-up", "contracts.view", order=20))

urlpatterns = [
    path("feeds/<str:secret>/expiries.ics", feed.calendar_feed),
    path("renewals/calendar", calendar.calendar_page),
    path("renewals/calendar.xlsx", workbook.calendar_workbook),
    path("renewals/retention.xlsx", retained.retention_workbook),
    path("renewals/retention", retention.retention_page),
    path("renewals/retention/behind", retention.behind_page),
    path("renewals/<slug:ref>/", renewal.renewal_page),
]
