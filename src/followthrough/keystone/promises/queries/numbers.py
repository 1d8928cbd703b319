"""Who calls? The people and accounts behind a telephone number."""

import phonenumbers
from django.db.models import Q

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company

MOST = 5


def find_by_number(text: str, actor: Actor) -> list[Contact | Account]:
    """The contacts (first) and accounts the actor sees that have this number, five of each at most.

    The number may be written as people write it; without a country code it is read as one of the company's country.
    """
    number = e164(text)
    if not number:
        return []
    points = ContactPoint.visible_to(actor).filter(value=number).values("contact")
    people = Contact.visible_to(actor).filter(Q(pk__in=points) | Q(phone=number)).select_related("account")
    firms = Account.visible_to(actor).filter(phone=number)
    return [*people.order_by("pk")[:MOST], *firms.order_by("pk")[:MOST]]


def e164(text: str) -> str:
    """The number as +14155552671, or nothing if it can't be one."""
    try:
        read = phonenumbers.parse(text, None if text.strip().startswith("+") else company().country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
