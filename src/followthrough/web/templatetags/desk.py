"""Tags for the small parts: {% icon %}, {% ring %}, {% badge %}, {% person %}, {% cell %}, {% rows %}, {% spark %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from followthrough.web import parts, promise_parts
from followthrough.web.shapes.charts import svg, within

register = template.Library()

register.simple_tag(parts.icon, name="icon")
register.simple_tag(parts.ring_drawing, name="ring_drawing")
register.simple_tag(parts.ring_shape, name="ring")
register.simple_tag(parts.badge, name="badge")
register.simple_tag(parts.person, name="person")
register.simple_tag(parts.cell, name="cell")
register.simple_tag(parts.cells, name="cells")
register.simple_tag(parts.rows, name="rows")
register.simple_tag(promise_parts.promise_marks, name="promise_marks")
register.simple_tag(promise_parts.promise_row, name="promise_row")
register.filter("tone_class", parts.tone_class)


@register.simple_tag
def spark(values: tuple[float, ...]) -> SafeString:
    """A tiny line of values between 0 and 1; its meaning stands beside it in words."""
    last = max(len(values) - 1, 1)
    points = " ".join(f"{svg(2 + 68 * i / last)},{svg(16 - 14 * within(v))}" for i, v in enumerate(values))
    line = '<svg class="ch spark" viewBox="0 0 72 18" aria-hidden="true"><polyline class="s2" points="{}"/></svg>'
    return format_html(line, points)
