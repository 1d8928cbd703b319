"""Why an event was refused, as a code for programs and a sentence for people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.serving.usage.rules.events import Bad

SENTENCES = {
    Bad.NOT_AN_OBJECT: gettext_noop("An event is an object with id, meter, at and quantity."),
    Bad.UNKNOWN_FIELD: gettext_noop("An event has id, meter, at, quantity, subject and corrects, and nothing else."),
    Bad.NO_ID: gettext_noop("It has no id."),
    Bad.NO_METER: gettext_noop("There is no meter with this code or number."),
    Bad.NO_MOMENT: gettext_noop("Write the moment like 2026-11-05T14:30:00Z."),
    Bad.AHEAD: gettext_noop("It lies more than five minutes ahead."),
    Bad.NO_NUMBER: gettext_noop("Write the quantity as a number with at most six decimals."),
    Bad.BELOW_ZERO: gettext_noop("A correction is below zero and names the event it corrects; anything else is not."),
    Bad.NO_SUBJECT: gettext_noop("This meter counts different ones: say in subject which one it is."),
    Bad.TOO_LONG: gettext_noop("Ids and subjects have at most 200 characters."),
    Bad.CHANGED: gettext_noop("This id came before with other content. Send a correction instead."),
    Bad.CORRECTS_NOTHING: gettext_noop("The event it corrects is not there."),
    Bad.CORRECTS_TOO_MUCH: gettext_noop("It takes back more than is left of the event."),
    Bad.CORRECTS_CLOSED: gettext_noop("The day of the event is closed, and this meter is no sum: its figure stands."),
}


def refusal(place: int, event_id: str, why: Bad) -> dict[str, Any]:
    """What is kept and answered of an event that was refused; `index` is its place in the batch, from 0."""
    return {"index": place, "id": event_id, "code": why.value, "why": SENTENCES[why]}


def said(refused: dict[str, Any]) -> str:
    """The sentence in the reader's language."""
    return _(refused["why"])
