"""The week of deliveries and what opens from it, what customers said, the week's credit, calendar addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import Satisfaction
from followthrough.serving.deliveries.pages import answer, behind_links, credit, feed, said, week
from followthrough.web.buttons import offer_on_every_record
from followthrough.web.guest_pages import guest_page_of, guest_papers_of
from followthrough.web.menu import MenuItem, menu_item

menu_item(
    MenuItem(
        "serve", _("Deliveries"), "/deliveries/", "package", "promises.view", order=300, key="deliveries", letter="D"
    )
)
menu_item(MenuItem("measure", _("My week"), "/credit/", "thumbs-up", "promises.view", order=11))
menu_item(
    MenuItem("measure", _("What customers said"), "/deliveries/said/", "message-circle", "satisfactions.view", order=12)
)
guest_page_of(Satisfaction, answer.show_questions)
guest_papers_of(Promise, behind_links.papers, behind_links.hand_out)
offer_on_every_record("caught-errors", "note", _("Caught an error"), "shield", needs="caught_errors.note")

urlpatterns = [
    path("deliveries/", week.week_page),
    path("deliveries/said/", said.said_page),
    path("feeds/<str:secret>/deliveries.ics", feed.feed),
    path("deliveries/<slug:ref>/beside", week.beside),
    path("deliveries/<slug:ref>/move", week.move),
    path("credit/", credit.credit_page),
]
