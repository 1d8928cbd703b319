"""The week's hand-off, who owes what, whether contracts tie out, and everything to take away."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from followthrough.serving.billing.pages import aged, credit, handing_off, papers, tied
from followthrough.web.menu import MenuItem, menu_item

menu_item(
    MenuItem("serve", _("Billing"), "/billing/", "receipt", "invoices.view", order=310, count=handing_off.waiting)
)
menu_item(MenuItem("measure", _("Who owes us"), "/billing/owed/", "scale", "invoices.view", order=40))
menu_item(MenuItem("measure", _("Leaks"), "/billing/leaks/", "search-x", "invoices.view", order=41))

urlpatterns = [
    path("billing/", handing_off.hand_off_page),
    path("billing/owed/", aged.aged_page),
    path("billing/owed.xlsx", aged.aged_sheet),
    path("billing/leaks/", tied.leaks_page),
    path("billing/leaks.xlsx", tied.leaks_sheet),
    path("contracts/<slug:ref>/tie-out", tied.tie_out_page),
    path("contracts/<slug:ref>/tie-out.xlsx", tied.tie_out_sheet),
    path("accounts/<slug:ref>/credit", credit.credit_page),
    path("accounts/<slug:ref>/statement.pdf", papers.statement),
    path("invoices/<slug:ref>/invoice.pdf", papers.invoice_paper),
    path("invoices/<slug:ref>/ubl.xml", papers.invoice_ubl),
    path("invoices/<slug:ref>/cii.xml", papers.invoice_cii),
    path("journals/<slug:ref>/journal.csv", papers.journal_csv),
    path("journals/<slug:ref>/journal.xlsx", papers.journal_xlsx),
    path("received-invoices/<slug:ref>/file", papers.received_file),
]
