"""`GET /search`: records of every kind by words, numbers and addresses, as the pages find them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.api.answers import as_json
from followthrough.api.asked import asked_of
from followthrough.api.callers import Caller
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.kernel.search.finding import Find, find

PATH = "/search"
USUAL, MOST = 5, 50  # records of each kind


@dataclass(frozen=True, slots=True)
class Search:
    """The one address that belongs to no kind of record."""

    @property
    def methods(self) -> list[str]:
        """The methods known here."""
        return ["GET", "HEAD"]

    @property
    def operations(self) -> dict[str, "Search"]:
        """What each method does."""
        return {"GET": self}

    def answer(self, request: HttpRequest, caller: Caller, parts: dict[str, str]) -> HttpResponse:
        """What is found for `q` that the caller sees, the best first; nothing tells of what they do not see."""
        asked = asked_of(request, only=("q", "kinds", "limit"))
        if not (words := asked.given.get("q", "").strip()):
            raise Invalid({"q": _("Say what to look for.")})
        only = [_kind(name).kind for name in asked.given.get("kinds", "").split(",") if name.strip()]
        limit = min(asked.limit, MOST) if "limit" in asked.given else USUAL
        found = find(words, caller.actor, only=only, limit=limit)
        return as_json({"items": [_item(one.kind, hit) for one in found for hit in one.finds]})


def _kind(name: str) -> RecordType:
    kind = type_named(name.strip())
    if kind is None or not kind.listed:
        raise Invalid({"kinds": _("There is no kind of record “%(name)s”.") % {"name": name.strip()}})
    return kind


def _item(kind: RecordType, hit: Find) -> dict[str, Any]:
    via = {"ref": hit.via.ref, "title": hit.via.title} if hit.via else None
    return {"kind": kind.plural, "ref": hit.record.ref, "title": hit.record.title, "found_by": via}
