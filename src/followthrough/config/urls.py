"""All addresses: the surfaces' generic ones and what areas add."""

<<<<<<< HEAD
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from followthrough.api.answers import broken
from followthrough.api.urls import api_patterns
from followthrough.config.health import live, ready
from followthrough.config.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", live),
    path("health/ready", ready),
    path("metrics", metrics),
    *api_patterns(),
    # Pages stand here, last: the web's own addresses take whatever is left.
]


def handler500(request: HttpRequest) -> HttpResponse:
    """After a mistake of ours: programs get a problem, people a page."""
    return broken(request) if request.path.startswith("/api/") else HttpResponseServerError("Something went wrong.")
=======
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("followthrough.web.urls")),
]

handler403 = "followthrough.web.errors.forbidden"
handler404 = "followthrough.web.errors.not_found"
handler500 = "followthrough.web.errors.failed"
>>>>>>> main
