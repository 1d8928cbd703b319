"""The customer's page of a quote: read it, choose, ask, accept or decline; made for a phone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.papers.wording import day_text
from followthrough.kernel.people.models import company
from followthrough.web.buttons import fresh_key
from followthrough.web.downloads import closed_answer
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.questions import own_questions
from followthrough.web.shapes import Badge, GuestForm, Question
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteState
from followthrough.winning.quotes.pages.editor import TONES
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.content import Content
from followthrough.winning.quotes.queries.proposal import proposal_data, proposal_pdf
from followthrough.winning.quotes.queries.totals import version_of


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option as it can be pressed: chosen or not; of a group one is."""

    ref: str
    description: str
    amount: str
    chosen: bool
    one_of: str


@dataclass(frozen=True, slots=True)
class PortalPage:
    """quotes/portal.html: what the customer is offered, and what they may answer."""

    company: str
    title: str
    ref: str
    guest: str
    made_by: str
    account: str
    badge: Badge
    state: str
    paper: Mapping[str, Any]
    options: tuple[OptionShown, ...]
    asked: tuple[Question, ...]
    accept: GuestForm | None
    ask: GuestForm | None
    decline: GuestForm | None
    choose_url: str
    choose_key: str
    pdf_url: str
    seen_url: str
    version: str
    thanks: str
    error: str
    said: str
    fingerprint: str
    language: str
    theme: str = "system"


def show_quote(visit: GuestVisit) -> HttpResponse:
    """The version that is with the customer, in the quote's language, counted with what they chose."""
    quote: Quote = visit.record
    with translation.override(quote.language):
        if quote.state == QuoteState.DRAFT:
            return _revised(visit, quote)
        frozen = version_of(quote)
        content = with_choice(frozen.content, quote.choice)
        word = quote.standing(clock.today(company().zone))
        forms = {form.url.rsplit("/", 1)[-1]: form for form in visit.forms} if word in ("sent", "confirming") else {}
        asked = next((form for form in visit.forms if form.url.endswith("/ask")), None)
        page = PortalPage(
            company=company().name,
            title=content["title"],
            ref=quote.ref,
            guest=visit.link.name,
            made_by=content["seller"]["name"],
            account=content["customer"]["account"],
            badge=_badge(quote, word, content),
            state=word,
            paper=proposal_data({**content, "lines": _settled(content, bool(forms))}),
            options=tuple(_options(content)) if forms else (),
            asked=tuple(_asked(quote, visit.link.email)),
            accept=forms.get("accept"),
            ask=asked,
            decline=forms.get("decline"),
            choose_url=visit.url("choose"),
            choose_key=fresh_key(),
            pdf_url=visit.see("pdf"),
            seen_url=visit.url("seen"),
            version=str(quote.version),
            thanks=visit.thanks,
            error=str(visit.errors.get("", "")) if visit.tried == "choose" else "",
            said=_answer(quote),
            fingerprint=frozen.sha256,
            language=quote.language,
        )
        return render(visit.request, "quotes/portal.html", {"page": page}, status=visit.status)


def _settled(content: Content, is_open: bool) -> list[Any]:
    """The lines that stand; once it is answered, the options chosen among them."""
    return [
        {**one, "option": False} for one in content["lines"] if not one.get("option") or (one["chosen"] and not is_open)
    ]


def quote_pdf(visit: GuestVisit) -> HttpResponse:
    """The version's proposal as it was sent."""
    quote: Quote = visit.record
    if quote.state == QuoteState.DRAFT:
        return _revised(visit, quote)
    made = proposal_pdf(version_of(quote).content)
    return closed_answer(made, "application/pdf", f"{quote.ref}-{quote.number}.pdf")


def _revised(visit: GuestVisit, quote: Quote) -> HttpResponse:
    """Between two versions there is nothing to accept."""
    return render(
        visit.request,
        "quotes/portal_revised.html",
        {"page": _Revised(company().name, quote, visit)},
        status=visit.status,
    )


class _Revised:
    """quotes/portal_revised.html."""

    theme = "system"

    def __init__(self, name: str, quote: Quote, visit: GuestVisit) -> None:
        self.company, self.title, self.language = name, quote.title, quote.language
        self.by, self.seen_url = quote.owner.name if quote.owner else name, visit.url("seen")


def _badge(quote: Quote, word: str, content: Content) -> Badge:
    words = {
        "sent": _("Valid until %(day)s")
        % {"day": day_text(date.fromisoformat(content["valid_until"]), quote.language)},
        "accepted": _("You accepted this quote"),
        "declined": _("You declined this quote"),
        "expired": _("Expired"),
        "confirming": _("You accepted it; we confirm it"),
    }
    return Badge(words[word], TONES[word])


def _answer(quote: Quote) -> str:
    if quote.state == QuoteState.ACCEPTED:
        return _("%(name)s accepted it.") % {"name": quote.answered_by}
    if quote.state == QuoteState.DECLINED:
        return _("It was declined.")
    if quote.is_confirming:
        name = quote.owner.name if quote.owner else company().name
        words = _("%(name)s confirms the options you chose and writes to you. If you choose anew, accept it once more.")
        return words % {"name": name}
    return ""


def _asked(quote: Quote, email: str) -> Iterator[Question]:
    """What was asked from this mailbox, the first question first, each with its answer."""
    rows = QuoteQuestion._default_manager.filter(quote=quote, email=email, binned_at__isnull=True)
    return own_questions(rows.exclude(email="").select_related("answered_by").order_by("pk"))


def _options(content: Content) -> list[OptionShown]:
    shown = proposal_data(content)["options"]
    rows = [row for group in shown for row in group["lines"]]
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in content["lines"]:
        if one.get("option"):
            groups.setdefault(one["group"], []).append(one)
    flat = [one for lines in groups.values() for one in lines]
    return [
        OptionShown(one["ref"], row["description"], row["amount"], one["chosen"], one["group"])
        for one, row in zip(flat, rows, strict=True)
    ]
