"""The pages of usage: a commitment burning down, all of them, what a meter counted, and the customer's own page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.serving.usage.pages.commitment import commitment_page
from followthrough.serving.usage.pages.overview import overview_page, waiting
from followthrough.serving.usage.pages.taken import taken_page
from followthrough.web.menu import MenuItem, menu_item

menu_item(MenuItem("serve", _("Commitments in use"), "/usage/", "gauge", "commitments.view", count=waiting))
urlpatterns = [
    path("usage/", overview_page),
    path("commitments/<slug:ref>/", commitment_page),
    path("meters/<slug:ref>/taken", taken_page),
]
