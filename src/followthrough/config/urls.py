"""All addresses: the surfaces' generic ones and what areas add."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("followthrough.web.urls")),
]

handler403 = "followthrough.web.errors.forbidden"
handler404 = "followthrough.web.errors.not_found"
handler500 = "followthrough.web.errors.failed"
