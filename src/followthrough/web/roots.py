"""What browsers and robots ask for at the root of every site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static


def robots(request: HttpRequest) -> HttpResponse:
    """A desk is nobody's business outside: no robot may read it."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """Old browsers ask here; the mark is a drawing."""
    return redirect(static("web/mark.svg"), permanent=True)
