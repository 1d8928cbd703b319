"""The palette: a name, a number or a verb, and where it leads; ">" only verbs, "@" only people, "#" only numbers."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import RecordType, type_named, type_of
from followthrough.kernel.search.finding import BEGINNING, NUMBER, Find, Finds
from followthrough.web.finding import found_by, last_places
from followthrough.web.frame import actor_of_request, person_of_request
from followthrough.web.palette_verbs import Doing, places_to_go, record_at_hand, things_to_do, verbs_of
from followthrough.web.showing import url_of
from followthrough.web.wording import capital

LONGEST = 100
PEOPLE = 8
SHOWN_VERBS = 5
Group = dict[str, Any]


@require_safe
def palette(request: HttpRequest) -> JsonResponse:
    """The groups of lines for what was typed so far."""
    actor = actor_of_request(request)
    typed = request.GET.get("q", "").strip()[:LONGEST].replace("\x00", "")
    sign, words = (typed[0], typed[1:].strip()) if typed[:1] in (">", "@", "#") else ("", typed)
    groups = {
        "": lambda: _anything(request, words, actor) if words else _nothing_typed(request, actor),
        ">": lambda: _verbs(request, words, actor),
        "@": lambda: _people(request, words, actor),
        "#": lambda: _numbers(request, words, actor),
    }[sign]()
    response = JsonResponse({"groups": [group for group in groups if group["items"]]})
    response["Cache-Control"] = "private, no-store"
    return response


def _nothing_typed(request: HttpRequest, actor: Actor) -> list[Group]:
    """Where one was before: never where one stands, so that opening the palette and Enter leads back."""
    here = record_at_hand(request, actor)
    places = [place for place in last_places(person_of_request(request).pk, actor) if place[1] != here]
    if not places:
        return [*_picked(request, actor), _doings(_("Go to"), places_to_go(actor))]
    lines = [_line(kind, record) for kind, record in places]
    return [*_picked(request, actor), {"title": _("Last places"), "items": lines}]


def _picked(request: HttpRequest, actor: Actor, words: str = "") -> list[Group]:
    """What may be done with the one record that is picked in the list."""
    record = record_at_hand(request, actor) if request.GET.get("picked") else None
    return [_doings(record.title, _fitting(verbs_of(record, actor), words))] if record is not None else []


def _anything(request: HttpRequest, words: str, actor: Actor) -> list[Group]:
    """Numbers first, then records by their words, then what may be done with the best of them."""
    found = found_by(words, actor, person_of_request(request).pk)
    best = found[0].finds[0] if found and NUMBER < found[0].finds[0].rank <= BEGINNING else None
    verbs = verbs_of(best.record, actor)[:SHOWN_VERBS] if best else []
    matching = _fitting([*places_to_go(actor), *things_to_do(actor)], words)[:SHOWN_VERBS]
    whole = Doing(
        _("Search everything for “%(words)s”") % {"words": words}, f"/search/?{urlencode({'q': words})}", "search"
    )
    return [*_picked(request, actor, words), *map(_records, found), _doings(_("Do"), [*verbs, *matching, whole])]


def _numbers(request: HttpRequest, words: str, actor: Actor) -> list[Group]:
    bare = words.replace("-", "").replace(" ", "").casefold()
    found = found_by(f"#{words}" if words.isdigit() else words, actor, person_of_request(request).pk)
    return [_records(one, lambda find: _is_number(find, bare)) for one in found]


def _is_number(find: Find, bare: str) -> bool:
    return find.rank == NUMBER or find.record.ref.replace("-", "").casefold().startswith(bare)


def _people(request: HttpRequest, words: str, actor: Actor) -> list[Group]:
    kinds = [kind.kind for kind in (type_of(User), type_named("contacts")) if kind]
    return [_records(one) for one in found_by(words, actor, person_of_request(request).pk, only=kinds, limit=PEOPLE)]


def _verbs(request: HttpRequest, words: str, actor: Actor) -> list[Group]:
    record = record_at_hand(request, actor)
    here = verbs_of(record, actor) if record is not None else []
    return [
        _doings(record.title if record is not None else "", _fitting(here, words)),
        _doings(_("Do"), _fitting(things_to_do(actor), words)),
        _doings(_("Go to"), _fitting(places_to_go(actor), words)),
    ]


def _fitting(doings: Iterable[Doing], words: str) -> list[Doing]:
    """Those whose label holds every word, those that begin so first."""
    wanted = _plain(words).split()
    fitting = [one for one in doings if all(word in _plain(f"{one.label} {one.hint}") for word in wanted)]
    return sorted(fitting, key=lambda one: not _begins(one.label, words))


def _begins(text: str, words: str) -> bool:
    return _plain(text).startswith(_plain(words))


def _plain(text: str) -> str:
    """Without case and accents, as `ft_fold` does it."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _records(found: Finds, wanted: Callable[[Find], bool] = lambda find: True) -> Group:
    items = [_line(found.kind, find.record) for find in found.finds if wanted(find)]
    return {"title": capital(found.kind.label_plural), "items": items}


def _line(kind: RecordType, record: Any) -> dict[str, str]:
    said = kind.said_of(record)
    hint = " · ".join(part for part in (said, record.ref) if part and part != record.title)
    return {"label": record.title, "hint": hint, "url": url_of(record), "icon": kind.icon, "key": "", "tone": ""}


def _doings(title: str, doings: Iterable[Doing]) -> Group:
    items = [{**asdict(one), "tone": "", "does": "yes"} for one in doings]
    return {"title": title, "items": items}
