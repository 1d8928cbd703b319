"""The pages of renewals that the generic ones can't be: what expires when, what was retained."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.web.menu import MenuItem, menu_item
from followthrough.winning.renewals.pages import calendar, workbook

menu_item(MenuItem("serve", _("Expiries"), "/renewals/calendar", "calendar-clock", "contracts.view", order=75))

urlpatterns = [
    path("renewals/calendar", calendar.calendar_page),
    path("renewals/calendar.xlsx", workbook.calendar_workbook),
]
