"""What never goes away while the desk serves: loaded before the first request, never looked through for garbage."""

import gc

from django.urls import get_resolver


def load_whole_house() -> None:
    """Load every page; from here on the collector looks at what requests make only.

    Modules, models and routes are some 200,000 objects. Looking through all of them took a fifth of a second in the
    midst of whichever request happened to set it off.
    """
    get_resolver().url_patterns  # noqa: B018 -- reading it imports every area's pages
    gc.freeze()
