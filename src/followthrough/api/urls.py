"""The API's addresses as Django knows them, one `include` for each kind of record."""

from collections.abc import Callable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from followthrough.api.answers import NotAllowed, refusal, unknown_address
from followthrough.api.door import door
from followthrough.api.history import house_routes
from followthrough.api.openapi.document import openapi_json
from followthrough.api.questions import questions
from followthrough.api.routes import ROOT, Route, routes
from followthrough.api.search import PATH, Search


def api_patterns() -> list[URLPattern | URLResolver]:
    """All patterns below `/api/`; the last one answers for addresses that are none."""
    root = ROOT.strip("/")
    found: list[URLPattern | URLResolver] = [path(f"{root}/openapi.json", _only_get(openapi_json))]
    found += [path(f"{root}{one.path.replace('{run}', '<str:run>')}", door(one)) for one in house_routes()]
    found.append(path(f"{root}{PATH}", door(Search())))
    found += [path(f"{root}{one.path}", door(one)) for one in questions()]
    for plural, same in groupby(routes(), key=lambda route: route.path.split("/")[1]):
        whole, *parts = same
        found.append(path(f"{root}/{plural}", door(whole)))
        found.append(path(f"{root}/{plural}/", include([_pattern(route, plural) for route in parts])))
    return [*found, re_path(r"^api(?:/.*)?$", unknown_address)]


def _pattern(route: Route, plural: str) -> URLPattern:
    rest = route.path.removeprefix(f"/{plural}/").replace("{ref}", "<str:ref>").replace("{file}", "<str:file>")
    return path(rest, door(route))


def _only_get(handle: Callable[[], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return refusal(NotAllowed(["GET", "HEAD"]))
        return handle()

    return view
