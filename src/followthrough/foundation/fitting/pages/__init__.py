"""Find a part, match a table of parts, and what contradicts itself."""

from django.urls import path
from django.utils.translation import gettext_lazy

from followthrough.foundation.fitting.pages.contradicting import contradictions_page
from followthrough.foundation.fitting.pages.finding import find_page
from followthrough.foundation.fitting.pages.matching import match_page
from followthrough.web.menu import MenuItem, menu_item

menu_item(MenuItem("sell", gettext_lazy("Find a part"), "/parts/", "search", "products.view", order=58))
urlpatterns = [
    path("parts/", find_page),
    path("parts/contradictions/", contradictions_page),
    path("part-tables/<slug:ref>/match", match_page),
]
