"""The head of a list in every shape: views, filters as chips, and the tools."""

from typing import Any
from urllib.parse import urlencode

from followthrough.kernel.views.queries import Mine
from followthrough.web.lists import chips_of, exports_of, filters_of
from followthrough.web.looks.look import Look
from followthrough.web.looks.tools import save_address, tabs_of, tools_of


def head_of(look: Look, mine: Mine) -> dict[str, Any]:
    """What stands over the rows in every shape: views, filters, tools."""
    kind, actor = look.kind, look.actor
    return {
        "views": tabs_of(look, mine),
        "save_view_url": save_address(look) if actor.may("views.create") else "",
        "chips": chips_of(kind, look.narrowing, look.request, actor, lambda key: without(look, key)),
        "clear_url": look.address(**{**dict.fromkeys(look.narrowing), "view": "all"}) if look.narrowing else "",
        "filters": filters_of(kind, actor, look.asked),
        "search_text": look.asked.get("q", ""),
        "searchable": True,
        "path": look.path,
        "keep": tuple(sorted(look.parameters(q=None).items())),
        "tools": tools_of(look, mine, exports_of(kind, look.address(), actor)),
    }


def without(look: Look, key: str) -> str:
    """The same list without one filter; a saved view stays named, so that it can be changed."""
    saved = "-" in look.asked.get("view", "")
    left = set(look.narrowing) - {key}
    view = look.asked.get("view") if saved else None if left else "all"
    return look.address(**{key: None, "view": view})


def filtered(look: Look) -> str:
    """What narrows the list, as a query: what is picked belongs to this."""
    return urlencode(sorted(look.narrowing.items())) or "view=all"
