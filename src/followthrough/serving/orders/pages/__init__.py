"""The pages of orders that the generic ones cannot be: the order with its grid, rows from a sheet, guests' pages."""

from django.urls import path

from followthrough.serving.orders.models import Order, OrderSheet
from followthrough.serving.orders.pages import adding, for_customers, order, questions, saving
from followthrough.web.guest_pages import guest_page_of

guest_page_of(Order, for_customers.show_order)
guest_page_of(OrderSheet, questions.show_sheet)

urlpatterns = [
    path("orders/<slug:ref>/", order.order_page),
    path("orders/<slug:ref>/lines", saving.change_line),
    path("orders/<slug:ref>/arrange", saving.arrange_line),
    path("orders/<slug:ref>/add", adding.add_line),
    path("orders/<slug:ref>/rows", adding.check_rows),
]
