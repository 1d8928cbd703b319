"""Give every request one id that its log line, its history, its jobs and its answer carry, and say where it is from."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from followthrough.kernel.access.whence import Whence, whence
from followthrough.kernel.history.acting import correlation

SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
HEADER = "X-Request-ID"
LONGEST = 300  # characters of what a browser says of itself


def correlated(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take the caller's id when it is a harmless word, otherwise make one; answer with it either way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        token = correlation.set(given if SANE.fullmatch(given) else uuid.uuid4().hex)
        agent = request.headers.get("User-Agent", "").replace("\x00", "")[:LONGEST]
        place = whence.set(Whence(request.META.get("REMOTE_ADDR", ""), agent))
        try:
            response = get_response(request)
            response[HEADER] = correlation.get()
            return response
        finally:
            whence.reset(place)
            correlation.reset(token)

    return middleware
