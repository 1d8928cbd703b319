"""What never goes away while a process lives: loaded in one go, and never looked through for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps
from django.urls import get_resolver

SELDOM = (50_000, 20, 100)  # new objects and rounds between two looks; Python's own are 700, 10 and 10


@contextmanager
def for_good() -> Iterator[None]:
    """Leave what is made inside the block to itself, now and later.

    Modules, models and routes are some 200,000 objects. Looking through them all took a fifth of the time to load them,
    and later a fifth of a second in the midst of whichever request happened to set it off.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def look_seldom() -> None:
    """For processes that answer requests or do jobs: what these make is many short-lived objects and few circles.

    Migrations are the other way round, and would hold much memory.
    """
    gc.set_threshold(*SELDOM)


def load_applications() -> None:
    """Load every application and set the log up, once a process: setting up again would move an open log elsewhere."""
    if not apps.ready:
        with for_good():
            django.setup()


def load_whole_house() -> None:
    """Load every page before the first is asked for; needs the applications loaded."""
    get_resolver().url_patterns  # noqa: B018 -- reading it imports every area's pages
