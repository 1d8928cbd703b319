"""All addresses: the surfaces' generic ones and what areas add."""

from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
