"""What stands over a list in every shape: its views, its shapes, and the choosers of what is shown."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.grouping import DATED, SPANS, dated, groupable
from followthrough.kernel.views.models import SavedView, Sharing
from followthrough.kernel.views.queries import Mine, View
from followthrough.web.looks.look import Look, lanes_of, showable
from followthrough.web.shapes import ActionButton, Chooser, ColumnChoice, Link, LookTools, Menu, Segment, ViewMenu
from followthrough.web.showing import list_columns, title_column
from followthrough.web.wording import capital

SPAN_MENU = ("day", "week", "month", "quarter", "year")
OWN_BOARDS: dict[str, str] = {}


def board_at(plural: str, path: str) -> None:
    """Say that a record has a board of its own at an address; called from an area's `pages.py`."""
    OWN_BOARDS[plural] = path


def shapes_of(look: Look) -> tuple[Segment, ...]:
    """The ways to look at these rows; filters stay."""
    kind, actor = look.kind, look.actor
    ways = [("list", _("List"), "list")]
    if kind.plural in OWN_BOARDS or lanes_of(kind, actor):
        ways.insert(0, ("board", _("Board"), "kanban"))
    ways += [("calendar", _("Calendar"), "calendar-days"), ("timeline", _("Timeline"), "arrow-right-left")]
    return tuple(Segment(label, _address_as(look, key), key == look.shape, icon) for key, label, icon in ways)


def _address_as(look: Look, shape: str) -> str:
    path = OWN_BOARDS.get(look.kind.plural, "") if shape == "board" and "group" not in look.asked else ""
    if path:
        kept = look.parameters(**dict.fromkeys(("as", "columns", "group", "dates", "sort", "around", "view", "cards")))
        return f"{path}?{urlencode(kept)}" if kept else path
    group = look.asked.get("group") if shape in ("list", "timeline") or _makes_lanes(look) else None
    return look.address(**{"as": None if shape == "list" else shape, "group": group, "around": None})


def _makes_lanes(look: Look) -> bool:
    return look.group is not None and look.group.field.kind in (Kind.CHOICE, Kind.LINK)


def tabs_of(look: Look, mine: Mine) -> tuple[Segment, ...]:
    """All, the views the house declares, and the saved ones; each address holds the whole view."""
    kind, now, path = look.kind, look.asked.get("view", ""), look.path
    plain = now in ("", "all") and not look.narrowing
    every = Segment(_("All"), f"{path}?view=all", current=plain)
    declared = [
        Segment(str(label), f"{path}?{urlencode({'view': key, **filters})}", current=now == key)
        for key, label, filters in kind.views
    ]
    saved = [Segment(view.name, address_of(path, view), now == view.ref, _icon(view)) for view in mine.saved]
    return (every, *declared, *saved)


def address_of(path: str, view: SavedView | View) -> str:
    """The address that shows a saved view and holds all it asks for."""
    return f"{path}?{urlencode({'view': view.ref})}" + (f"&{view.asks}" if view.asks else "")


def _icon(view: View) -> str:
    return {Sharing.TEAM.value: "users", Sharing.EVERYBODY.value: "globe"}.get(view.sharing, "")


def tools_of(look: Look, mine: Mine, exports: tuple[Link, ...] = ()) -> LookTools:
    """The choosers that make sense for this shape."""
    menus: list[Menu] = []
    choosers: list[Chooser] = []
    if look.shape in ("calendar", "timeline"):
        menus += _dates_menus(look)
    if look.shape != "calendar":
        menus.append(_group_menu(look))
    if look.shape == "list":
        choosers.append(_columns(look))
    elif look.shape != "timeline":
        choosers.append(_card_fields(look))
    return LookTools(tuple(menus), tuple(choosers), view_menu(look, mine), exports, look.path)


def save_address(look: Look) -> str:
    """Where this look is kept under a name."""
    return f"/{look.kind.plural}/views/save?{urlencode({'asks': urlencode(look.parameters(view=None))})}"


def view_menu(look: Look, mine: Mine) -> ViewMenu:
    """What may be done with the view shown: change, share, begin with, delete."""
    now = look.asked.get("view", "") or "all"
    view = next((one for one in mine.saved if one.ref == now), None)
    path, actor = f"/{look.kind.plural}/views", look.actor
    begins, words = now == (mine.begins_with or "all"), urlencode({"view": now})
    actions = [ActionButton(_("Save as a new view"), save_address(look), "plus", how="dialog")]
    may = actor.may("views.edit")
    if view is not None and may and view.owner_id == actor.user_id:
        asks = urlencode(look.parameters(view=None))
        changed = sorted(asks.split("&")) != sorted(view.asks.split("&"))
        if changed:
            address = f"{path}/{view.ref}/change?{urlencode({'asks': asks})}"
            actions.append(ActionButton(_("Keep what is shown in this view"), address, "check", how="dialog"))
        actions.append(ActionButton(_("Rename or share"), f"{path}/{view.ref}/change", "pencil", how="dialog"))
        actions.append(ActionButton(_("Delete"), f"{path}/{view.ref}/delete", "trash-2", how="dialog", danger=True))
    if not begins and may:
        actions.append(ActionButton(_("Begin with this view"), f"{path}/begin?{words}", "star", how="dialog"))
    elif mine.begins_with and may:
        actions.append(ActionButton(_("Begin as usual again"), f"{path}/begin", "star", how="dialog"))
    about = Sharing(view.sharing).label if view else ""
    if view is not None and view.owner_id != actor.user_id:
        about = _("From %(name)s") % {"name": view.owner}
    return ViewMenu(view.name if view else _("View"), str(about), tuple(actions) if may else ())


def _group_menu(look: Look) -> Menu:
    fields = groupable(look.kind, look.actor)
    if look.shape == "board":
        names = lanes_of(look.kind, look.actor)
        items = [_grouped(look, str(fields[name].label), name) for name in names]
        now = look.group.field.label if look.group else ""
        return Menu(_("Lanes: %(field)s") % {"field": now}, _("A lane for each"), "columns-3", tuple(items))
    none = Segment(_("No groups"), look.address(group=None, open=None), current=look.group is None)
    items = [none] + [_grouped(look, str(field.label), name) for name, field in _useful(look).items()]
    if look.group and look.group.span:
        name = look.group.field.name
        items += [_grouped(look, span_words()[span], f"{name}__{span}") for span in SPAN_MENU if span in SPANS]
    label = _("By %(field)s") % {"field": look.group.field.label} if look.group else _("Group")
    return Menu(label, _("Group by"), "layers", tuple(items))


def _useful(look: Look) -> dict[str, Field]:
    """Columns of people's own first; what the house keeps for itself is left out."""
    fields = groupable(look.kind, look.actor)
    known = {*look.kind.columns, *look.kind.form, *look.kind.filters, "created_at"}
    return {name: field for name, field in fields.items() if name in known}


def _grouped(look: Look, label: str, asked: str) -> Segment:
    now = look.group
    current = now is not None and asked in (now.asked, now.field.name if now.span == "month" else now.asked)
    return Segment(capital(label), look.address(group=asked, open=None), current=current)


def span_words() -> dict[str, str]:
    """How a date's spans are called in menus."""
    return {
        "day": _("by day"),
        "week": _("by week"),
        "month": _("by month"),
        "quarter": _("by quarter"),
        "year": _("by year"),
    }


def _dates_menus(look: Look) -> list[Menu]:
    known = {n: f for n, f in dated(look.kind, look.actor).items() if n in {*_useful(look), *look.dates}}
    first, second = look.dates[0], look.dates[1] if len(look.dates) > 1 else ""

    def choice(name: str, dates: str) -> Segment:
        return Segment(capital(known[name].label), look.address(dates=dates), current=name in look.dates)

    begins = tuple(choice(name, f"{name},{second}" if second and second != name else name) for name in known)
    begins = tuple(Segment(one.label, one.url, current=name == first) for one, name in zip(begins, known, strict=True))
    menus = [Menu(capital(known[first].label), _("Placed by"), "calendar", begins)]
    if look.shape == "timeline":
        point = Segment(_("A point only"), look.address(dates=first), current=not second)
        ends = tuple(
            Segment(capital(field.label), look.address(dates=f"{first},{name}"), current=name == second)
            for name, field in known.items()
            if name != first
        )
        label = _("to %(field)s") % {"field": known[second].label} if second else _("A point only")
        menus.append(Menu(label, _("Until"), "arrow-right", (point, *ends)))
    return menus


def _columns(look: Look) -> Chooser:
    shown = list(look.columns)
    labels = showable(look.kind, look.actor)
    names = [*shown, *(name for name in labels if name not in shown)]
    locked = title_column(look.kind)
    choices = tuple(ColumnChoice(n, capital(labels[n]), n in shown, n == locked) for n in names if n in labels)
    return Chooser("columns", _("Columns"), _("Show and order columns"), "columns-3", choices, _kept(look, "columns"))


def _card_fields(look: Look) -> Chooser:
    labels = showable(look.kind, look.actor)
    shown = list(look.cards or usual_cards(look))
    names = [*shown, *(name for name in labels if name not in shown and name != title_column(look.kind))]
    choices = tuple(ColumnChoice(name, capital(labels[name]), name in shown) for name in names)
    return Chooser("cards", _("Card"), _("Show and order on cards"), "panel-top", choices, _kept(look, "cards"))


def usual_cards(look: Look) -> tuple[str, ...]:
    """What a card shows where nothing else is asked for: the first columns that the place does not tell."""
    told = {title_column(look.kind), "ref", look.group.field.name if look.group else "", *look.dates[:1]}
    return tuple(name for name in list_columns(look.kind, look.actor) if name not in told)[:3]


def _kept(look: Look, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(look.parameters(**{name: None}).items())


__all__ = ["DATED", "address_of", "board_at", "save_address", "shapes_of", "tabs_of", "tools_of", "usual_cards"]
