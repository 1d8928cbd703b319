"""The contract page: figures, who has it, the term drawn, what is in it, its words, its amendments, its key dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.records.registry import RecordType
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.record_page import details_panel, facts_of, files_panel, panels_of, show_record
from followthrough.web.shapes import Badge, Cell, Link, RecordPage, Segment, TablePanel
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import day_text
from followthrough.winning.contracts.models import Contract, ContractClause
from followthrough.winning.contracts.pages import words
from followthrough.winning.contracts.pages.approving import approval_panel
from followthrough.winning.contracts.pages.dates import amendments_panel, dates_panel
from followthrough.winning.contracts.pages.ending import ending_panel
from followthrough.winning.contracts.pages.fulfilment import fulfilment_panel, owed_to_see
from followthrough.winning.contracts.pages.talk import rounds_panel
from followthrough.winning.contracts.pages.term import term_panel
from followthrough.winning.contracts.pages.track import track_panel, who_has_it
from followthrough.winning.contracts.queries.billed import Instalment, instalments
from followthrough.winning.contracts.queries.figures import WORDS
from followthrough.winning.contracts.queries.fulfilment import Fulfilment
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, standing_of
from followthrough.winning.contracts.rules.standing import OPEN, Word

TONES = {
    Word.RUNNING: "kept",
    Word.TO_START: "info",
    Word.NEGOTIATION: "info",
    Word.APPROVAL: "due",
    Word.SIGNATURE: "wait",
    Word.ENDING: "due",
    Word.ENDED: "line",
    Word.TERMINATED: "line",
    Word.VOID: "line",
}
ASKED = "questions"  # of signers: first, as somebody waits
TALK = ("points", "rounds")
OWN_WAY = (*TALK, "clauses", "amendments", "steps")  # shown here in their own way, or on a tab of their own


def contract_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One contract."""
    actor = actor_of_request(request)
    kind = listed_type("contracts", actor)
    contract: Contract = found_record(kind, ref, actor)
    if contract.ref != ref:
        return redirect(url_of(contract))
    reader, asked = reader_of(actor), request.GET.get("tab", "")
    tab = asked if asked in TABS else ""
    panels = {panel.key: panel for panel in panels_of(kind, contract, actor, side=False)}
    shown = _shown(contract, kind, reader, by_due=request.GET.get("by") == "due")
    page = RecordPage(
        title=contract.name,
        ref=contract.ref,
        kind=str(kind.label),
        subtitle=_subtitle(contract, reader),
        badges=badges(contract, reader),
        facts=facts_of(kind, contract, reader),
        next=who_has_it(contract, reader),
        tabs=tuple(_tab(contract, key, tab, panels) for key in TABS),
        main=TABS[tab](shown, panels),
        side=(
            track_panel(contract, reader),
            *dates_panel(contract, shown.owed, shown.billed, reader),
            *amendments_panel(contract, reader),
            *ending_panel(contract, reader),
            *(panel for panel in panels_of(kind, contract, actor, side=True) if panel.key not in OWN_WAY),
        ),
    )
    return show_record(request, kind, contract, page)


def badges(contract: Contract, reader: Reader) -> tuple[Badge, ...]:
    """How it stands, and the last day for notice if that is near."""
    calendar = calendar_of(contract, Calendars())
    today = calendar.day_of(reader.now)
    found = standing_of(contract, today, calendar)
    tone: Any = TONES.get(found.word, "plain")
    shown = [Badge(str(WORDS[found.word]), tone)]
    if found.notice_soon:
        left = (found.notice_soon - today).days
        gaps = {"day": day_text(found.notice_soon, today=today), "days": left}
        shown.append(Badge(_("Notice by %(day)s, in %(days)d days") % gaps, "due", "calendar-clock"))
    return tuple(shown)


def _subtitle(contract: Contract, reader: Reader) -> tuple[Cell, ...]:
    cells = [Cell(contract.account.name, "link", url_of(contract.account))]
    if contract.signed_on:
        gaps = {"day": day_text(contract.signed_on, today=reader.today), "who": contract.signed_by}
        cells.append(Cell(_("signed %(day)s by %(who)s") % gaps if contract.signed_by else _("signed %(day)s") % gaps))
    if contract.owner:
        cells.append(Cell(contract.owner.name, "link", url_of(contract.owner), lead=_("looked after by")))
    if contract.opportunity:
        cells.append(
            Cell(contract.opportunity.name, "link", url_of(contract.opportunity), lead=pgettext("deal", "from"))
        )
    if contract.quote_version:
        quote = contract.quote_version.quote
        cells.append(Cell(f"{quote.ref} v{contract.quote_version.number}", "link", url_of(quote), lead=_("quote")))
    return tuple(cells)


def _tab(contract: Contract, key: str, current: str, panels: dict[str, Panel]) -> Segment:
    labels = {
        "": _("What was agreed"),
        "words": _("Clauses"),
        "talk": _("Negotiation"),
        "changes": _("What happened"),
    }
    counts = {"words": _clauses(contract), "talk": _open_points(panels)} if key else {}
    url = f"{url_of(contract)}?tab={key}" if key else url_of(contract)
    return Segment(labels[key], url, key == current, count=counts.get(key, ""))


def _clauses(contract: Contract) -> str:
    return str(ContractClause._default_manager.filter(contract=contract, binned_at__isnull=True).count() or "")


def _open_points(panels: dict[str, Panel]) -> str:
    found = panels.get("points")
    return found.count if isinstance(found, TablePanel) and found.rows else ""


Parts = dict[str, Panel]


@dataclass(frozen=True, slots=True)
class Shown:
    """A contract being shown: what it owes, its invoices of the term, and whether these go by their due date."""

    contract: Contract
    kind: RecordType
    reader: Reader
    owed: Sequence[Fulfilment]
    billed: Sequence[Instalment]
    by_due: bool


def _shown(contract: Contract, kind: RecordType, reader: Reader, *, by_due: bool) -> Shown:
    today = calendar_of(contract).day_of(reader.now)
    run = dates_of(contract, today, calendar_of(contract)).run if contract.is_signed else None
    billed = instalments(contract, run.starts_on, run.ends_on, reader.actor) if run and run.ends_on else ()
    return Shown(contract, kind, reader, owed_to_see(contract, reader), billed, by_due)


def _agreed(one: Shown, panels: Parts) -> tuple[Panel, ...]:
    """The term drawn, then everything that is in it; what is empty and signed is left out."""
    contract, reader = one.contract, one.reader
    asked = (panels[ASKED],) if ASKED in panels else ()
    order = [key for key in panels if key in PARTS] + [key for key in panels if key not in (*PARTS, *OWN_WAY, ASKED)]
    shown = [_as_allowed(contract, panels[key]) for key in order]
    filled = [panel for panel in shown if not _is_bare(contract, panel)]
    owed = fulfilment_panel(contract, one.owed, reader, one.billed, by_due=one.by_due)
    if owed:
        filled = [panel for panel in filled if panel.key not in TOLD_THERE]
    return (
        *asked,
        *approval_panel(contract, reader),
        *term_panel(contract, one.owed, one.billed, reader),
        *owed,
        *filled,
        details_panel(one.kind, contract, reader.actor),
    )


def _as_allowed(contract: Contract, panel: Panel) -> Panel:
    """Parts of a signed contract are not added where they stand, but can be read on any day."""
    if not isinstance(panel, TablePanel) or panel.key not in PARTS or not contract.signed_on:
        return panel
    links: Sequence[Link] = [link for link in panel.links if "/new?" not in link.url]
    return replace(panel, links=(*links, Link(_("On another day"), f"{url_of(contract)}on")))


TOLD_THERE = ("entitlements", "discounts")  # each is a row of the fulfilment
PARTS = ("lines", "entitlements", "commitments", "discounts", "packages")


def _is_bare(contract: Contract, panel: Panel) -> bool:
    if not isinstance(panel, TablePanel) or panel.rows:
        return False
    return contract.state not in OPEN or panel.key == "promises"


def _words(one: Shown, panels: Parts) -> tuple[Panel, ...]:
    return (words.clauses_panel(one.contract, one.reader.actor),)


def _talk(one: Shown, panels: Parts) -> tuple[Panel, ...]:
    points = (panels["points"],) if "points" in panels else ()
    return (*approval_panel(one.contract, one.reader), *points, rounds_panel(one.contract, one.reader))


def _changes(one: Shown, panels: Parts) -> tuple[Panel, ...]:
    files = files_panel(one.kind, one.contract, one.reader.actor)
    return (timeline_panel(one.contract, one.kind, one.reader), files)


TABS = {"": _agreed, "words": _words, "talk": _talk, "changes": _changes}
