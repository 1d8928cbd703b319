"""What may be there already, shown under a form while a new record is typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.finder import Match, find_doubles
from followthrough.kernel.doubles.signs import traits_of
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import RecordType
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Field
from followthrough.web.shapes.doubles import Double, DoublesHint
from followthrough.web.showing import url_of

SHOWN = 3
LEAST = 3  # characters typed, before anything is looked for


def doubles_hint(request: HttpRequest, plural: str) -> HttpResponse:
    """What the field `for` tells of records already there: nothing, or up to three with why each may be meant."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    asked = request.GET.get("for", "")
    typed = {name: request.GET.get(name, "").strip() for name in names_asked(kind)}
    if len(typed.get(asked, "")) < LEAST:
        return render(request, "web/parts/doubles.html", {"hint": DoublesHint()})
    signs = {trait.sign for trait in traits_of(kind.model) if asked in trait.names}
    (found,) = find_doubles(kind, [_row(kind, typed, actor)], actor, most=SHOWN)
    told = [match for match in found if any(r.bits > 0 and r.sign in signs for r in match.likeness.reasons)]
    carried = {name: text for name, text in typed.items() if text} if actor.may(kind.permission("edit")) else {}
    return render(request, "web/parts/doubles.html", {"hint": hint_of(told, carried)})


def _row(kind: RecordType, typed: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, text in typed.items():
        field = kind.fields.get(name)
        row[name] = find_linked(field.link, text, actor) if text and field and field.link else text
    return row


def with_doubles(kind: RecordType, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields of a form for a new record, those that tell it from others asking while one types."""
    keyed = {name for trait in traits_of(kind.model) if trait.key for name in trait.names}
    url = f"/{kind.plural}/new/doubles?for="
    return tuple(replace(f, doubles_url=url + f.name) if f.name in keyed else f for f in fields)


def names_asked(kind: RecordType) -> tuple[str, ...]:
    """The fields by which this kind is recognised, as a form names them; empty where doubles make no sense."""
    return tuple(dict.fromkeys(name for trait in traits_of(kind.model) for name in trait.names))


def hint_of(found: Sequence[Match], carried: Mapping[str, str]) -> DoublesHint:
    """The hint in words; empty if nothing was found. `carried` goes with whoever uses one of them."""
    if not found:
        return DoublesHint()
    title = _("This may be there already") if len(found) == 1 else _("One of these may be it already")
    return DoublesHint(title, tuple(shown_double(match, carried) for match in found))


def shown_double(match: Match, carried: Mapping[str, str] | None = None) -> Double:
    """A match as the page shows it, and the way to it: with what was typed, to its form."""
    record = match.record
    url = f"{url_of(record)}edit?{urlencode(carried)}" if carried else url_of(record)
    note = " · ".join(part for part in (record.ref, str(getattr(record, "account", "") or "")) if part)
    return Double(record.title, record.ref, url, match.why, note)
