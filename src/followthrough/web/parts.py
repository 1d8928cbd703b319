"""The smallest parts drawn in Python: icon, ring, badge, person, cell and the acts of a promise. A list of 100 rows has
a thousand cells, and a template include for each would cost more than the query."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import zip_longest

from django.templatetags.static import static
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.web.shapes.parts import Badge, Cell, Person, Ring, RingState
from followthrough.web.shapes.promises import PromiseRow

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
        return mark_safe(fixed)  # noqa: S308 -- our own constants above
    arc = '<circle cx="8" cy="8" r="6.25" pathLength="100" stroke-dasharray="{} 100" transform="rotate(-90 8 8)"/>'
    return format_html("{}" + arc, mark_safe(_TURN), str(max(0, min(100, ring.percent))))  # noqa: S308 -- as above


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


def cell(shown: Cell) -> SafeString:
    """The inside of a table cell or of a named value."""
    return _LOOKS[shown.kind](shown)


def cells(row: Iterable[Cell], raws: tuple[str | None, ...] = ()) -> SafeString:
    """All the cells of a row, each in its `td`; money and numbers stand right. In a grid each carries its raw value."""
    drawn = (_td(one, raw) for one, raw in zip_longest(row, raws))
    return mark_safe("".join(drawn))  # noqa: S308 -- every cell has escaped its own text


def _td(one: Cell, raw: str | None) -> str:
    look = ' class="num"' if one.kind in _RIGHT else ""
    if raw is None:
        return f"<td{look}>{cell(one)}</td>"
    words = f' data-t="{escape(one.text)}"' if one.kind == "person" or one.lead or one.note else ""
    return f'<td{look} data-v="{escape(raw)}"{words}>{cell(one)}</td>'


_RIGHT = frozenset({"number", "money"})


def _words(shown: Cell) -> SafeString:
    text = conditional_escape(shown.text)
    if shown.strong:
        text = format_html("<b>{}</b>", text)
    if shown.url:
        text = format_html('<a class="go" href="{}">{}</a>', shown.url, text)
    if shown.icon:
        text = format_html("{} {}", icon(shown.icon, "s"), text)
    look = f"t-{shown.tone}" if shown.tone not in {"plain", "line"} else "mute" if shown.quiet else ""
    if look or shown.title or shown.lang:
        hints = _attribute("class", look), _attribute("title", shown.title), _attribute("lang", shown.lang)
        text = format_html("<span{}{}{}>{}</span>", *hints, text)
    if shown.lead:
        text = format_html('<span class="mute">{}</span> {}', shown.lead, text)
    return format_html('{} <span class="mute">{}</span>', text, shown.note) if shown.note else text


def _attribute(name: str, value: str) -> SafeString:
    return format_html(' {}="{}"', SafeString(name), value) if value else SafeString("")


def _moment(shown: Cell) -> SafeString:
    return format_html('<span class="tn">{}</span>', _words(shown))


def _badge(shown: Cell) -> SafeString:
    return badge(Badge(shown.text, shown.tone, shown.icon)) if shown.text else SafeString("")


def _person(shown: Cell) -> SafeString:
    if not shown.people:
        return _words(shown)
    who = shown.people[0]
    name = format_html('<a class="go" href="{}">{}</a>', who.url, who.name) if who.url else who.name
    return format_html('<span class="row">{}<span class="not-narrow">{}</span></span>', person(who), name)


def _people(shown: Cell) -> SafeString:
    if not shown.people:
        return _words(shown)
    return format_html(
        '<span class="row tight">{}</span>', format_html_join("", "{}", ((person(p),) for p in shown.people))
    )


def _ring(shown: Cell) -> SafeString:
    drawn = ring_shape(shown.ring) if shown.ring else SafeString("")
    warn = format_html('<span class="t-late">{}</span>', shown.warn) if shown.warn else ""
    return format_html('<span class="row tn">{}<span>{}</span>{}</span>', drawn, _words(shown), warn)


def _bool(shown: Cell) -> SafeString:
    if shown.text:
        return format_html('{}<span class="vh">{}</span>', icon("check", "s"), _("Yes"))
    return format_html('<span class="mute">{}</span>', _("No"))


def _tags(shown: Cell) -> SafeString:
    return format_html_join(" ", '<span class="badge" data-s="line">{}</span>', ((tag,) for tag in shown.tags))


def _reach(shown: Cell) -> SafeString:
    tone = "mute" if shown.tone in {"plain", "line"} else f"t-{shown.tone}"
    return format_html('<span class="valid {}">{}{}</span>', tone, icon(shown.icon, "s"), shown.text)


_LOOKS: dict[str, Callable[[Cell], SafeString]] = {
    "text": _words, "link": _words, "number": _words, "money": _words, "date": _moment, "datetime": _moment,
    "badge": _badge, "person": _person, "people": _people, "ring": _ring, "bool": _bool, "tags": _tags, "reach": _reach,
}  # fmt: skip


_ACTS = (
    ("keep_url", gettext_noop("Keep"), "K", ""),
    ("snooze_url", gettext_noop("Snooze"), "S", "snooze"),
    ("hand_over_url", gettext_noop("Hand over"), "H", "hand-over"),
)
_ACT = (
    '<button type="button" class="btn" data-variant="outline" data-size="xs" hx-get="{}" hx-target="closest li"{}>'
    '{} <kbd class="kbd" aria-hidden="true">{}</kbd></button>'
)
_MENU = (
    '<details class="menu" hx-get="{}" hx-trigger="toggle once" hx-target="find .pop" hx-swap="innerHTML">'
    '<summary class="btn" data-variant="outline" data-size="xs" aria-label="{}">{}</summary>'
    '<div class="pop"></div></details>'
)


def promise_acts(row: PromiseRow) -> SafeString:
    """The buttons of a promise's row, and the menu that fetches what else may be done when it is opened."""
    drawn = [
        format_html(_ACT, url, _attribute("data-do", does), _(word), key)
        for name, word, key, does in _ACTS
        if (url := getattr(row, name))
    ]
    if row.more_url:
        label = _("More for: %(what)s") % {"what": row.what}
        drawn.append(format_html(_MENU, row.more_url, label, icon("ellipsis", "s")))
    return format_html('<div class="p-acts">{}</div>', SafeString("".join(drawn)))
