"""Give every request one id that its log line, its history, its jobs and its answer carry."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from followthrough.kernel.history.acting import correlation

SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
HEADER = "X-Request-ID"


def correlated(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take the caller's id when it is a harmless word, otherwise make one; answer with it either way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        token = correlation.set(given if SANE.fullmatch(given) else uuid.uuid4().hex)
        try:
            response = get_response(request)
            response[HEADER] = correlation.get()
            return response
        finally:
            correlation.reset(token)

    return middleware
