"""Pages of areas behind a guest's link, in the place of the generic one.

An area's `pages.py` says `guest_page_of(Quote, show_quote)`. The view gets a `GuestVisit` and answers a whole page; it
only shows. What the guest does are the record's verbs with `guests=`, sent to `visit.url(verb)` with `csrf_token`, an
`idempotency_key` and `version`; refusals come back to the same view in `visit.errors`, success in `visit.thanks`. More
to look at behind the link (a PDF, a picture) are views by name in `also`, at `visit.see(name)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.records.model import Record
from followthrough.web.shapes import GuestForm, Link


@dataclass(frozen=True, slots=True)
class GuestVisit:
    """One look at what a link opens, by this browser.

    `known` says that it typed the code mailed to the link's address. `tried` is the verb that was just refused, `typed`
    what was sent with it, `errors` a sentence for each field (and under "" for the whole); `thanks` the sentence after
    one that was done. `forms` are the verbs the guest may do now, ready to be shown by the generic parts.
    """

    request: HttpRequest
    link: GuestLink
    guest: Actor
    record: Any
    known: bool
    forms: tuple[GuestForm, ...] = ()
    tried: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)
    thanks: str = ""
    status: int = 200

    def url(self, verb: str) -> str:
        """Where a verb is posted to."""
        return f"/g/{self.link.ref}/{verb}"

    def see(self, name: str) -> str:
        """Where one of the page's other views is."""
        return f"/g/{self.link.ref}/see/{name}"


View = Callable[[GuestVisit], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class GuestPageOf:
    """What an area shows behind links to one kind of record."""

    view: View
    also: Mapping[str, View]
    identity: bool


@dataclass(frozen=True, slots=True)
class GuestPapersOf:
    """Files that stand on the generic page behind links to one kind of record, and who hands one out by its name."""

    listed: Callable[[GuestVisit], tuple[Link, ...]]
    hand_out: Callable[[GuestVisit, str], HttpResponseBase]


_pages: dict[type[Record], GuestPageOf] = {}
_papers: dict[type[Record], GuestPapersOf] = {}


def guest_page_of(
    model: type[Record], view: View, *, also: Mapping[str, View] | None = None, identity: bool = False
) -> None:
    """Show `view` behind links to records of this kind. With `identity` the mailed code is asked before anything shows.

    A model has one such page; declare it in the area's `pages.py`.
    """
    if model in _pages:
        raise ValueError(f"{model.__name__} has two guest pages")
    _pages[model] = GuestPageOf(view, also or {}, identity)


def page_behind(model: type[Record]) -> GuestPageOf | None:
    """The page an area gave to links of this kind, if any."""
    return _pages.get(model)


def guest_papers_of(
    model: type[Record],
    listed: Callable[[GuestVisit], tuple[Link, ...]],
    hand_out: Callable[[GuestVisit, str], HttpResponseBase],
) -> None:
    """Let the generic page behind links to this kind list files, each at `visit.see(name)`; called in `pages.py`."""
    if model in _papers:
        raise ValueError(f"{model.__name__} has its guest papers twice")
    _papers[model] = GuestPapersOf(listed, hand_out)


def papers_behind(model: type[Record]) -> GuestPapersOf | None:
    """The files an area gave to the generic page of links of this kind, if any."""
    return _papers.get(model)
