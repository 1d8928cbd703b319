"""What is seen of editions beyond their own pages: comparison, a change before it is made, the price list."""

from django.urls import path

from followthrough.foundation.pricing.pages import changing, comparing

urlpatterns = [
    path("price-editions/<slug:ref>/compare", comparing.compare),
    path("price-editions/<slug:ref>/change", changing.change),
    path("price-editions/<slug:ref>/price-list.xlsx", comparing.workbook),
    path("price-editions/<slug:ref>/price-list.pdf", comparing.paper),
]
