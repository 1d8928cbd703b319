"""The panel of files to take away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.registry import Panel

FILES = _("Take away")


def downloads(context: Any, label: Any = FILES) -> Panel:
    """A panel of files to take away."""
    return Panel("files-made", label, side=True, template="billing/downloads.html", context=context)
