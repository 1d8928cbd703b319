"""The order's page: what needs somebody first, then the lines, then all that hangs on it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import RecordType
from followthrough.serving.orders.models import Order, OrderLine, OrderState
from followthrough.serving.orders.pages.shown import ShownLine, ShownTotal, shown_lines, shown_totals
from followthrough.serving.orders.queries.checking import differing
from followthrough.serving.orders.queries.credit import over_limit
from followthrough.serving.orders.queries.slips import untold
from followthrough.serving.orders.queries.standing import WORDS, lines_of, standing_of
from followthrough.serving.orders.rules.standing import Word
from followthrough.web.buttons import record_buttons
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.record_page import details_panel, files_panel, panels_of
from followthrough.web.shapes import Badge, Cell, Link, Panel, PromisePanel, TablePanel
from followthrough.web.shapes.parts import Tone
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import day_text

TONES: dict[Word, Tone] = {
    Word.DRAFT: "plain",
    Word.HELD: "wait",
    Word.CANCELLED: "line",
    Word.CLOSED: "line",
    Word.OPEN: "info",
    Word.LATE: "late",
    Word.BACKORDERED: "due",
    Word.PARTLY: "info",
    Word.DELIVERED: "kept",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the order that needs somebody: parts/alert.html, and the button that answers it."""

    tone: Tone
    title: str
    text: str = ""
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OrderPage:
    """orders/order.html: what stands on the order's page."""

    ref: str
    title: str
    account: Link
    under: tuple[Link, ...]
    dates: tuple[str, ...]
    badge: Badge
    currency: str
    notices: tuple[Notice, ...]
    lines: tuple[ShownLine, ...]
    totals: tuple[ShownTotal, ...]
    main: tuple[Panel, ...]
    side: tuple[Panel, ...]
    is_open: bool
    visit_url: str
    next: Cell | None = None


def order_page(request: HttpRequest, ref: str) -> HttpResponse:
    """An order: written where it stands while it is a draft, delivered line by line once it is entered."""
    actor = actor_of_request(request)
    kind = listed_type("orders", actor)
    order: Order = found_record(kind, ref, actor)
    if order.ref != ref:
        return redirect(url_of(order))
    actions, more = record_buttons(order, actor)
    page = _page(kind, order, reader_of(actor), actor)
    crumbs = (Link(_("Orders"), "/orders/"),)
    return show(request, "orders/order.html", page, title=order.ref, crumbs=crumbs, actions=actions, more_actions=more)


def can_write(order: Order, actor: Actor) -> bool:
    """Whether this reader may write its lines where they stand."""
    return order.state == OrderState.DRAFT and actor.may("order-lines.edit")


def _page(kind: RecordType, order: Order, reader: Reader, actor: Actor) -> OrderPage:
    lines = lines_of(order)
    word = standing_of(order, lines)
    found = [panel for panel in panels_of(kind, order, actor, side=False) if panel.key != "lines"]
    main = sorted((panel for panel in found if not _is_bare(panel)), key=lambda panel: panel.key != "promises")
    side = (*panels_of(kind, order, actor, side=True), files_panel(kind, order, actor))
    return OrderPage(
        ref=order.ref,
        title=order.po_number or order.ref,
        account=Link(order.account.name, url_of(order.account)),
        under=_under(order),
        dates=tuple(_dates(order, reader)),
        badge=Badge(str(WORDS[word]), TONES[word]),
        currency=order.currency,
        notices=tuple(_notices(order, lines, reader)),
        lines=tuple(shown_lines(order, lines, reader)),
        totals=tuple(shown_totals(order, lines)),
        main=(*main, details_panel(kind, order, actor)),
        side=(*side, timeline_panel(order, kind, reader)),
        is_open=can_write(order, actor),
        visit_url=f"/orders/{order.ref}/visited",
        next=next((panel.next for panel in main if isinstance(panel, PromisePanel) and panel.next), None),
    )


def _is_bare(panel: Panel) -> bool:
    """Whether it is a table without a row: on a page where work is done it only takes room."""
    return isinstance(panel, TablePanel) and not panel.rows


def _under(order: Order) -> tuple[Link, ...]:
    """The contract or quote it stands under."""
    quote = order.quote_version.quote if order.quote_version else None
    return tuple(Link(one.title, url_of(one)) for one in (order.contract, quote) if one)


def _dates(order: Order, reader: Reader) -> list[str]:
    found = []
    if order.ordered_on:
        found.append(_("ordered %(day)s") % {"day": day_text(order.ordered_on, today=reader.today)})
    if order.asked_on:
        found.append(_("wanted %(day)s") % {"day": day_text(order.asked_on, today=reader.today)})
    if order.department:
        found.append(_("delivered by %(team)s") % {"team": order.department.name})
    return found


def _notices(order: Order, lines: list[OrderLine], reader: Reader) -> list[Notice]:
    found: list[Notice] = []
    base = f"/orders/{order.ref}/do"
    if order.state == OrderState.HELD:
        gaps = {"who": order.get_held_for_display(), "why": order.get_hold_reason_display()}
        title = _("On hold: %(why)s. It waits on %(who)s.") % gaps
        found.append(Notice("wait", title, order.hold_note, _("Release"), f"{base}/release"))
    if order.rush_state == "asked" and order.rush_on:
        day = day_text(order.rush_on, today=reader.today)
        title = _("Rush asked for %(day)s; it waits for approval.") % {"day": day}
        found.append(Notice("due", title, order.rush_reason))
    if slipped := untold(order, reader.actor):
        names = ", ".join(dict.fromkeys(one.order_line.title for one in slipped))
        title = _("%(who)s does not know yet that a date moved.") % {"who": order.account.name}
        found.append(Notice("due", title, names, _("Tell the customer"), f"{base}/tell"))
    if order.state == OrderState.DRAFT:
        found += _to_confirm(order, lines)
    return found


def _to_confirm(order: Order, lines: list[OrderLine]) -> list[Notice]:
    found = []
    if other := differing(lines):
        names = ", ".join(one.line.title for one in other)
        title = _("Prices that differ from what was agreed: %(n)d") % {"n": len(other)}
        found.append(Notice("due", title, names))
    if exceeded := over_limit(order):
        found.append(Notice("late", _("The credit limit is exceeded."), exceeded.sentence))
    return found
