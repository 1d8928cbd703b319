"""All addresses: the surfaces' generic ones and what areas add."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from followthrough.api.answers import broken
from followthrough.api.urls import api_patterns
from followthrough.config.health import live, ready
from followthrough.config.metrics import metrics
from followthrough.web.errors import failed

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", live),
    path("health/ready", ready),
    path("metrics", metrics),
    *api_patterns(),
    path("", include("followthrough.web.urls")),  # last: its addresses take whatever is left
]

handler403 = "followthrough.web.errors.forbidden"
handler404 = "followthrough.web.errors.not_found"


def handler500(request: HttpRequest) -> HttpResponse:
    """After a mistake of ours: programs get a problem, people a page."""
    return broken(request) if request.path.startswith("/api/") else failed(request)
