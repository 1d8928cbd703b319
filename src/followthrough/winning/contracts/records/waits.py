"""What contracts are waited for and promised by: the kinds, the rules, the kinds of papers."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.documents.queries.kinds import register_document_kind
from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import name_maker, register_kind, register_rule
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.winning.contracts.actions.papers import SIGNED, TEXT
from followthrough.winning.contracts.queries import entitled
from followthrough.winning.contracts.queries.wanted import (
    ANSWER,
    OUR_ANSWER,
    PO_NUMBER,
    wanted_answers,
    wanted_our_answers,
    wanted_po_numbers,
)

register_document_kind(TEXT, _("Text of a contract"))
register_document_kind(SIGNED, _("Signed contract"))
register_kind(ANSWER, _("Their answer on a contract"), "file-pen-line")
register_kind(OUR_ANSWER, _("Our answer on a contract"), "file-pen-line")
register_kind(PO_NUMBER, _("PO number"), "hash")
register_rule(Rule(ANSWER, _("Their answer to a contract we sent, due after working days"), ANSWER, 5, wanted_answers))
register_rule(
    Rule(OUR_ANSWER, _("Our answer to their version of a contract, due after working days"), OUR_ANSWER, 3,
         wanted_our_answers)
)  # fmt: skip
register_rule(
    Rule(PO_NUMBER, _("The PO number of a signed contract, due after working days"), PO_NUMBER, 5, wanted_po_numbers)
)
name_maker(entitled.RULE, _("What a contract entitles them to"))

FILE = EvidenceKind.FILE
register_kind(entitled.DELIVERY, _("Delivery under a contract"), "package", evidence=FILE)
register_kind(entitled.REFRESH, _("Data refresh"), "refresh-cw", evidence=FILE)
register_kind(entitled.PLACEMENT, _("Placement to go live"), "play", evidence=EvidenceKind.LINK)
register_kind(entitled.BENEFIT, _("Benefit that was called"), "hand")
register_kind(entitled.DISCOUNT, _("Discount to honour"), "percent", evidence=EvidenceKind.RECORD)
register_kind(entitled.NOTICE, _("Notice under a contract"), "megaphone", evidence=FILE)
register_kind(entitled.MATERIAL, _("What they must send first"), "inbox", evidence=FILE)
