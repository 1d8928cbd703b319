"""What a list was asked for: the query string, read strictly, so that nothing misspelt is silently ignored."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.api.bodies import BadRequest
from followthrough.kernel.records.problems import Invalid

PAGING = ("after", "limit", "sort", "fields", "q")
MOST = 500
USUAL = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The page, order and fields asked for; `filters` is the rest, `given` everything as it was written."""

    given: Mapping[str, str]
    filters: Mapping[str, str]
    after: str = ""
    limit: int = USUAL
    sort: str = ""
    names: tuple[str, ...] = ()


def asked_of(request: HttpRequest, *, only: tuple[str, ...] | None = None) -> Asked:
    """What the query string says; with `only`, every other parameter is refused. Raises BadRequest or Invalid."""
    given: dict[str, str] = {}
    for name, values in request.GET.lists():
        if len(values) != 1:
            raise BadRequest(_("“%(name)s” is given more than once; join several values with commas.") % {"name": name})
        if "\x00" in name + values[0]:
            raise BadRequest(_("The address holds the character U+0000."))
        if only is not None and name not in only:
            raise Invalid({name: _("There is no parameter “%(name)s” here.") % {"name": name}})
        given[name] = values[0]
    return Asked(
        given=given,
        filters={name: value for name, value in given.items() if name not in PAGING or name == "q"},
        after=given.get("after", ""),
        limit=_limit(given.get("limit", "")),
        sort=given.get("sort", ""),
        names=tuple(name.strip() for name in given.get("fields", "").split(",") if name.strip()),
    )


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MOST):
        raise Invalid({"limit": _("Write a number from 1 to %(most)d.") % {"most": MOST}})
    return int(text)
