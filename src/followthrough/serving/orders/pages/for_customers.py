"""The customer's page of an order: how each line stands, by which day; made for a phone."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.kernel.people.models import company
from followthrough.serving.orders.actions.telling import line_said
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.pages.order import TONES
from followthrough.serving.orders.queries.owed import number_text
from followthrough.serving.orders.queries.standing import WORDS, lines_of, standing_of
from followthrough.serving.orders.rules.standing import Word
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.shapes import Badge, GuestForm


@dataclass(frozen=True, slots=True)
class LineShown:
    """What was ordered and how it stands; `done` is the part delivered, in percent."""

    quantity: str
    title: str
    said: str
    done: int


@dataclass(frozen=True, slots=True)
class StatusPage:
    """orders/status.html: the order as its customer sees it; no price stands on it."""

    company: str
    title: str
    ref: str
    guest: str
    account: str
    badge: Badge
    lines: tuple[LineShown, ...]
    owner: str
    ask: GuestForm | None
    seen_url: str
    version: str
    thanks: str
    language: str
    theme: str = "system"


def show_order(visit: GuestVisit) -> HttpResponse:
    """The order as it stands now."""
    order: Order = visit.record
    lines = lines_of(order)
    word = standing_of(order, lines)
    language = get_language() or "en"
    page = StatusPage(
        company=company().name,
        title=_("Your order %(number)s") % {"number": order.po_number or order.ref},
        ref=order.ref,
        guest=visit.link.name,
        account=order.account.name,
        badge=Badge(_("In work") if word is Word.OPEN else str(WORDS[word]), TONES[word]),
        lines=tuple(
            LineShown(number_text(line.taken.owed), line.title, line_said(line, language), _done(line))
            for line in lines
        ),
        owner=order.owner.name if order.owner else company().name,
        ask=next((form for form in visit.forms if form.url.endswith("/ask")), None),
        seen_url=visit.url("seen"),
        version=str(order.version),
        thanks=visit.thanks,
        language=language,
    )
    return render(visit.request, "orders/status.html", {"page": page}, status=visit.status)


def _done(line: OrderLine) -> int:
    taken = line.taken
    return int(100 * taken.delivered / taken.owed) if taken.owed else 100
