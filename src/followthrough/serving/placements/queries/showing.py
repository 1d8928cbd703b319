"""How placements stand, for lists and panels."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.serving.placements.models import Placement, PlacementState, Slot
from followthrough.serving.placements.rules.standing import Word, standing

WORDS: dict[Word, Words] = {
    Word.WAITING: _("Waiting for material"),
    Word.IN: _("Material in"),
    Word.OVERDUE: _("Should be live"),
    Word.LIVE: _("Live"),
    Word.TO_TAKE_DOWN: _("To be taken down"),
    Word.ENDED: pgettext_lazy("placement", "Ended"),
    Word.CANCELLED: pgettext_lazy("placement", "Cancelled"),
}
IS_IN = ~Q(creative="") & (~Q(target_url="") | Q(needs_target=False))


def standings(rows: Sequence[Placement], actor: Actor) -> dict[int, str]:
    """How each stands, in a word."""
    today = clock.today(actor.zone)
    return {
        one.pk: str(WORDS[standing(one.state, today, is_in=one.is_in, starts_on=one.starts_on, ends_on=one.ends_on)])
        for one in rows
    }


def waits_for_material(value: Any, actor: Actor) -> Q:
    """Booked, and something they must send is missing (yes), or the others (no)."""
    waiting = Q(state=PlacementState.BOOKED) & ~IS_IN
    return waiting if value else ~waiting


def stands_on(value: Any, actor: Actor) -> Q:
    """Booked or live with that day in its flight."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=value)
    return Q(state__in=(PlacementState.BOOKED, PlacementState.LIVE), starts_on__lte=value) & still


def is_overdue(value: Any, actor: Actor) -> Q:
    """Should be live and is not, or should be down and is not (yes), or the others (no)."""
    today = clock.today(actor.zone)
    late = Q(state=PlacementState.BOOKED, starts_on__lt=today) | Q(state=PlacementState.LIVE, ends_on__lt=today)
    return late if value else ~late


def left_in(rows: Sequence[Slot], actor: Actor) -> dict[int, int]:
    """How many places of each slot are free: of an issue in all, elsewhere today."""
    today = clock.today(actor.zone)
    there = Placement._default_manager.filter(slot__in=[one.pk for one in rows], state__in=("booked", "live"))
    taken: dict[int, int] = {}
    now_or_issue = ~Q(slot__issue="") | (Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today)))
    for pk in there.filter(now_or_issue, binned_at__isnull=True).values_list(F("slot"), flat=True):
        taken[pk] = taken.get(pk, 0) + 1
    return {one.pk: max(one.capacity - taken.get(one.pk, 0), 0) for one in rows}


def slot_to_take(placement: Placement, actor: Actor) -> dict[str, Slot]:
    """The free slot of the issue that appears in its flight, by the words of where it stands; none where several do."""
    last = placement.ends_on or placement.starts_on
    rows = Slot.visible_to(actor).filter(kind=placement.kind, appears_on__gte=placement.starts_on, appears_on__lte=last)
    told = f"{placement.place} {placement.name}".casefold()
    named = [one for one in rows.order_by("appears_on", "pk")[:50] if one.medium.casefold() in told]
    fitting = [one for one in named if one.position.casefold() in told] or named
    free = left_in(fitting, actor)
    found = [one for one in fitting if free[one.pk]]
    first = [one for one in found if one.appears_on == found[0].appears_on]
    return {"slot": first[0]} if len(first) == 1 else {}
