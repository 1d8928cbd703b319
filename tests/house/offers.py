"""What verbs of quotes, mail and documents are tried with: lines that can be sent, somebody to send them to."""

from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import PriceEdition
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.model import Record
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from tests import cast
from tests.house.samples import MOMENT, Side

OPTION = "An extra"
REPLY = b"From: kurt@example.com\nSubject: Re: It\nMessage-ID: <x@example.com>\nIn-Reply-To: <%s>\n\nYes\n"
FIRST = {(Quote, verb): "note-sent" for verb in ("accept", "decline", "choose", "revise")}


def arranged(action: Action, side: Side, admin: Any) -> Record:
    """A quote with a priced line and an option, a mail that failed, an opportunity nobody quoted yet."""
    record: Any = side.records[action.model]
    if action.model is Quote:
        values = {"opportunity": record.opportunity, "unit_price": Decimal(10)}
        cast.set_to(Line._default_manager.get(pk=side.records[Line].pk), unit_price=Decimal(10))
        cast.made(Line, description=OPTION, is_optional=True, is_chosen=False, **values)
        if action.verb == "reprice":
            cast.does(admin, PriceEdition, "publish", side.records[PriceEdition])
        if action.verb in ("make-contract", "make-order", "prepare-information"):
            cast.does(admin, Quote, "note-sent", record, how="On paper")
            cast.does(admin, Quote, "accept", record, who="Kurt Bremer")
    if action.model is Line:
        cast.made(Line, opportunity=record.opportunity, description="The line after it")
    if action.model is Opportunity and action.verb == "quote":
        cast.does(admin, Quote, "delete", side.records[Quote])
    if action.model is Mail and action.verb == "send-again":
        return cast.made(
            Mail, subject="Again", text="Again", to=["kurt@example.com"], state="failed", at=MOMENT, message_id="a@b"
        )
    return record


def told(action: Action, side: Side) -> dict[str, Any]:
    """The values a verb is sent with, where its fields alone do not tell."""
    if (action.model, action.verb) == (Mail, "upload-reply"):
        answered: Any = side.records[Mail]
        return {"file": ContentFile(REPLY % answered.message_id.encode(), name="answer.eml")}
    if action.model is not Quote:
        return {}
    match action.verb:
        case "add-products":
            return {"products": [side.records[Product].ref]}
        case "add-rows":
            return {"block": {"rows": [{"text": "Bag and label", "quantity": "2", "unit_price": "1.50"}]}}
        case "choose":
            return {"line": Line._default_manager.get(description=OPTION).ref, "chosen": True}
        case "reprice":
            return {"edition": side.records[PriceEdition].ref}
        case "send":
            account = side.records[Quote].account
            return {"to": cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=account).ref}
    return {}
