"""The word at the top of every page of a restored copy."""

from django import template
from django.db import InterfaceError, OperationalError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from followthrough.kernel.arming.queries import is_armed
from followthrough.web.parts import icon

register = template.Library()


@register.simple_tag
def copy_banner() -> SafeString:
    """Empty in the house itself, and on the page that says that the database is away."""
    try:
        armed = is_armed()
    except (OperationalError, InterfaceError):
        return SafeString("")
    if armed:
        return SafeString("")
    text = _("This is a restored copy. It sends nothing and nothing runs in its background until it is armed.")
    return format_html('<div class="banner" role="status">{}<span>{}</span></div>', icon("circle-alert", "s"), text)
