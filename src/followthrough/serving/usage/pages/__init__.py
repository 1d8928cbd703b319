"""The pages of usage: a commitment burning down, all of them, what a meter counted, and the customer's own page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.serving.usage.pages.behind_link import show_usage
from followthrough.serving.usage.pages.commitment import commitment_page
from followthrough.serving.usage.pages.overview import overview_page, waiting
from followthrough.serving.usage.pages.panels import used_panel
from followthrough.serving.usage.pages.taken import taken_page
from followthrough.serving.usage.queries.unused import draw_used_with
from followthrough.web.guest_pages import guest_page_of
from followthrough.web.menu import MenuItem, menu_item
from followthrough.winning.contracts.models import Commitment

menu_item(MenuItem("serve", _("Usage"), "/usage/", "gauge", "commitments.view", order=305, count=waiting))
draw_used_with(used_panel)
guest_page_of(Commitment, show_usage)
urlpatterns = [
    path("usage/", overview_page),
    path("commitments/<slug:ref>/", commitment_page),
    path("meters/<slug:ref>/taken", taken_page),
]
