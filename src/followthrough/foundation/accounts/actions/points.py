"""Numbers and addresses of a person: the first to use stands on the contact, the others are kept with their story."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.actions.places import keep_addresses
from followthrough.foundation.accounts.models import Channel, Contact, ContactPoint, Validity
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.registry import Values, type_of

# The column of the contact that shows the first of these; a fax number is never shown there.
COLUMNS = {Channel.EMAIL: "email", Channel.PHONE: "phone", Channel.MOBILE: "phone"}
OWN_CHANNEL = {"email": Channel.EMAIL, "phone": Channel.PHONE}
MAY_DELETE = "contact-points.delete"
EXTRA_CHANNELS = {"mobile": Channel.MOBILE, "fax": Channel.FAX}


@action(
    ContactPoint,
    needs="contact-points.edit",
    button=gettext_lazy("Mark"),
    icon="user-check",
    labels={
        "validity": gettext_lazy("Reachable"),
        "source": gettext_lazy("Known from"),
        "checked_on": gettext_lazy("Checked on"),
    },
)
def mark_contactpoint(
    point: ContactPoint,
    *,
    validity: Validity,
    source: str = "",
    checked_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Say whether the number or address still reaches the person, who says so and since when (today if left out)."""
    values = {"validity": str(validity), "checked_on": checked_on or clock.today(by.zone)}
    if source:
        values["source"] = source
    change_records(type_of(ContactPoint), [(point, values)], by=by, now=now)
    return Changes(_("%(value)s: %(word)s.") % {"value": point.value, "word": Validity(validity).label})


@action(ContactPoint, needs=MAY_DELETE, button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_contactpoint(point: ContactPoint, *, by: Actor, now: datetime) -> Changes:
    """Move the number or address to the bin; if it was the first to use, the contact shows none until another is."""
    bin_records(type_of(ContactPoint), [point], now=now)
    _show_first([point.contact_id], by=by, now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": point.value}, record=point)


@action(ContactPoint, needs=MAY_DELETE, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_contactpoint(point: ContactPoint, *, by: Actor, now: datetime) -> Changes:
    """Bring the number or address back from the bin."""
    bin_records(type_of(ContactPoint), [point], now=None)
    _show_first([point.contact_id], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": point.value}, record=point)


def saved_contacts(
    *, created: Sequence[Contact], changed: Sequence[Contact], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Keep each e-mail and phone of a contact as a number of its own, the present one first; old ones stay."""
    given = [(c, i) for c, i in zip([*created, *changed], inputs, strict=True) if _names_a_point(i)]
    known: dict[int, list[ContactPoint]] = {contact.pk: [] for contact, _input in given}
    for point in _points_of(known.keys() & {contact.pk for contact in changed}):
        known[point.contact_id].append(point)
    new: list[Values] = []
    moved: list[tuple[ContactPoint, Values]] = []
    for contact, values in given:
        for column in OWN_CHANNEL.keys() & values.keys():
            new += _first_to_use(contact, column, known[contact.pk], moved)
        new += _also_known(contact, values, known[contact.pk])
    kind = type_of(ContactPoint)
    create_records(kind, new, by=by, now=now)
    change_records(kind, moved, by=by, now=now)
    count = len(created)
    keep_addresses(list(zip(created, inputs[:count], strict=True)), new=True, by=by, now=now)
    keep_addresses(list(zip(changed, inputs[count:], strict=True)), new=False, by=by, now=now)


def _names_a_point(values: Values) -> bool:
    return any(values.get(name) for name in (*OWN_CHANNEL, *EXTRA_CHANNELS)) or bool(OWN_CHANNEL.keys() & values.keys())


def _points_of(contact_ids: Collection[int]) -> list[ContactPoint]:
    if not contact_ids:
        return []
    rows = ContactPoint._default_manager.filter(contact__in=contact_ids, binned_at__isnull=True)
    return list(rows.select_for_update().order_by("pk"))


def _first_to_use(
    contact: Contact, column: str, known: Iterable[ContactPoint], moved: list[tuple[ContactPoint, Values]]
) -> list[Values]:
    """Put the number that stands on the contact first among those known; give the values of a new one."""
    wanted = getattr(contact, column)
    own = [point for point in known if COLUMNS.get(Channel(point.channel)) == column]
    first = next((point for point in own if point.value == wanted), None)
    moved += [(point, {"is_primary": point is first}) for point in own if point.is_primary != (point is first)]
    if first or not wanted:
        return []
    return [{"contact": contact, "channel": OWN_CHANNEL[column], "value": wanted, "is_primary": True}]


def _also_known(contact: Contact, values: Values, known: Iterable[ContactPoint]) -> list[Values]:
    """The numbers given beside the phone, as far as they are not known yet."""
    there = {point.value for point in known}
    named = [(channel, values.get(name)) for name, channel in EXTRA_CHANNELS.items()]
    new = [(channel, value) for channel, value in named if value and value not in there]
    return [{"contact": contact, "channel": channel, "value": value} for channel, value in new]


def fill_points(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A person's first number, and their first address, is used first."""
    for row in rows:
        column = COLUMNS.get(Channel(row["channel"]))
        if column and not getattr(row["contact"], column):
            row["is_primary"] = True


def saved_points(
    *, created: Sequence[ContactPoint], changed: Sequence[ContactPoint], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Of a person's e-mails, and of their phones, one comes first; the contact shows it."""
    told = zip([*created, *changed], inputs, strict=True)
    wanted = [
        (point, values)
        for point, values in told
        if values.keys() & {"value", "is_primary", "channel"} and not _came_with(point, now)
    ]
    leading = {point.pk for point, values in wanted if point.is_primary and values.get("is_primary")}
    _show_first([point.contact_id for point, _values in wanted], leading=leading, by=by, now=now)


def settle_contact(contact: Contact, *, by: Actor, now: datetime) -> None:
    """Once another went into it, a contact shows the numbers it showed; one that both had is kept once."""
    shown = {contact.email, contact.phone} - {""}
    points = sorted(_points_of([contact.pk]), key=lambda p: not (p.is_primary and p.value in shown))
    kept: dict[tuple[str, str], ContactPoint] = {}
    twice = [point for point in points if kept.setdefault((point.channel, point.value), point) is not point]
    bin_records(type_of(ContactPoint), twice, now=now)
    leading = [point.pk for point in kept.values() if point.value in shown]
    _show_first([contact.pk], leading=leading, by=by, now=now)


def _came_with(point: ContactPoint, now: datetime) -> bool:
    """Whether the point was made with its contact, which shows it already or shows another one first."""
    contact = point.contact
    if not point.created_at == contact.created_at == now or contact.version != 1:
        return False
    shown = getattr(contact, COLUMNS.get(Channel(point.channel), ""), None)
    return shown in (None, point.value) or bool(shown and not point.is_primary)


def _show_first(contact_ids: Sequence[int], *, leading: Collection[int] = (), by: Actor, now: datetime) -> None:
    ids = set(contact_ids)
    firsts: dict[tuple[int, str], ContactPoint] = {}
    others: list[ContactPoint] = []
    for point in sorted(_points_of(ids), key=lambda p: p.pk not in leading):
        column = COLUMNS.get(Channel(point.channel))
        if point.is_primary and column and firsts.setdefault((point.contact_id, column), point) is not point:
            point.is_primary = False
            others.append(point)
    # Written past the hook on purpose: it would only come back here.
    ContactPoint._default_manager.bulk_update(others, ["is_primary"])
    contacts = Contact._default_manager.filter(pk__in=ids).select_for_update().order_by("pk")
    change_records(type_of(Contact), [(one, _shown(one, firsts)) for one in contacts], by=by, now=now)


def _shown(contact: Contact, firsts: Mapping[tuple[int, str], ContactPoint]) -> Values:
    leading = {column: firsts.get((contact.pk, column)) for column in OWN_CHANNEL}
    return {column: point.value if point else "" for column, point in leading.items()}
