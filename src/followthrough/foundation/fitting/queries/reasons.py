"""Why a part fits, or what it has instead, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.fitting.models import Better
from followthrough.foundation.fitting.queries.needs import Need


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about one need. `met` says whether it is as asked; `serves` whether it does although it is not."""

    text: str
    met: bool
    serves: bool = False


def reason(need: Need, values: Sequence[Any], *, met: bool) -> Reason:
    """What the part has for a need; `values` are its `PartValue`s of that attribute."""
    name, said = need.attribute.said, _joined(values)
    if met:
        return Reason(_("%(attribute)s %(value)s") % {"attribute": name, "value": said}, True)
    given = {"attribute": name, "value": said, "wanted": need.text}
    if not values:
        return Reason(_("%(attribute)s not known, asked for %(wanted)s") % given, False)
    return _instead(need, values[0], given)


def _instead(need: Need, value: Any, given: dict[str, str]) -> Reason:
    wanted = need.wanted[0]
    if wanted.is_words or value.low is None or wanted.low is None or wanted.high is None:
        return Reason(_("%(attribute)s %(value)s instead of %(wanted)s") % given, False)
    if value.series != wanted.series:
        return Reason(
            _("%(attribute)s %(value)s instead of %(wanted)s: another series, not to be compared") % given, False
        )
    higher = value.low > max(each.high for each in need.wanted if each.high is not None)
    lower = value.high < min(each.low for each in need.wanted if each.low is not None)
    if higher and need.attribute.better == Better.HIGHER:
        return Reason(_("%(attribute)s %(value)s instead of %(wanted)s: higher, serves too") % given, False, True)
    if lower and need.attribute.better == Better.LOWER:
        return Reason(_("%(attribute)s %(value)s instead of %(wanted)s: lower, serves too") % given, False, True)
    if higher:
        return Reason(_("%(attribute)s %(value)s instead of %(wanted)s: higher") % given, False)
    if lower:
        return Reason(_("%(attribute)s %(value)s instead of %(wanted)s: lower") % given, False)
    return Reason(_("%(attribute)s %(value)s does not cover %(wanted)s") % given, False)


def _joined(values: Iterable[Any]) -> str:
    return " > ".join(one.written for one in values)
