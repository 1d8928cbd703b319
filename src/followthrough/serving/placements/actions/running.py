"""Receive the creative and the address of a placement, put it live, take it down: each with what shows it."""

from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.notes.actions import add_note, attach_content
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.evidence import Shown, add_evidence, evidence_given
from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.placements.models import Placement, PlacementState
from followthrough.serving.placements.queries.owed import GO_LIVE, TAKE_DOWN, calendar_of, open_promise
from followthrough.serving.placements.rules.pictures import ACCEPTED, Creative, read_creative

OWING = DESK | {Role.DEPARTMENT}
HEAD = 262_144  # enough for the sizes of a picture, even behind a colour profile
IS_WEB = URLValidator(schemes=["http", "https"])
EARLY = gettext_lazy("Why before its first day")
SHOWN = {"note": gettext_lazy("What was done"), "link": gettext_lazy("Link"), "file": gettext_lazy("File")}


@action(
    Placement,
    needs="placements.run",
    roles=OWING,
    button=gettext_lazy("Creative received"),
    icon="file-up",
    applies=lambda one: one.stands,
    labels={"file": gettext_lazy("The creative")},
)
def receive_creative_placement(placement: Placement, *, file: Upload, by: Actor, now: datetime) -> Changes:
    """File what they sent, checked against the slot: a picture or a PDF, of the slot's size in pixels.

    The last one counts; those before stay among the files. With the address there too nobody waits any longer.
    """
    found = _checked(placement, file)
    kept = attach_content(type_of(Placement).kind, placement.pk, file.name, file.chunks(), by=by, now=now)  # type: ignore[attr-defined]
    size = f"{found.sort}, {found.width} × {found.height}" if found.width else found.sort
    values: Values = {"creative": kept.name, "creative_size": size, "creative_at": now}
    change_records(type_of(Placement), [(placement, values)], by=by, now=now)
    return Changes(_("%(name)s is in: %(size)s.") % {"name": kept.name, "size": size}, record=placement)


def _checked(placement: Placement, file: Upload) -> Creative:
    head = b""
    for chunk in file.chunks():  # type: ignore[attr-defined]
        head += chunk
        if len(head) >= HEAD:
            break
    found, slot = read_creative(head), placement.slot
    if found is None:
        raise Invalid({"file": _("That is none of %(sorts)s, or it is damaged.") % {"sorts": ACCEPTED}})
    asked = (slot.width, slot.height) if slot else (None, None)
    if found.width and all(asked) and asked != (found.width, found.height):
        gaps = {"is": f"{found.width} × {found.height}", "must": f"{asked[0]} × {asked[1]}"}
        raise Invalid({"file": _("It has %(is)s pixels; the slot takes %(must)s.") % gaps})
    return found


@action(
    Placement,
    needs="placements.run",
    button=gettext_lazy("Target address"),
    icon="link",
    applies=lambda one: one.stands and one.needs_target,
    labels={"target_url": gettext_lazy("Where a click leads")},
    options={"target_url": {"max_length": 1000}},
)
def set_target_placement(placement: Placement, *, target_url: str, by: Actor, now: datetime) -> Changes:
    """Write down where a click leads. With the creative there too nobody waits any longer."""
    address = target_url.strip()
    try:
        IS_WEB(address)
    except ValidationError as problem:
        raise Invalid({"target_url": _("Write a whole address, such as https://example.com/page.")}) from problem
    if urlsplit(address).username:
        raise Invalid({"target_url": _("No names and passwords in the address.")})
    change_records(type_of(Placement), [(placement, {"target_url": address})], by=by, now=now)
    return Changes(_("A click leads to %(url)s.") % {"url": address}, record=placement)


def keep_shown(promise: Promise, shown: Shown, *, by: Actor, now: datetime) -> None:
    """Keep a promise or wait of a placement with what shows it."""
    values: Values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "is_touched": True}
    values |= {"snoozed_until": None, "raised_to": None}
    change_records(type_of(Promise), [(promise, values)], by=by, now=now)
    add_evidence(promise, shown, by=by, now=now)


@action(
    Placement,
    needs="placements.run",
    button=gettext_lazy("It is live"),
    icon="play",
    primary=True,
    moves=(PlacementState.BOOKED.value, PlacementState.LIVE.value),
    labels={**SHOWN, "early": EARLY},
    options={
        "note": {"kind": "long"},
        "link": {"kind": "url"},
        "early": {"max_length": 300, "asked": lambda one: is_early(one, clock.now())},
    },
)
def go_live_placement(
    placement: Placement,
    *,
    early: str = "",
    link: str = "",
    note: str = "",
    file: Upload | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Say that it stands where it was sold, and show it: a link, a picture or a note. That keeps its promise.

    Not before all that the customer must send is in; before the first day that was sold only with the reason.
    """
    if not placement.is_in:
        missing = [] if placement.creative else [_("the creative")]
        missing += [_("the target address")] if placement.needs_target and not placement.target_url else []
        raise Refused(_("Still to come: %(missing)s.") % {"missing": ", ".join(missing)})
    if is_early(placement, now):
        _note_early(placement, early.strip(), by=by, now=now)
    shown = evidence_given(Shown(note, link, file), by)
    values: Values = {"state": PlacementState.LIVE.value, "live_at": now}
    change_records(type_of(Placement), [(placement, values)], by=by, now=now)
    promise = open_promise(placement, GO_LIVE)
    if promise is not None:
        keep_shown(promise, shown, by=by, now=now)
    return Changes(_("It is live."), record=placement)


def is_early(placement: Placement, now: datetime) -> bool:
    """Whether its first day is still to come where it is put up."""
    return calendar_of(placement, Calendars()).day_of(now) < placement.starts_on


def _note_early(placement: Placement, why: str, *, by: Actor, now: datetime) -> None:
    """Keep why it stands before its first day. Raises Invalid without a reason."""
    day = {"day": day_said(placement.starts_on)}
    if not why:
        said = _("Its first day is %(day)s. Say why it stands already, or change the day it was sold from.") % day
        raise Invalid({"early": said})
    words = _("Live before its first day, %(day)s: %(why)s") % {**day, "why": why}
    add_note(placement, text=words, by=by, now=now)


@action(
    Placement,
    needs="placements.run",
    button=gettext_lazy("Take down"),
    icon="archive",
    moves=(PlacementState.LIVE.value, PlacementState.ENDED.value),
    labels={"note": gettext_lazy("What was done")},
    options={"note": {"kind": "long"}},
)
def take_down_placement(placement: Placement, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Say that it stands no longer: its slot is free, and the promise to take it down is kept."""
    values: Values = {"state": PlacementState.ENDED.value, "ended_at": now}
    change_records(type_of(Placement), [(placement, values)], by=by, now=now)
    promise = open_promise(placement, TAKE_DOWN)
    if promise is not None:
        keep_shown(promise, Shown(note=note, record=placement), by=by, now=now)
    return Changes(_("It is taken down."), record=placement)
