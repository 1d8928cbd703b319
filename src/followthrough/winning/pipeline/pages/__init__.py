"""The board, where opportunities are moved by pointer, by keys and by menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.web.looks.tools import board_at
from followthrough.web.menu import MenuItem, menu_item
from followthrough.winning.pipeline.pages import board

menu_item(
    MenuItem("sell", _("Pipeline"), "/pipeline/", "kanban", "opportunities.view", order=20, key="pipeline", letter="P")
)
board_at("opportunities", "/pipeline/")

urlpatterns = [
    path("pipeline/", board.board_page),
    path("pipeline/<slug:ref>/move", board.move_card),
]
