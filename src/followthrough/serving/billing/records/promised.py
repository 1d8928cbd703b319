"""What billing owes and waits for, and the rules that say so."""

from django.utils.translation import gettext_lazy as _

from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.serving.billing.queries.wanted import (
    HAND_OFF,
    MATCH,
    MEND,
    PAYMENT,
    RECEIPT,
    wanted_hand_offs,
    wanted_matches,
    wanted_mendings,
    wanted_payments,
    wanted_receipts,
)

register_kind(HAND_OFF, _("Invoice to hand off"), "receipt", evidence=EvidenceKind.RECORD)
register_kind(RECEIPT, _("Invoice for accounting"), "inbox", evidence=EvidenceKind.RECORD)
register_kind(MEND, _("Returned invoice"), "undo-2", evidence=EvidenceKind.RECORD)
register_kind(PAYMENT, _("Payment"), "banknote", evidence=EvidenceKind.RECORD)
register_kind(MATCH, _("Payment to match"), "link", evidence=EvidenceKind.RECORD)
for _rule in (
    Rule(HAND_OFF, _("An invoice drafted working days before it is due"), HAND_OFF, 5, wanted_hand_offs),
    Rule(RECEIPT, _("Accounting’s answer to an invoice, after working days"), RECEIPT, 2, wanted_receipts),
    Rule(MEND, _("A returned invoice mended, after working days"), MEND, 1, wanted_mendings),
    Rule(PAYMENT, _("Their payment, working days after it is due"), PAYMENT, 0, wanted_payments),
    Rule(MATCH, _("A doubtful payment matched, after working days"), MATCH, 1, wanted_matches),
):
    register_rule(_rule)
