"""The quote to take away: as PDF, as the pictures of the PDF's pages beside the editor, as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.bundles import XLSX
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.web.downloads import closed_answer
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.winning.quotes.models import Quote, QuoteVersion
from followthrough.winning.quotes.queries.content import Content
from followthrough.winning.quotes.queries.proposal import proposal_pdf, proposal_pictures
from followthrough.winning.quotes.queries.reading import Inside, content_and_inside
from followthrough.winning.quotes.queries.sheet import quote_sheet
from followthrough.winning.quotes.queries.totals import MAY_SEE_MARGINS


def proposal(request: HttpRequest, ref: str) -> HttpResponse:
    """The PDF of the quote as it stands, or of the version asked for."""
    quote, content, _inside = _asked(request, actor_of_request(request), ref)
    return closed_answer(proposal_pdf(content), "application/pdf", f"{quote.ref}-{content['version']}.pdf")


def workbook(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as a workbook; with `margin=1` cost and margin too, for those who may see them."""
    actor = actor_of_request(request)
    quote, content, inside = _asked(request, actor, ref)
    if not actor.may(type_of(Quote).permission("export")):
        raise Denied(_("Your role may not download %(plural)s.") % {"plural": type_of(Quote).label_plural})
    with_margin = request.GET.get("margin") == "1"
    if with_margin and not actor.may(MAY_SEE_MARGINS):
        raise Denied(_("Your role may not see margins."))
    made = quote_sheet(content, inside if with_margin else None)
    return closed_answer(made, XLSX, f"{quote.ref}-{content['version']}.xlsx")


def page_picture(request: HttpRequest, ref: str, page: str) -> HttpResponse:
    """One page of the same paper as a picture; the header `X-Pages` says how many there are."""
    _quote, content, _inside = _asked(request, actor_of_request(request), ref)
    if request.GET.get("language") in ("en", "es"):
        content = {**content, "language": request.GET["language"]}
    made = proposal_pictures(content)
    if not page.isdecimal() or not 1 <= int(page) <= len(made):
        raise NotFound(_("The proposal has no such page."))
    answer = closed_answer(made[int(page) - 1], "image/png")
    answer["X-Pages"] = str(len(made))
    return answer


def _asked(request: HttpRequest, actor: Actor, ref: str) -> tuple[Quote, Content, Inside]:
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    if not (number := request.GET.get("version", "")):
        return quote, *content_and_inside(quote)
    found = QuoteVersion.visible_to(actor).filter(quote=quote, number=int(number) if number.isdecimal() else 0).first()
    if found is None:
        raise NotFound(_("There is no such version."))
    return quote, found.content, found.inside
