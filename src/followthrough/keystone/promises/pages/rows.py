"""A promise as the row of a page: ring, kind, what, for whom, source and why, by whom, due."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.keystone.promises.models import Direction, Promise
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.keystone.promises.queries.today import Row
from followthrough.keystone.promises.rules import Lateness, LatenessUnit, StandingWord
from followthrough.web.frame import shown_person
from followthrough.web.shapes import ActionButton, Badge, Person, PromiseRow, Ring
from followthrough.web.shapes.parts import RingState, Tone
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import dated_text, day_text, due_text, full_text, initials_of

RINGS: dict[StandingWord, RingState] = {
    StandingWord.OPEN: "open",
    StandingWord.DUE_TODAY: "due",
    StandingWord.LATE: "late",
    StandingWord.WAITING: "wait",
    StandingWord.SNOOZED: "snooze",
    StandingWord.KEPT: "kept",
    StandingWord.KEPT_LATE: "kept",
    StandingWord.MISSED: "missed",
    StandingWord.LET_GO: "drop",
}
LABELS = {
    StandingWord.OPEN: gettext_lazy("Open"),
    StandingWord.DUE_TODAY: gettext_lazy("Due today"),
    StandingWord.LATE: gettext_lazy("Late"),
    StandingWord.WAITING: gettext_lazy("Waiting"),
    StandingWord.SNOOZED: gettext_lazy("Snoozed"),
    StandingWord.KEPT: gettext_lazy("Kept"),
    StandingWord.KEPT_LATE: gettext_lazy("Kept late"),
    StandingWord.MISSED: gettext_lazy("Missed"),
    StandingWord.LET_GO: gettext_lazy("Let go"),
}
IN_ROW = ("keep", "snooze", "hand-over")
ELSEWHERE = (*IN_ROW, "reopen", "edit", "delete", "restore", "add-note", "attach")


@dataclass(frozen=True)
class Shown:
    """For whom a row is worded, and on which list it stands: its acts lead back there."""

    reader: Reader
    on: dict[str, str] = field(default_factory=dict)

    def address(self, promise: Promise, act: str) -> str:
        """Where an act on the row is asked for, with the list it stands on."""
        return f"/promises/{promise.ref}/{act}{self._tail}"

    @cached_property
    def _tail(self) -> str:
        return f"?{urlencode(self.on)}" if self.on else ""


def promise_row(row: Row, shown: Shown) -> PromiseRow:
    """The row, with the buttons this person may press."""
    promise, reader = row.promise, shown.reader
    return PromiseRow(
        id=str(promise.pk),
        ref=promise.ref,
        url=f"/promises/{promise.ref}/",
        ring=ring_of(row)[0],
        ring_label=ring_of(row)[1],
        what=promise.what,
        by=owed_by(promise, reader),
        due_text=_due_words(row, reader),
        due_title=_due_title(promise, reader),
        due_tone="late" if row.standing.word is StandingWord.LATE else "plain",
        due_badge=_badge(row, reader),
        icon=kind_named(promise.kind).icon,
        kind_label=str(kind_named(promise.kind).label),
        owed_to=promise.account.name if promise.account else promise.owed_to,
        owed_to_url=f"/accounts/{promise.account.ref}/"
        if promise.account and reader.actor.may("accounts.view")
        else "",
        contact=promise.contact.name if promise.contact else "",
        source=promise.source_ref if row.shows_source else "",
        source_url=_source_url(row, reader),
        why=_why(row, reader),
        more_url=f"/promises/{promise.ref}/more" if any(_other_acts(promise, reader.actor)) else "",
        **_acts(promise, shown),
    )


def alone(row: Row, actor: Actor) -> PromiseRow:
    """The row on a page of another area: what is done in it renews no figures of Today."""
    return promise_row(row, Shown(reader_of(actor)))


def ring_of(row: Row) -> tuple[Ring, str]:
    """Its ring and the word for it."""
    return Ring(RINGS[row.standing.word], row.standing.elapsed), standing_label(row.standing.word)


def _acts(promise: Promise, shown: Shown) -> dict[str, Any]:
    """Where the acts that have a button in the row are asked for, those this person may do."""
    verbs, may = actions_on(Promise), shown.reader.actor.may
    return {"answers": _answers(promise, shown.reader.actor)} | {
        f"{verb.replace('-', '_')}_url": shown.address(promise, verb)
        for verb in IN_ROW
        if may(verbs[verb].needs) and verbs[verb].allows(promise)
    }


def _answers(promise: Promise, actor: Actor) -> tuple[ActionButton, ...]:
    """What closes a promise that is not kept by hand: the verbs of the record behind it."""
    kind = kind_named(promise.kind)
    behind = kind.closed_by(promise) if kind.closed_by else None
    if behind is None:
        return ()
    base, verbs = f"/{type_of(behind).plural}/{behind.ref}/do", actions_on(type(behind))
    return tuple(
        ActionButton(str(verbs[verb].label), f"{base}/{verb}", verbs[verb].icon, how="dialog")
        for verb in kind.verbs
        if verbs[verb].is_offered(behind, actor)
    )


def standing_label(word: StandingWord) -> str:
    """The word of a standing, as design §5 has it."""
    return str(LABELS[word])


def lateness_text(late: Lateness) -> str:
    """ "6 days", "12 h", "20 min" of working time; less than a minute of it says so by the word alone."""
    if late.number == 0:
        return _("Late")
    if late.unit is LatenessUnit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", late.number) % {"count": late.number}
    words = _("%(count)s h") if late.unit is LatenessUnit.HOURS else _("%(count)s min")
    return words % {"count": late.number}


def owed_by(promise: Promise, reader: Reader) -> Person:
    """Who owes it: a person, a department, or nobody yet."""
    if promise.owner is not None:
        found = shown_person(promise.owner, reader.actor)
        assert found is not None
        return found
    if promise.department is not None:
        return Person(promise.department.name, initials_of(promise.department.name), "department")
    return Person(_("Nobody yet"), "?")


def _badge(row: Row, reader: Reader) -> Badge | None:
    word, tone = row.standing.word, RINGS[row.standing.word]
    if word is StandingWord.LATE and row.standing.lateness:
        return Badge(lateness_text(row.standing.lateness), "late")
    if word is StandingWord.WAITING:
        push_on = row.promise.push_on
        return Badge(_("Push"), "due") if push_on and push_on <= reader.today else Badge(_("Waiting"), "wait")
    return Badge(_("Snoozed"), "plain") if tone == "snooze" else None


def _why(row: Row, reader: Reader) -> str:
    parts = [dated_text(row.why.rstrip("."), today=reader.today)] if row.why else []
    promise = row.promise
    if row.covered_for:
        parts.append(_("for %(name)s") % {"name": row.covered_for})
    if promise.raised_to_id in reader.actor.stands_for:
        parts.append(_("raised to you"))
    if promise.blocked_by is not None and row.standing.word is StandingWord.WAITING:
        parts.append(_("waits for: %(what)s") % {"what": promise.blocked_by.what})
    if promise.direction == Direction.THEIRS:
        asked = promise.asked_on or promise.created_at.astimezone(reader.zone).date()
        parts.append(_("asked %(day)s") % {"day": day_text(asked, today=reader.today)})
        pushed = ngettext("pushed %(count)s time", "pushed %(count)s times", promise.pushes)
        parts.extend([pushed % {"count": promise.pushes}] if promise.pushes else [])
    return "; ".join(parts)


def _due_words(row: Row, reader: Reader) -> str:
    """The due; of one late for more than a day the day alone, since its time no longer matters and needs room."""
    due = row.promise.due_on or row.promise.due
    if row.standing.word is StandingWord.LATE and reader.now - row.promise.due > timedelta(days=1):
        day = due.astimezone(reader.zone).date() if isinstance(due, datetime) else due
        return day_text(day, today=reader.today)
    return due_text(due, now=reader.now, zone=reader.zone)


def _due_title(promise: Promise, reader: Reader) -> str:
    if promise.due_on is None:
        return full_text(promise.due, zone=reader.zone)
    day = full_text(promise.due_on, zone=reader.zone)
    return _("%(day)s, until its end (%(zone)s)") % {"day": day, "zone": promise.zone}


def _account_url(promise: Promise, reader: Reader) -> str:
    return f"/accounts/{promise.account.ref}/" if promise.account and reader.actor.may("accounts.view") else ""


def _source_url(row: Row, reader: Reader) -> str:
    kind = type_named(row.promise.source_kind) if row.shows_source and row.promise.source_ref else None
    if kind is None or not kind.listed or not reader.actor.may(kind.permission("view")):
        return ""
    return f"/{kind.plural}/{row.promise.source_ref}/"


def more_acts(promise: Promise, actor: Actor) -> tuple[ActionButton, ...]:
    """What else may be done with it, behind the button in its row."""
    base = f"/promises/{promise.ref}/do"
    return tuple(
        ActionButton(str(action.label), f"{base}/{action.verb}", action.icon, how="dialog")
        for action in _other_acts(promise, actor)
    )


def _other_acts(promise: Promise, actor: Actor) -> Iterator[Action]:
    for verb, action in actions_on(Promise).items():
        is_here = action.button and not action.on_class and verb not in ELSEWHERE
        if is_here and actor.may(action.needs) and action.allows(promise):
            yield action


def tone_of_group(key: str) -> Tone:
    """The colour family of a heading."""
    tones: dict[str, Tone] = {"late": "late", "today": "due", "waiting": "wait"}
    return tones.get(key, "plain")
