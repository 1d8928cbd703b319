"""The proposal: as PDF, and as the pictures of its pages beside the editor, both by the same template."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import NotFound
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.winning.quotes.models import Quote, QuoteVersion
from followthrough.winning.quotes.queries.content import Content
from followthrough.winning.quotes.queries.proposal import content_now, proposal_pdf, proposal_pictures


def proposal(request: HttpRequest, ref: str) -> HttpResponse:
    """The PDF of the quote as it stands, or of the version asked for."""
    quote, content = _asked(request, ref)
    answer = HttpResponse(proposal_pdf(content), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{quote.ref}-{content["version"]}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def page_picture(request: HttpRequest, ref: str, page: int) -> HttpResponse:
    """One page of the same paper as a picture; the header `X-Pages` says how many there are."""
    _quote, content = _asked(request, ref)
    if request.GET.get("language") in ("en", "es"):
        content = {**content, "language": request.GET["language"]}
    made = proposal_pictures(content)
    if not 1 <= page <= len(made):
        raise NotFound(_("The proposal has no such page."))
    answer = HttpResponse(made[page - 1], content_type="image/png")
    answer["X-Pages"] = str(len(made))
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asked(request: HttpRequest, ref: str) -> tuple[Quote, Mapping[str, Any]]:
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    number = request.GET.get("version", "")
    return quote, _frozen(quote, number, actor) if number else content_now(quote, today=clock.today(company().zone))


def _frozen(quote: Quote, number: str, actor: Actor) -> Content:
    found = QuoteVersion.visible_to(actor).filter(quote=quote, number=int(number) if number.isdecimal() else 0).first()
    if found is None:
        raise NotFound(_("There is no such version."))
    return dict(found.content)
