"""What an address says: its parameters as filters, and the same address with one thing changed."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from followthrough.kernel.records.listing import RESERVED
from followthrough.kernel.records.registry import RecordType

SHOWN_ONLY = ("after", "format")
# How a list is looked at, beside its order and its columns; the rest of an address narrows.
LOOK = ("as", "group", "cards", "dates", "around", "open", "sums")


def local_path(text: str, otherwise: str = "/") -> str:
    """The text if it is a path of this desk, else `otherwise`; nobody is led elsewhere by a link."""
    is_plain = text.startswith("/") and text.isprintable() and "\\" not in text
    return text if is_plain and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else otherwise


def asked_of(query: QueryDict) -> dict[str, str]:
    """The parameters as one text each: several values joined by commas, `name_op` folded into `name__op`."""
    operators = {key.removesuffix("_op"): query[key] for key in query if key.endswith("_op")}
    asked: dict[str, str] = {}
    for key in query:
        if key.endswith(("_op", "_text")):
            continue
        value = ",".join(part for part in query.getlist(key) if part)
        operator = operators.get(key, "")
        if value or operator == "empty":
            asked[f"{key}__{operator}" if operator else key] = value or "1"
    return asked


def with_changes(request: HttpRequest, **changes: str | None) -> str:
    """The page's address with some parameters set, or dropped when None; the page mark is always dropped."""
    kept = {key: value for key, value in asked_of(request.GET).items() if key not in SHOWN_ONLY}
    for key, value in changes.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = value
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def filters_asked(kind: RecordType, asked: Mapping[str, str]) -> dict[str, str]:
    """Only what narrows: without sort, page mark and the like; the type's own default filters when nothing is asked."""

    found = {key: value for key, value in asked.items() if key == "q" or key not in (*RESERVED, *LOOK)}
    if not found and "view" not in asked:
        return dict(kind.default_filters)
    return found
