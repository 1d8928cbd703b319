"""The pages of orders that the generic ones cannot be."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
