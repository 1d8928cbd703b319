"""The renewal's page: what to say first, then prices, what was owed and kept, what was late, and how often we spoke."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.foundation.accounts.models import InteractionKind
from followthrough.keystone.promises.models import Promise, State, Verdict
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.record_page import details_panel, facts_of, files_panel, panels_of, show_record
from followthrough.web.shapes import Badge, Cell, Column, Empty, ReasonsPanel, RecordPage, Row, TablePanel
from followthrough.web.shapes.panels import Panel, Reason
from followthrough.web.showing import Reader, moment_cell, reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import day_text, money_text, number_text
from followthrough.winning.contracts.queries.entitled import words_of
from followthrough.winning.contracts.queries.fulfilment import Fulfilment
from followthrough.winning.renewals.models import Outcome, Renewal
from followthrough.winning.renewals.queries.looking_back import LookedBack, looked_back
from followthrough.winning.renewals.queries.talking import talking_points

TONES = {Outcome.OPEN: "info", Outcome.RENEWED: "kept", Outcome.CHANGED: "kept", Outcome.LOST: "late"}


def renewal_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One renewal; upper areas' panels stand among its own."""
    actor = actor_of_request(request)
    kind = listed_type("renewals", actor)
    renewal: Renewal = found_record(kind, ref, actor)
    if renewal.ref != ref:
        return redirect(url_of(renewal))
    reader = reader_of(actor)
    seen = looked_back(renewal, actor, reader.now)
    own = {panel.key: panel for panel in panels_of(kind, renewal, actor, side=False)}
    lines, promises = own.pop("lines", None), own.pop("promises", None)
    promises = promises if isinstance(promises, TablePanel) and promises.rows else None
    main = (_talking(renewal, seen, reader), lines, _owed(seen, reader), _broken(seen, reader), *own.values(), promises)
    page = RecordPage(
        title=renewal.name,
        ref=renewal.ref,
        kind=str(kind.label),
        subtitle=_subtitle(renewal),
        badges=_badges(renewal, reader),
        facts=facts_of(kind, renewal, reader),
        main=tuple(panel for panel in main if panel is not None),
        side=(
            _spoken(seen, reader),
            *panels_of(kind, renewal, actor, side=True),
            details_panel(kind, renewal, actor),
            files_panel(kind, renewal, actor),
            timeline_panel(renewal, kind, reader),
        ),
    )
    return show_record(request, kind, renewal, page)


def _subtitle(renewal: Renewal) -> tuple[Cell, ...]:
    cells = [Cell(renewal.account.name, "link", url_of(renewal.account))]
    cells.append(Cell(renewal.contract.ref, "link", url_of(renewal.contract), lead=_("contract")))
    if renewal.quote:
        cells.append(Cell(renewal.quote.ref, "link", url_of(renewal.quote), lead=_("quote")))
    if renewal.successor:
        cells.append(Cell(renewal.successor.ref, "link", url_of(renewal.successor), lead=_("renewed by")))
    if renewal.owner:
        cells.append(Cell(renewal.owner.name, "link", url_of(renewal.owner), lead=_("looked after by")))
    return tuple(cells)


def _badges(renewal: Renewal, reader: Reader) -> tuple[Badge, ...]:
    state = Outcome(renewal.state)
    tone: Any = TONES[state]
    shown = [Badge(str(state.label), tone)]
    if state is Outcome.LOST and renewal.reason:
        shown.append(Badge(str(renewal.get_reason_display()), "line"))
    target = renewal.notice_by or renewal.ends_on
    if state is Outcome.OPEN and target >= reader.today:
        gaps = {"day": day_text(target, today=reader.today), "days": (target - reader.today).days}
        words = _("Notice by %(day)s, in %(days)d days") if renewal.notice_by else _("Ends %(day)s, in %(days)d days")
        shown.append(Badge(words % gaps, "due", "calendar-clock"))
    return tuple(shown)


def _talking(renewal: Renewal, seen: LookedBack, reader: Reader) -> Panel:
    points = talking_points(renewal, seen, reader.actor, reader.now)
    reasons = tuple(Reason(one.text, one.tone, one.icon, one.url) for one in points)  # type: ignore[arg-type]  # a tone
    return ReasonsPanel(
        "talking", _("What to talk about"), reasons=reasons or (Reason(_("Nothing stands out in this term."), "plain"),)
    )


def _owed(seen: LookedBack, reader: Reader) -> Panel:
    heads = (_("Entitled"), _("Kept"), _("Late"), _("Left"))
    sums = seen.sums
    foot = (
        Cell(_("All"), strong=True),
        Cell(),
        *(_number(sums[name]) for name in ("entitled", "kept", "late", "left")),
        Cell(),
    )
    return TablePanel(
        "owed",
        _("What was promised and kept"),
        note=_("%(first)s to %(last)s")
        % {"first": day_text(seen.first, today=reader.today), "last": day_text(seen.last, today=reader.today)},
        columns=(
            Column(_("What")),
            Column(_("Department")),
            *(Column(head, numeric=True) for head in heads),
            Column(pgettext("money", "Worth"), numeric=True),
        ),
        rows=tuple(_owed_row(one, reader) for one in seen.owed),
        foot=foot,
        empty=Empty(_("The contract owes them nothing but its lines.")),
    )


def _owed_row(one: Fulfilment, reader: Reader) -> Row:
    words = words_of(one.entitlement)
    worth = Cell(money_text(one.value, one.currency, home=reader.currency), "money") if one.value else Cell("")
    numbers = (_number(one.entitled), _number(one.kept), _number(one.late, late=True), _number(one.left))
    department = Cell(one.department.name) if one.department else Cell(_("none"), quiet=True)
    url = url_of(one.entitlement)
    return Row(one.entitlement.ref, url, words, (Cell(words, "link", url, strong=True), department, *numbers, worth))


def _number(count: int, *, late: bool = False) -> Cell:
    return Cell(number_text(count), "number", tone="late" if late and count else "plain", quiet=not count)


def _broken(seen: LookedBack, reader: Reader) -> Panel | None:
    """What was late or missed, with what the reason was."""
    if not seen.broken:
        return None
    rows = tuple(
        Row(
            one.ref,
            url_of(one),
            one.what,
            (
                Cell(one.what, "link", url_of(one), strong=True),
                moment_cell(one.due, reader),
                Cell(_how(one), tone="late"),
                Cell(one.reason_text or (str(one.get_reason_display()) if one.reason else "")),
            ),
        )
        for one in seen.broken
    )
    heads = (_("What"), _("Due"), _("How it went"), _("Because"))
    columns = tuple(Column(head) for head in heads)
    return TablePanel("broken", _("Late or missed"), count=str(len(rows)), columns=columns, rows=rows)


def _how(promise: Promise) -> str:
    if promise.state == State.OPEN:
        return _("still open")
    return str(Verdict(promise.verdict).label)


def _spoken(seen: LookedBack, reader: Reader) -> Panel:
    """How often we spoke in the term, and what was said last."""
    reasons = [
        Reason(
            _("%(kind)s: %(count)s") % {"kind": InteractionKind(kind).label, "count": count}, "plain", "message-circle"
        )
        for kind, count in sorted(seen.said.items(), key=lambda one: -one[1])
    ]
    if seen.last_said is not None:
        when = day_text(seen.last_said.at.astimezone(reader.zone).date(), today=reader.today)
        said = " ".join(seen.last_said.text.split())[:160]
        reasons.append(Reason(f"{when}: {said}" if said else when, "info", "history", url_of(seen.last_said)))
    return ReasonsPanel(
        "spoken",
        _("Conversations in this term"),
        count=str(sum(seen.said.values()) or ""),
        reasons=tuple(reasons) or (Reason(_("Nobody spoke with them."), "plain", "message-circle"),),
    )
