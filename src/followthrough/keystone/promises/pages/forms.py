"""The small forms that open in a row: keep, snooze, hand over, what next."""

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Interaction, InteractionKind
from followthrough.foundation.calendar.queries import Calendars
from followthrough.keystone.promises.models import Direction, EvidenceKind, Promise
from followthrough.keystone.promises.pages.rows import Shown
from followthrough.keystone.promises.queries.colleagues import calendar_of
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.keystone.promises.queries.likely import likely_evidence
from followthrough.keystone.promises.queries.when import NextDue, Snooze, due_day
from followthrough.keystone.promises.rules import snooze_choices
from followthrough.web.buttons import fresh_key
from followthrough.web.shapes import (
    EvidenceChoice,
    HandOverForm,
    KeepForm,
    NextChoice,
    NextForm,
    SnoozeChoice,
    SnoozeForm,
)
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, moment_text

TALKED = {InteractionKind.CALL: "phone", InteractionKind.EMAIL: "mail", InteractionKind.NOTE: "file-text"}


def keep_form(promise: Promise, reader: Reader, shown: Shown, chosen: str = "") -> KeepForm:
    """The question what shows that it was kept, with the likeliest answer chosen already."""
    talks = likely_evidence(promise, reader.actor, now=reader.now)
    likely = [(f"record:{talk.ref}", _talk_words(talk, reader), TALKED.get(talk.kind, "users")) for talk in talks]  # type: ignore[call-overload]
    usual = kind_named(promise.kind).evidence
    asked = {EvidenceKind.FILE: "file", EvidenceKind.LINK: "link"}.get(usual, "note")
    first = chosen or (likely[0][0] if likely else asked)
    own = (
        EvidenceChoice("note", _("Note"), "file-text", first == "note", "note"),
        EvidenceChoice("file", _("File"), "paperclip", first == "file", "file"),
        EvidenceChoice("link", _("Link"), "link", first == "link", "link"),
    )
    return KeepForm(
        url=shown.address(promise, "keep"),
        cancel_url=shown.address(promise, "row"),
        evidence=(*(EvidenceChoice(value, label, icon, first == value) for value, label, icon in likely), *own),
        version=str(promise.version),
        idempotency_key=fresh_key(),
        note_first=first == "note",
    )


def _talk_words(talk: Interaction, reader: Reader) -> str:
    """ "Call with Kurt Bremer, 10:42"."""
    at = moment_text(talk.at, now=reader.now, zone=reader.zone)
    said = {"kind": InteractionKind(talk.kind).label, "at": at, "name": talk.contact.name if talk.contact else ""}
    return (_("%(kind)s with %(name)s, %(at)s") if talk.contact else _("%(kind)s, %(at)s")) % said


def snooze_form(promise: Promise, reader: Reader, shown: Shown) -> SnoozeForm:
    """Until when, by the calendar of whoever reads."""
    calendar = calendar_of(reader.actor, Calendars())
    icons = {Snooze.LATER_TODAY.value: "clock", Snooze.TOMORROW.value: "sunrise"}
    choices = tuple(
        SnoozeChoice(
            choice.preset.value,
            str(Snooze(choice.preset.value).label),
            moment_text(choice.until, now=reader.now, zone=reader.zone),
            icons.get(choice.preset.value, "calendar"),
        )
        for choice in snooze_choices(reader.now, calendar)
    )
    return SnoozeForm(
        url=shown.address(promise, "snooze"),
        cancel_url=shown.address(promise, "row"),
        choices=choices,
        version=str(promise.version),
        idempotency_key=fresh_key(),
    )


def hand_over_form(promise: Promise, shown: Shown) -> HandOverForm:
    """To whom: a colleague or a department."""
    return HandOverForm(
        url=shown.address(promise, "hand-over"),
        cancel_url=shown.address(promise, "row"),
        search_url="/promises/receivers",
        version=str(promise.version),
        idempotency_key=fresh_key(),
    )


def next_form(promise: Promise, reader: Reader, shown: Shown) -> NextForm:
    """What is next on its source; the likeliest step is chosen, and “nothing” is a choice made on purpose."""
    known = promise.contact or promise.account
    name = known.name if known else "" if promise.rule else promise.owed_to
    calendar = calendar_of(reader.actor, Calendars())
    offered = [
        (NextDue.WEEK, _("Follow up with %(name)s"), "corner-up-right"),
        (NextDue.TWO_DAYS, _("Call %(name)s"), "phone"),
    ]
    if promise.direction == Direction.THEIRS:
        offered.insert(0, (NextDue.TOMORROW, _("Work on what %(name)s sent"), "arrow-right"))
    if not name:  # a rule names nobody; what it is about has a number at least
        name, offered = promise.source_ref, [(NextDue.WEEK, _("Follow up on %(name)s"), "corner-up-right")]
    choices = tuple(
        NextChoice(
            due.value,
            words % {"name": name},
            day_text(due_day(due, reader.now, calendar), today=reader.today),
            icon,
            place == 0,
        )
        for place, (due, words, icon) in enumerate(offered)
    )
    return NextForm(
        url=shown.address(promise, "next"),
        source=promise.source_ref,
        choices=choices if name else (),
        idempotency_key=fresh_key(),
    )
