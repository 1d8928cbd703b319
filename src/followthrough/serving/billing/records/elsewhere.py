"""What billing puts on accounts and contracts."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.readings import HouseReading, Reading, house_reading, reading_on
from followthrough.kernel.records.registry import Panel, panel_on
from followthrough.serving.billing.models import (
    BillingDetails,
    Invoice,
    InvoiceLine,
    JournalMapping,
    Payment,
    ReceivedInvoice,
    Seller,
)
from followthrough.serving.billing.queries.exposed import credits_of
from followthrough.serving.billing.queries.instalments import told
from followthrough.serving.billing.queries.panels import (
    balance_shown,
    paid_shown,
    tie_out_link,
)
from followthrough.serving.billing.queries.readings import leaks_read, owed_read, schedule_read, tie_out_read
from followthrough.serving.billing.records.downloads import downloads
from followthrough.serving.orders.models import Order
from followthrough.serving.orders.queries.credit import credit_counted_by
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.queries.billed import instalments_told_by
from followthrough.winning.renewals.models import Renewal

credit_counted_by(credits_of)
instalments_told_by(told)
never_merged(Seller, BillingDetails, Invoice, InvoiceLine, Payment, JournalMapping, ReceivedInvoice)


for _model, _column in ((Account, "account"), (Contract, "contract"), (Order, "order")):
    panel_on(
        _model,
        Panel(
            "invoices",
            _("Invoices"),
            link=_column,
            of=Invoice,
            columns=("number", "state", "bill_on", "due_on", "gross", "open_amount"),
            order=("-bill_on", "-pk"),
        ),
    )
panel_on(
    Account,
    Panel(
        "billing",
        _("Billing details"),
        link="account",
        of=BillingDetails,
        columns=("name", "vat_id", "tax", "buyer_reference"),
        begins=_("To whom and how they are billed, and their tax number; invoices need it."),
    ),
)
panel_on(Account, Panel("balance", _("Balance"), side=True, template="billing/balance.html", context=balance_shown))
panel_on(
    Renewal,
    Panel("paid", _("Invoiced and paid"), side=True, template="billing/balance.html", context=paid_shown),
)
panel_on(Contract, downloads(tie_out_link, _("Tie-out")))
DAY = Field("day", Kind.DATE, _("Day"), help=_("Such as 2026-11-30; today if left out."))
UNTIL = Field("until", Kind.DATE, _("Until"), help=_("Such as 2027-11-30; a year ahead if left out."))
reading_on(
    Contract, Reading("schedule", _("The invoices to come: when, for which days, how much."), (UNTIL,), schedule_read)
)
reading_on(Contract, Reading("tied", _("Contracted, delivered, billed and paid, line by line."), (DAY,), tie_out_read))
house_reading(
    HouseReading(
        "owed",
        _("Who owes us: each account's balance by age, with credits and payments on account."),
        "invoices.view",
        (Field("account", Kind.LINK, _("account"), link=Account),),
        owed_read,
    )
)
house_reading(
    HouseReading(
        "leaks", _("The contracts that do not tie out, with the money missing."), "invoices.view", (), leaks_read
    )
)
