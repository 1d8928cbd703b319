"""The search page: everything found by the words in the address, by kind, with where the words stand."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.kernel.search.finding import ELSEWHERE, MISSPELT, Find, Finds
from followthrough.kernel.search.snippets import snippet_of
from followthrough.kernel.search.typed import understood
from followthrough.web.finding import found_by
from followthrough.web.frame import actor_of_request, person_of_request, show
from followthrough.web.shapes import Empty, Segment
from followthrough.web.shapes.searching import Hit, HitGroup, SearchPage
from followthrough.web.showing import url_of
from followthrough.web.wording import capital

EACH, OF_ONE = 8, 100  # records of each kind, and of the one that was chosen
LONGEST = 200


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, of all kinds or of the one named by `kind`."""
    actor, typed = actor_of_request(request), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    chosen = type_named(request.GET.get("kind", ""))
    user_id = person_of_request(request).pk
    found = found_by(typed, actor, user_id, limit=EACH)
    kinds = _kinds(found, typed, chosen.plural if chosen else "")
    if chosen is not None:
        found = found_by(typed, actor, user_id, only=[chosen.kind], limit=OF_ONE)
    page = SearchPage(
        typed=typed,
        kinds=kinds,
        kind=chosen.plural if chosen else "",
        groups=tuple(_group(one, typed, actor, chosen is None) for one in found),
        empty=None if found else _nothing(typed),
    )
    is_near = bool(found) and all(find.rank == MISSPELT for one in found for find in one.finds)
    note = _("Nothing is spelt so; these come near.") if is_near else ""
    return show(request, "web/search.html", page, title=_("Search"), note=note)


def _kinds(found: list[Finds], typed: str, chosen: str) -> tuple[Segment, ...]:
    if len(found) < 2 and not chosen:
        return ()
    every = Segment(_("All"), _address(typed), current=not chosen)
    chips = (
        Segment(capital(one.kind.label_plural), _address(typed, one.kind.plural), current=one.kind.plural == chosen)
        for one in found
    )
    return (every, *chips)


def _group(found: Finds, typed: str, actor: Actor, may_widen: bool) -> HitGroup:
    words = understood(typed).words
    return HitGroup(
        title=capital(found.kind.label_plural),
        icon=found.kind.icon,
        hits=tuple(_hit(find, words, actor) for find in found.finds),
        more_url=_address(typed, found.kind.plural) if found.more and may_widen else "",
    )


def _hit(find: Find, words: list[str], actor: Actor) -> Hit:
    kind = type_of(find.record)
    said = kind.said_of(find.record)
    note = " · ".join(part for part in (said, find.record.ref) if part and part != find.record.title)
    where: Any = find.via or find.record
    snippet = snippet_of(where, words, actor) if find.via or find.rank in (ELSEWHERE, MISSPELT) else ()
    if find.via is not None and not snippet:
        snippet = ((find.via.title, False),)
    source = capital(type_of(find.via).label) if find.via is not None else ""
    return Hit(url_of(find.record), find.record.title, note, source, snippet)


def _nothing(typed: str) -> Empty:
    if not typed:
        return Empty(
            _("What are you looking for?"),
            _("A name, a few words, a number, part of an e-mail address, a telephone number: each in any writing."),
            "search",
        )
    return Empty(
        _("Nothing found for “%(typed)s”.") % {"typed": typed},
        _("Fewer letters find more: each word finds all that begin so."),
        "search",
    )


def _address(typed: str, kind: str = "") -> str:
    return "/search/?" + urlencode({"q": typed, **({"kind": kind} if kind else {})})
