"""Refuse a body that is longer than what is sent to its address before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.web.errors import too_large

MIB = 1 << 20
FORM_AROUND = MIB  # what stands around a file in a form
TABLES = 512 * MIB + FORM_AROUND  # a file of records: a CSV of a million rows
FILES = 25 * MIB + FORM_AROUND  # a document on a record
SIGNED_OUT = MIB


def bounded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 where the length announced is over the limit of the address; the API has limits of its own.

    A body without a length is read as empty, so none can be longer than announced.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/") and _length(request) > limit_of(request):
            text = _("What was sent has more than %(most)d MB.") % {"most": limit_of(request) // MIB}
            response = too_large(request, text)
            response["Connection"] = "close"  # the rest of the body is not waited for
            return response
        return get_response(request)

    return middleware


def limit_of(request: HttpRequest) -> int:
    """The most bytes a body may have at this address."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path.startswith("/g/"):
        return SIGNED_OUT
    return TABLES if request.path.startswith("/imports/") else FILES


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
