"""What to say when a renewal is talked about: unused benefits and broken promises first, then what else matters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.queries.entitled import words_of
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.looking_back import LookedBack


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say; `tone` is late, due, kept, info or plain, `url` leads to what it is about."""

    text: str
    tone: str = "plain"
    icon: str = "message-circle"
    url: str = ""


More = Callable[[Renewal, Actor], Iterable[Point]]
_more: list[More] = []


def register_points(more: More) -> None:
    """Let an upper area add what it knows, such as how much of a commitment was used; called from its `records.py`."""
    _more.append(more)


def talking_points(renewal: Renewal, seen: LookedBack, actor: Actor, now: datetime) -> list[Point]:
    """The points in the order in which they help."""
    found = [*_unused(seen), *_broken(seen), *_kept(seen), *_quiet(renewal, seen, now)]
    for more in _more:
        found += more(renewal, actor)
    return found


def _unused(seen: LookedBack) -> Iterable[Point]:
    for one in seen.unused:
        gaps = {"what": words_of(one.entitlement), "left": one.left, "all": one.entitled}
        yield Point(_("Not used yet: %(what)s, %(left)d of %(all)d.") % gaps, "due", "sparkles")


def _broken(seen: LookedBack) -> Iterable[Point]:
    if not seen.broken:
        return
    missed = sum(one.verdict == "missed" for one in seen.broken)
    late = len(seen.broken) - missed
    if missed:
        words = ngettext("We missed %(count)d promise.", "We missed %(count)d promises.", missed)
        yield Point(words % {"count": missed}, "late", "circle-x", "#panel-broken")
    if late:
        words = ngettext("%(count)d promise was or is late.", "%(count)d promises were or are late.", late)
        yield Point(words % {"count": late}, "late", "circle-alert", "#panel-broken")


def _kept(seen: LookedBack) -> Iterable[Point]:
    sums = seen.sums
    if sums["kept"]:
        gaps = {"kept": sums["kept"], "all": sums["promised"]}
        yield Point(_("Kept so far: %(kept)d of %(all)d promises.") % gaps, "kept", "circle-check-big")


def _quiet(renewal: Renewal, seen: LookedBack, now: datetime) -> Iterable[Point]:
    if seen.is_quiet(calendar_of(renewal.contract).day_of(now)):
        yield Point(_("Nobody has spoken with them for two months."), "due", "message-circle")
