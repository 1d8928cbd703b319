"""The quote's editor and paper, its versions side by side, and the products and rows that go into it."""

from django.urls import path

from followthrough.web.guest_pages import guest_page_of
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages import adding, editor, line, paper, picking, portal, repricing, saving, versions

guest_page_of(Quote, portal.show_quote, also={"pdf": portal.quote_pdf})

urlpatterns = [
    path("quotes/<slug:ref>/", editor.editor_page),
    path("quotes/<slug:ref>/lines", saving.change_line),
    path("quotes/<slug:ref>/arrange", saving.arrange_line),
    path("quotes/<slug:ref>/add", adding.add_line),
    path("quotes/<slug:ref>/rows", adding.paste_rows),
    path("quotes/<slug:ref>/pick", picking.pick_products),
    path("quotes/<slug:ref>/lines/<slug:line>", line.more_of_line),
    path("quotes/<slug:ref>/proposal.pdf", paper.proposal),
    path("quotes/<slug:ref>/quote.xlsx", paper.workbook),
    path("quotes/<slug:ref>/pages/<str:page>.png", paper.page_picture),
    path("quotes/<slug:ref>/reprice", repricing.reprice_page),
    path("quotes/<slug:ref>/versions", versions.compare_versions),
]
