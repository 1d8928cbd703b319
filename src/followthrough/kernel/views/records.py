"""Saved views, declared: everybody keeps their own; whose they are is looked after in `actions`."""

from followthrough.kernel.access.permissions import EVERYBODY
from followthrough.kernel.records.registry import record
from followthrough.kernel.views.actions import clean_view, fill_views, saved_views
from followthrough.kernel.views.models import SavedView

record(
    SavedView,
    plural="views",
    ref="VW-{n:05}",
    group="settings",
    icon="layers",
    columns=["ref", "name", "kind", "sharing", "team", "owner"],
    form=["name", "sharing", "team", "kind", "asks"],
    filters=["kind", "sharing", "owner"],
    readers=EVERYBODY,
    writers=EVERYBODY,
    clean=clean_view,
    fill=fill_views,
    saved=saved_views,
    in_menu=False,
    importable=False,
)
