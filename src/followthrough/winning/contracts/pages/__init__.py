"""The pages of contracts that the generic ones cannot be: a contract, an amendment, a contract as of a day."""

from django.urls import path

from followthrough.winning.contracts.pages.amendment import amendment_page
from followthrough.winning.contracts.pages.calendar_file import calendar_file
from followthrough.winning.contracts.pages.contract import contract_page
from followthrough.winning.contracts.pages.on_day import on_day_page

urlpatterns = [
    path("contracts/<slug:ref>/", contract_page),
    path("contracts/<slug:ref>/on", on_day_page),
    path("contracts/<slug:ref>/calendar.ics", calendar_file),
    path("amendments/<slug:ref>/", amendment_page),
]
