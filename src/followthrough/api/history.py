"""What was done, by the API: one's deeds, one deed with its changes, and the way back. Addresses of no one record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from followthrough.api.answers import as_json
from followthrough.api.asked import asked_of
from followthrough.api.bodies import body_of, key_in
from followthrough.api.callers import Caller
from followthrough.api.reads import newest_first, one_entry, one_page
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.undo import deed_of, deeds_of, taken_back, verbs_of, why_not
from followthrough.kernel.history.models import Deed, Entry
from followthrough.kernel.history.showing import shown_entries
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.showing import shown_value
from followthrough.kernel.undoing.taking_back import take_back

ANYWAY = Field("anyway", Kind.YES_NO, "anyway", default=False)
Handle = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class HouseOperation:
    """What one method does at an address that is of no one kind of record."""

    method: str
    name: str
    handle: Handle
    body: bool = False

    def answer(self, request: HttpRequest, caller: Caller, parts: dict[str, str]) -> HttpResponse:
        """Do it for this caller. Raises a Problem."""
        return self.handle(request, caller.actor, **parts)


@dataclass(frozen=True, slots=True)
class HouseRoute:
    """One such address."""

    path: str
    operations: dict[str, HouseOperation]

    @property
    def methods(self) -> list[str]:
        """The methods known here, HEAD beside GET."""
        return [name for method in self.operations for name in ((method, "HEAD") if method == "GET" else (method,))]


def list_deeds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the key's person did, newest first; managers see what everybody did to records they see."""
    asked = asked_of(request, only=("after", "limit"))
    found, after = newest_first(deeds_of(actor).order_by("-id"), asked)
    return as_json(one_page(request, asked, told(found, actor), after))


def read_deed(request: HttpRequest, actor: Actor, run: str) -> HttpResponse:
    """One deed with every change it made, in the order they were made, a page at a time."""
    deed = deed_of(run, actor)
    asked = asked_of(request, only=("after", "limit"))
    rows, after = newest_first(Entry.objects.filter(run=deed.run).order_by("-id"), asked)
    changes = [one_entry(shown) for shown in shown_entries(rows, actor)]
    return as_json({**told([deed], actor)[0], **one_page(request, asked, changes, after)})


def undo_deed(request: HttpRequest, actor: Actor, run: str) -> HttpResponse:
    """Put everything back that the run wrote; this is a deed too, and can be undone.

    If somebody changed it since, the answer is 409 with what and who, and nothing is written; send `anyway` to put
    back what still can be. Very large deeds are taken back in the background, all or nothing: `in_background` is then
    true, and the deed's `is_taken_back` tells when it is done. One deed of somebody else looks as if it were not there.
    """
    sent = body_of(request, {"anyway": ANYWAY})
    outcome = take_back(
        run,
        actor=actor,
        surface="api",
        anyway=sent.get("anyway") is True,
        key=key_in(request),
        show=lambda done: orjson.dumps(_words(done)).decode(),
    )
    answer = HttpResponse(outcome.shown, content_type="application/json")
    if outcome.replayed:
        answer["Idempotent-Replayed"] = "true"
    return answer


def house_routes() -> tuple[HouseRoute, ...]:
    """The addresses of the history."""
    return (
        HouseRoute("/history", {"GET": HouseOperation("GET", "list_deeds", list_deeds)}),
        HouseRoute("/history/{run}", {"GET": HouseOperation("GET", "read_deed", read_deed)}),
        HouseRoute("/history/{run}/undo", {"POST": HouseOperation("POST", "undo_deed", undo_deed, body=True)}),
    )


def told(deeds: list[Deed], actor: Actor) -> list[dict[str, Any]]:
    """Deeds as JSON, each with whether this caller may take it back."""
    back, verbs = taken_back(deeds), verbs_of(deeds)
    return [
        {
            "run": str(deed.run),
            "at": shown_value(deed.at),
            "by": deed.actor_name,
            "verb": deed.verb,
            "surface": deed.surface,
            "kind": deed.kind,
            "records": deed.records,
            "takes_back": str(deed.root) if deed.root else None,
            "is_taken_back": deed.run in back,
            "is_undoable": deed.run not in back and not why_not(deed, verbs[deed.run], actor),
        }
        for deed in deeds
    ]


def _words(outcome: Outcome) -> dict[str, Any]:
    later = "undoing" in outcome.ask
    return {
        "message": outcome.message,
        "verb": outcome.verb,
        "run": str(outcome.run),
        "is_undoable": not later,
        "in_background": later,
    }
