"""Today, the small forms that open in its rows, and the on-time rate."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.keystone.promises.pages import acts, on_time, today
from followthrough.keystone.promises.pages.panel import open_promises_panel
from followthrough.keystone.promises.pages.rows import alone, ring_of
from followthrough.keystone.promises.queries.drawn import draw_promises_with
from followthrough.keystone.promises.queries.figures import to_do_now
from followthrough.keystone.promises.queries.open_ones import draw_open_promises_with
from followthrough.web.menu import MenuItem, menu_item

menu_item(
    MenuItem(
        "desk",
        _("Today"),
        "/today/",
        "calendar-check",
        "promises.view",
        order=1,
        key="today",
        letter="T",
        count=to_do_now,
    )
)
draw_open_promises_with(open_promises_panel)
draw_promises_with(row=alone, ring=ring_of)
menu_item(MenuItem("measure", _("On time"), "/on-time/", "target", "promises.view", order=10, letter="R"))

urlpatterns = [
    path("", today.home),
    path("today/", today.today_page),
    path("today/more", today.more_rows),
    path("on-time/", on_time.on_time_page),
    path("promises/receivers", acts.receivers),
    path("promises/<slug:ref>/row", acts.plain_row),
    path("promises/<slug:ref>/more", acts.more),
    path("promises/<slug:ref>/keep", acts.keep),
    path("promises/<slug:ref>/next", acts.what_next),
    path("promises/<slug:ref>/snooze", acts.snooze),
    path("promises/<slug:ref>/hand-over", acts.hand_over),
    path("promises/<slug:ref>/undo", acts.undo_act),
]
