"""The smallest parts drawn in Python: icon, ring, badge, person, cell and the rows of a table. A list of 100 rows has
a thousand cells, and a template include for each would cost more than the query."""

import html
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import zip_longest

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from followthrough.web.shapes.boards import MoveChoice
from followthrough.web.shapes.lists import Row
from followthrough.web.shapes.parts import Badge, Cell, Person, Ring, RingState

LONG = 24  # characters: a longer text wraps in a panel, and in a list gives way to the other columns
SPRITE = "web/vendor/lucide/icons.svg"

_TURN = '<circle class="tr" cx="8" cy="8" r="6.25"/>'
_DRAWINGS: dict[RingState, str] = {
    "late": '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.9v3.6M8 11h.01"/>',
    "wait": '<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.6 2.3"/><path d="M8 5.2V8l1.8 1.3"/>',
    "snooze": f'{_TURN}<path d="M6.3 5.9h3.4L6.3 10h3.4"/>',
    "kept": '<circle class="so" cx="8" cy="8" r="6.5"/><path class="wh" d="m5.2 8.2 2 2 3.6-4.2"/>',
    "missed": '<circle cx="8" cy="8" r="6.25"/><path d="m5.9 5.9 4.2 4.2M10.1 5.9l-4.2 4.2"/>',
    "drop": '<circle cx="8" cy="8" r="6.25"/><path d="m5.9 5.9 4.2 4.2M10.1 5.9l-4.2 4.2"/>',
}


@lru_cache(maxsize=2048)
def icon(name: str, size: str = "") -> SafeString:
    """A Lucide icon from the sprite, hidden from readers; `size` "s" or "l"."""
    if not name:
        return SafeString("")
    classes = f"ic {size}" if size else "ic"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, static(SPRITE), name)


@lru_cache(maxsize=2048)
def ring_drawing(ring: Ring) -> SafeString:
    """What is inside a ring: its state's shape, or an arc filling with the time that passed."""
    fixed = _DRAWINGS.get(ring.state)
    if fixed is not None:
        return SafeString(fixed)
    arc = '<circle cx="8" cy="8" r="6.25" pathLength="100" stroke-dasharray="{} 100" transform="rotate(-90 8 8)"/>'
    return format_html("{}" + arc, SafeString(_TURN), str(max(0, min(100, ring.percent))))


@lru_cache(maxsize=2048)
def ring_shape(ring: Ring) -> SafeString:
    """A ring that is not a button; the word beside it says the state."""
    return format_html(
        '<svg class="rg" data-s="{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', ring.state, ring_drawing(ring)
    )


@lru_cache(maxsize=2048)
def badge(shown: Badge) -> SafeString:
    """A status word."""
    return format_html('<span class="badge" data-s="{}">{}{}</span>', shown.tone, icon(shown.icon), shown.text)


@lru_cache(maxsize=2048)
def person(who: Person) -> SafeString:
    """Initials in a round (a colleague), outlined (me) or square (a department), with the name for readers."""
    look = {"me": "av me", "department": "av dept"}.get(who.kind, "av")
    return format_html(
        '<span class="{}" title="{}"><span aria-hidden="true">{}</span><span class="vh">{}</span></span>',
        look, who.name, who.initials, who.name,
    )  # fmt: skip


@lru_cache(maxsize=2048)
def move_choices(moves: tuple[MoveChoice, ...]) -> SafeString:
    """The lanes a card may move to, the same for most cards of a lane; what it may not says why."""
    locked = format_html('<span class="push mute">{}</span>', icon("lock", "s"))
    return format_html_join(
        "", '<button class="item" type="button" data-to="{}"{}>{}{}</button>',
        (
            (one.lane, format_html(' aria-disabled="true" data-reason="{}"', one.reason), one.label, locked)
            if one.reason
            else (one.lane, "", one.label, "")
            for one in moves
        ),
    )  # fmt: skip


def cell(shown: Cell) -> SafeString:
    """The inside of a table cell or of a named value."""
    return SafeString(_LOOKS[shown.kind](shown))


def cells(row: Iterable[Cell]) -> SafeString:
    """All the cells of a panel's row, each in its `td`; money and numbers stand right, long words may break."""
    return SafeString("".join(_td(one, None, wraps=one.kind == "text" and len(one.text) > LONG) for one in row))


def rows(shown: Iterable[Row], pickable: bool = False) -> SafeString:
    """The rows of a table, each with a box to pick it by if `pickable`; in a grid a cell carries its raw value."""
    label = _("Select %(label)s") if pickable else ""
    return SafeString("".join(_tr(one, label) for one in shown))


def _tr(row: Row, label: str) -> str:
    ref, picked = safe(row.id), row.picked
    marks = (
        f' data-version="{row.version}"' if row.version else "",
        " data-locked" if row.locked else "",
        ' aria-selected="true"' if picked else "",
        f' class="{row.tone}"' if row.tone else "",
    )
    name = safe(label % {"label": row.label}) if label else ""
    box = f'<input class="input" type="checkbox" name="pick" value="{ref}" aria-label="{name}"'
    pick = f"<td>{box}{' checked' if picked else ''}></td>" if label else ""
    drawn = "".join(_td(one, raw, gives=True) for one, raw in zip_longest(row.cells, row.raws))
    return f'\n<tr data-row="{ref}"{"".join(marks)}>{pick}{drawn}</tr>'


def _td(one: Cell, raw: str | None, *, wraps: bool = False, gives: bool = False) -> str:
    look = ' class="num"' if one.kind in _RIGHT else ' class="wrap"' if wraps else ""
    drawn = _LOOKS[one.kind](one)
    if gives and one.kind in _GIVING and len(one.text) > LONG:
        drawn = f'<span class="long"{attribute("title", "" if one.title else one.text)}>{drawn}</span>'
    if raw is None:
        return f"<td{look}>{drawn}</td>"
    words = f' data-t="{safe(one.text)}"' if one.kind == "person" or one.lead or one.note else ""
    return f'<td{look} data-v="{safe(raw)}"{words}>{drawn}</td>'


_RIGHT = frozenset({"number", "money"})
_GIVING = frozenset({"text", "link"})


def safe(text: str) -> str:
    """The text, as it may stand in HTML."""
    # Django's own goes through three wrappers, which a thousand cells feel.
    return text if isinstance(text, SafeString) else html.escape(str(text))


def _words(shown: Cell) -> str:
    text = safe(shown.text)
    if shown.strong:
        text = f"<b>{text}</b>"
    if shown.url:
        text = f'<a class="go" href="{safe(shown.url)}">{text}</a>'
    if shown.icon:
        text = f"{icon(shown.icon, 's')} {text}"
    look = tone_class(shown.tone) or ("mute" if shown.quiet else "")
    if look or shown.title or shown.lang:
        hints = attribute("class", look) + attribute("title", shown.title) + attribute("lang", shown.lang)
        text = f"<span{hints}>{text}</span>"
    if shown.lead:
        text = f'<span class="mute">{safe(shown.lead)}</span> {text}'
    return f'{text} <span class="mute">{safe(shown.note)}</span>' if shown.note else text


def tone_class(tone: str) -> str:
    """The text colour of a tone: "t-late"; nothing for plain."""
    return "" if tone in {"", "plain", "line"} else f"t-{tone}"


def attribute(name: str, value: str) -> str:
    """An attribute with its blank before it; nothing without a value."""
    return f' {name}="{safe(value)}"' if value else ""


def _moment(shown: Cell) -> str:
    return f'<span class="tn">{_words(shown)}</span>'


def _badge(shown: Cell) -> str:
    return badge(Badge(shown.text, shown.tone, shown.icon)) if shown.text else ""


def _person(shown: Cell) -> str:
    return _named(shown.people[0]) if shown.people else _words(shown)


@lru_cache(maxsize=2048)
def _named(who: Person) -> str:
    name = f'<a class="go" href="{safe(who.url)}">{safe(who.name)}</a>' if who.url else safe(who.name)
    return f'<span class="row">{person(who)}<span class="not-narrow">{name}</span></span>'


def _people(shown: Cell) -> str:
    if not shown.people:
        return _words(shown)
    return f'<span class="row tight">{"".join(map(person, shown.people))}</span>'


def _ring(shown: Cell) -> str:
    drawn = ring_shape(shown.ring) if shown.ring else ""
    warn = f'<span class="t-late">{safe(shown.warn)}</span>' if shown.warn else ""
    return f'<span class="row tn">{drawn}<span>{_words(shown)}</span>{warn}</span>'


def _bool(shown: Cell) -> str:
    if shown.text:
        return f'{icon("check", "s")}<span class="vh">{safe(_("Yes"))}</span>'
    return f'<span class="mute">{safe(_("No"))}</span>'


def _tags(shown: Cell) -> str:
    return " ".join(f'<span class="badge" data-s="line">{safe(tag)}</span>' for tag in shown.tags)


def _reach(shown: Cell) -> str:
    tone = tone_class(shown.tone) or "mute"
    return f'<span class="valid {tone}">{icon(shown.icon, "s")}{safe(shown.text)}</span>'


_LOOKS: dict[str, Callable[[Cell], str]] = {
    "text": _words, "link": _words, "number": _words, "money": _words, "date": _moment, "datetime": _moment,
    "badge": _badge, "person": _person, "people": _people, "ring": _ring, "bool": _bool, "tags": _tags, "reach": _reach,
}  # fmt: skip
