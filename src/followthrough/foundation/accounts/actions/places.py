"""The postal address given with a contact's row is kept as an address of theirs, once."""

from collections.abc import Sequence
from datetime import datetime

from followthrough.foundation.accounts.models import Address, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.records.registry import Values, type_of

PLACE = ("street", "city", "region", "postcode", "country")


def keep_addresses(told: Sequence[tuple[Contact, Values]], *, new: bool, by: Actor, now: datetime) -> None:
    """Make an address of each place that came with a contact, unless the contact (not `new`) has it already."""
    named = [(contact, {name: values.get(name, "") for name in PLACE}) for contact, values in told]
    named = [(contact, place) for contact, place in named if any(place.values())]
    if not named:
        return
    ids = [] if new else [contact.pk for contact, _place in named]
    known = Address._default_manager.filter(contact__in=ids, binned_at__isnull=True) if ids else []
    there = {(row.contact_id, *(getattr(row, name) for name in PLACE)) for row in known}
    rows: list[Values] = [
        {"contact": contact, **place} for contact, place in named if (contact.pk, *place.values()) not in there
    ]
    create_records(type_of(Address), rows, by=by, now=now)
