"""The quote's page: who, until when, the lines, what they come to, and the paper beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.web.buttons import record_buttons
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.inline import panel_field
from followthrough.web.lists import listed_type
from followthrough.web.questions import question_shown
from followthrough.web.record_page import details_panel, files_panel, panels_of
from followthrough.web.shapes import ActionButton, Badge, FieldsPanel, Link, Panel, Question
from followthrough.web.shapes.parts import Tone
from followthrough.web.showing import Reader, reader_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import day_text
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteState
from followthrough.winning.quotes.pages.approving import Approving, approving
from followthrough.winning.quotes.pages.shown import ShownLine, ShownTotal, shown_lines, shown_totals
from followthrough.winning.quotes.queries.standing import standing_word
from followthrough.winning.quotes.queries.totals import MAY_SEE_MARGINS, lines_of, totals_of

TERMS = (
    "contact",
    "valid_until",
    "delivery_terms",
    "payment_terms",
    "language",
    "pack",
    "has_cover",
    "note",
    "promises",
)
PAPER = "paper"  # the panel that stands beside the lines
LETS_OUT = ("/do/send", "/do/note-sent")
TONES: dict[str, Tone] = {
    "draft": "plain",
    "sent": "info",
    "accepted": "kept",
    "declined": "line",
    "expired": "late",
    "confirming": "due",
}


@dataclass(frozen=True, slots=True)
class QuotePage:
    """quotes/editor.html: what stands on the quote's page."""

    ref: str
    title: str
    account: Link
    deal: Link
    badge: Badge
    currency: str
    lines: tuple[ShownLine, ...]
    totals: tuple[ShownTotal, ...]
    terms: FieldsPanel
    paper: Panel | None
    main: tuple[Panel, ...]
    side: tuple[Panel, ...]
    is_open: bool
    approval: Approving
    questions: tuple[Question, ...]
    held: str = ""
    visit_url: str = ""


def editor_page(request: HttpRequest, ref: str) -> HttpResponse:
    """A quote, to be changed where it stands while it is a draft."""
    actor = actor_of_request(request)
    kind = listed_type("quotes", actor)
    quote: Quote = found_record(kind, ref, actor)
    reader = reader_of(actor)
    page = _page(kind, quote, reader, actor)
    buttons = (_blocked(some, page.approval.blocked) for some in record_buttons(quote, actor))
    actions, more = (tuple(map(_looking_first, some)) for some in buttons)
    versions = ActionButton(_("Versions"), f"/quotes/{quote.ref}/versions", "history")
    return show(
        request,
        "quotes/editor.html",
        page,
        title=quote.ref,
        note=_saved(quote),
        crumbs=(Link(_("Quotes"), "/quotes/"),),
        actions=(versions, *actions) if quote.number > 1 else actions,
        more_actions=(*_downloads(kind, quote, actor), *more),
    )


def _looking_first(button: ActionButton) -> ActionButton:
    """Prices are looked at line by line before they are changed: on a page of their own."""
    if not button.url.endswith("/do/reprice"):
        return button
    return replace(button, url=button.url.replace("/do/reprice", "/reprice"), how="get")


def _downloads(kind: RecordType, quote: Quote, actor: Actor) -> tuple[ActionButton, ...]:
    """The quote as files; the workbook with the margin is one of its own, asked for by name."""
    base = f"/quotes/{quote.ref}"
    if not actor.may(kind.permission("export")):
        return ()
    sheet = ActionButton(_("Download as Excel"), f"{base}/quote.xlsx", "download")
    if not actor.may(MAY_SEE_MARGINS):
        return (sheet,)
    return (sheet, ActionButton(_("Excel with margin"), f"{base}/quote.xlsx?margin=1", "download"))


def _blocked(actions: Sequence[ActionButton], reason: str) -> tuple[ActionButton, ...]:
    """What would let it out stays where it is, can't be pressed, and says who has to act."""
    lets_out = [one for one in actions if reason and one.url.endswith(LETS_OUT)]
    return tuple(replace(one, disabled_reason=reason) if one in lets_out else one for one in actions)


def can_change(quote: Quote, actor: Actor) -> bool:
    """Whether this reader may change its lines now."""
    return quote.state == QuoteState.DRAFT and not quote.opportunity.held_by and actor.may("lines.edit")


def _page(kind: RecordType, quote: Quote, reader: Reader, actor: Actor) -> QuotePage:
    lines, is_open = lines_of(quote), can_change(quote, actor)
    totals, approval = totals_of(quote, lines), approving(quote, lines, reader, is_open=is_open)
    declared = panels_of(kind, quote, actor, side=True)
    side = (
        *(one for one in declared if one.key != PAPER),
        files_panel(kind, quote, actor),
        timeline_panel(quote, kind, reader),
    )
    return QuotePage(
        ref=quote.ref,
        title=quote.title,
        account=Link(quote.account.name, f"/accounts/{quote.account.ref}/"),
        deal=Link(quote.opportunity.name, f"/opportunities/{quote.opportunity.ref}/"),
        badge=badge_of(quote, clock.today(company().zone)),
        currency=quote.currency,
        lines=tuple(shown_lines(lines, reader, approval.marks)),
        totals=tuple(shown_totals(quote, lines, totals, actor)),
        terms=_terms(kind, quote, reader),
        paper=next((one for one in declared if one.key == PAPER), None),
        main=(*panels_of(kind, quote, actor, side=False), _rest(kind, quote, actor)),
        side=side,
        is_open=is_open,
        held=_held(quote, reader),
        approval=approval,
        questions=tuple(_unanswered(quote, reader)),
        visit_url=f"/quotes/{quote.ref}/visited",
    )


def _unanswered(quote: Quote, reader: Reader) -> Iterator[Question]:
    """What the customer asked and nobody answered yet, each with the button that does."""
    rows = QuoteQuestion.visible_to(reader.actor).filter(quote=quote, answered_at__isnull=True)
    return (question_shown(one, reader) for one in rows.order_by("pk"))


def badge_of(quote: Quote, today: date) -> Badge:
    """Where it stands, in a word."""
    word = quote.standing(today)
    gaps = {"state": standing_word(word), "number": quote.number}
    return Badge(_("%(state)s, version %(number)d") % gaps, TONES[word])


def _terms(kind: RecordType, quote: Quote, reader: Reader) -> FieldsPanel:
    fields = [panel_field(kind, quote, kind.fields[name], reader) for name in TERMS]
    deal = type_of(Opportunity)
    fields.append(panel_field(deal, quote.opportunity, deal.fields["discount"], reader))
    if quote.state != QuoteState.DRAFT:
        fields = [replace(field, edit_url="") for field in fields]
    return FieldsPanel("terms", _("Terms"), fields=tuple(fields))


def _rest(kind: RecordType, quote: Quote, actor: Actor) -> FieldsPanel:
    """The values that do not stand in the terms."""
    panel = details_panel(kind, quote, actor)
    return replace(
        panel,
        fields=tuple(one for one in panel.fields if one.name not in TERMS),
        blank=tuple(one for one in panel.blank if one.name not in TERMS),
    )


def _saved(quote: Quote) -> str:
    return _("Version %(number)d") % {"number": quote.number}


def _held(quote: Quote, reader: Reader) -> str:
    """Why its lines can't be changed, in a sentence."""
    if quote.state == QuoteState.DRAFT or quote.sent_at is None:
        return ""
    accepted = quote.answered_at if quote.state == QuoteState.ACCEPTED else None
    gaps: dict[str, Any] = {
        "number": quote.number,
        "day": day_text((accepted or quote.sent_at).astimezone(reader.zone).date(), today=reader.today),
        "who": quote.answered_by,
    }
    if accepted and quote.answered_by:
        return _("%(who)s accepted version %(number)d on %(day)s. It stays as it was sent.") % gaps
    if accepted:
        return _("Version %(number)d was accepted on %(day)s and stays as it was sent.") % gaps
    return _("Version %(number)d went out on %(day)s and stays as it was sent. Revise the quote to change it.") % gaps
