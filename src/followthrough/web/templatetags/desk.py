"""Small parts of pages: icon, ring, badge, person, cell, rows, spark; and the parts of the frame that are kept."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from followthrough.kernel.files.store import LIMIT
from followthrough.values.money import Money
from followthrough.web import parts, promise_parts
from followthrough.web.shapes.charts import svg, within
from followthrough.web.wording import money_text

register = template.Library()

register.simple_tag(parts.icon, name="icon")
register.simple_tag(parts.ring_drawing, name="ring_drawing")
register.simple_tag(parts.ring_shape, name="ring")
register.simple_tag(parts.badge, name="badge")
register.simple_tag(parts.person, name="person")
register.simple_tag(parts.move_choices, name="move_choices")
register.simple_tag(parts.cell, name="cell")
register.simple_tag(parts.cells, name="cells")
register.simple_tag(parts.rows, name="rows")
register.simple_tag(promise_parts.promise_marks, name="promise_marks")
register.simple_tag(promise_parts.promise_row, name="promise_row")
register.filter("tone_class", parts.tone_class)
register.simple_tag(lambda: LIMIT, name="file_limit")


@register.filter
def money(amount: Money, home: str) -> str:
    """An amount to the cent, with its code where it is not in the house's currency."""
    return money_text(amount.amount, amount.currency, home=home, cents=True)


@register.simple_tag
def spark(values: tuple[float, ...]) -> SafeString:
    """A tiny line of values between 0 and 1; its meaning stands beside it in words."""
    last = max(len(values) - 1, 1)
    points = " ".join(f"{svg(2 + 68 * i / last)},{svg(16 - 14 * within(v))}" for i, v in enumerate(values))
    line = '<svg class="ch spark" viewBox="0 0 72 18" aria-hidden="true"><polyline class="s2" points="{}"/></svg>'
    return format_html(line, points)


@register.simple_tag
def kept(name: str, *given: Any) -> SafeString:
    """A part of the frame that is nearly always the same: put together once for a language and what is given to it.

    It may show nothing else than what is `given`, and no token: the next reader gets the same.
    """
    return _kept(name, get_language() or "", given)


@lru_cache(maxsize=256)
def _kept(name: str, language: str, given: tuple[Any, ...]) -> SafeString:
    return render_to_string(name, {"given": given})
