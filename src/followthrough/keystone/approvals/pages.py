"""Approvals in the menu, with the number waiting for the reader."""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from followthrough.keystone.approvals.queries.conditions import waiting_for
from followthrough.web.menu import MenuItem, menu_item

menu_item(MenuItem("desk", _("Approvals"), "/approvals/", "badge-check", "approvals.view", order=20, count=waiting_for))
urlpatterns: list[URLPattern] = []
