"""The week of deliveries and what opens from it."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.serving.deliveries.pages import week
from followthrough.web.menu import MenuItem, menu_item

menu_item(
    MenuItem(
        "serve", _("Deliveries"), "/deliveries/", "package", "promises.view", order=300, key="deliveries", letter="D"
    )
)

urlpatterns = [
    path("deliveries/", week.week_page),
    path("deliveries/<slug:ref>/beside", week.beside),
    path("deliveries/<slug:ref>/move", week.move),
]
