"""Versions of a quote side by side: what one said and the other does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import NotFound
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Link
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.comparing import Difference, differences
from followthrough.winning.quotes.queries.content import content_of
from followthrough.winning.quotes.queries.totals import lines_of, totals_of


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """quotes/versions.html: two versions, what differs, and which others can be chosen."""

    ref: str
    title: str
    before: str
    after: str
    choices: tuple[Link, ...]
    rows: tuple[Difference, ...]
    fingerprints: tuple[str, str]


def compare_versions(request: HttpRequest, ref: str) -> HttpResponse:
    """The last two versions, or those asked for as `from` and `to`."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    found = _contents(quote, actor)
    numbers = sorted(found)
    if not numbers:
        raise NotFound(_("It has no version yet that went out."))
    after = _number(request, "to", numbers, numbers[-1])
    before = _number(request, "from", numbers, max((n for n in numbers if n < after), default=after))
    page = VersionsPage(
        ref=quote.ref,
        title=quote.title,
        before=_version(before),
        after=_version(after),
        choices=tuple(Link(_version(n), f"?from={n}&to={after}") for n in numbers if n != after),
        rows=tuple(differences(found[before][0], found[after][0])),
        fingerprints=(found[before][1], found[after][1]),
    )
    crumbs = (Link(_("Quotes"), "/quotes/"), Link(quote.ref, f"/quotes/{quote.ref}/"))
    return show(
        request, "quotes/versions.html", page, title=_("Versions of %(ref)s") % {"ref": quote.ref}, crumbs=crumbs
    )


def _contents(quote: Quote, actor: Actor) -> dict[int, tuple[Mapping[str, Any], str]]:
    """Each version's content and fingerprint; a draft as it is now, without one."""
    sent = QuoteVersion.visible_to(actor).filter(quote=quote)
    found: dict[int, tuple[Mapping[str, Any], str]] = {one.number: (one.content, one.sha256) for one in sent}
    if quote.state == QuoteState.DRAFT and found:
        lines = lines_of(quote)
        today = clock.today(company().zone)
        found[quote.number] = (content_of(quote, lines, totals_of(quote, lines), today=today), "")
    return found


def _number(request: HttpRequest, name: str, numbers: list[int], usual: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and int(typed) in numbers else usual


def _version(number: int) -> str:
    return _("Version %(number)d") % {"number": number}
