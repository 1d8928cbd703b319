"""The addresses of pages: what areas add first, then the generic ones of every record."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from followthrough.web import imports
from followthrough.web.choosing import choose
from followthrough.web.doing import do
from followthrough.web.downloads import download
from followthrough.web.forms import edit_record, new_record
from followthrough.web.inline import inline_field
from followthrough.web.lists import record_list
from followthrough.web.record_page import record_page, record_timeline


def area_pages() -> list[URLPattern | URLResolver]:
    """The `urlpatterns` of every area's `pages.py`."""
    found: list[URLPattern | URLResolver] = []
    for config in apps.get_app_configs():
        if config.name.startswith("followthrough.") and find_spec(f"{config.name}.pages"):
            found += import_module(f"{config.name}.pages").urlpatterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    *area_pages(),
    path("choose/<str:kind>", choose),
    path("files/<slug:ref>", download),
    path("imports/new", imports.upload),
    path("imports/<slug:ref>/match", imports.match),
    path("imports/<slug:ref>/check", imports.check),
    path("imports/<slug:ref>/done", imports.done),
    path("imports/<slug:ref>/rejects.csv", imports.rejects),
    path("<slug:plural>/", record_list),
    path("<slug:plural>/new", new_record),
    path("<slug:plural>/do/<slug:verb>", do),
    path("<slug:plural>/<slug:ref>/", record_page),
    path("<slug:plural>/<slug:ref>/edit", edit_record),
    path("<slug:plural>/<slug:ref>/timeline", record_timeline),
    path("<slug:plural>/<slug:ref>/field/<slug:name>", inline_field),
    path("<slug:plural>/<slug:ref>/do/<slug:verb>", do),
]
