"""What next? The promise that follows one, and the question when nothing follows."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Promise, StandingPromise
from followthrough.keystone.promises.queries.colleagues import calendar_of, person_behind
from followthrough.keystone.promises.queries.sources import open_beside, source_of
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.queries.when import due_day


def next_day(word: str, day: date | None, by: Actor, now: datetime) -> date:
    """The day meant by a word or given outright; the next working day when neither is said."""
    if day is not None:
        return day
    return due_day(word or "tomorrow", now, calendar_of(by, Calendars()))


def make_next(promise: Promise, what: str, word: str, day: date | None, *, by: Actor, now: datetime) -> Promise | None:
    """Make the promise that follows this one, for the same customer and source; None if none is named."""
    if not what:
        if word or day:
            raise Invalid({"next_what": _("Write what is promised next.")})
        return None
    wanted = Wanted(
        what=what,
        due_on=next_day(word, day, by, now),
        account=promise.account,
        contact=promise.contact,
        owed_to=promise.owed_to,
        owner=promise.owner or person_behind(by),
        minder=promise.minder,
        team=promise.team,
        source=source_of(promise) or promise,
        source_text=_("After “%(what)s”.") % {"what": promise.what},
        occurrence=f"next/promise:{promise.pk}/v-{promise.version}",
    )
    return next(iter(make_promises([wanted], by=by, now=now)), None)


def what_next(promise: Promise) -> dict[str, Any]:
    """The question to put when this was the last open promise of its source; empty when something is still owed.

    The surface offers the action `make` with the given values, and "nothing more" as a choice made on purpose.
    """
    is_standing = promise.source_kind == StandingPromise._meta.label_lower
    if not promise.source_ref or is_standing or open_beside(promise).exists():
        return {}
    return {
        "question": _("What is next for %(ref)s?") % {"ref": promise.source_ref},
        "kind": Promise._meta.label_lower,
        "verb": "make",
        "values": {"about": promise.source_ref},
    }
