"""One JSON line for each request and each thing worth telling; secrets are cut, line breaks are only ever escaped."""

import logging
import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import orjson
import structlog
from django.http import HttpRequest, HttpResponse

from followthrough.kernel.history.acting import correlation

# A key, or a long random word in an address: whoever reads logs must not be able to use what stands in them.
SECRETS = re.compile(r"ftk_[A-Za-z0-9_-]+|(?<=/)[A-Za-z0-9_-]{32,}(?=/|$)")
CUT = "[cut]"
UNTOLD = ("/static/", "/health/", "/metrics")
Event = MutableMapping[str, Any]
requests = logging.getLogger("followthrough.requests")


def logged(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell of each request once it is answered: route, path, status, milliseconds, and who asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        if not request.path.startswith(UNTOLD):
            requests.info("request", extra={"told": _told(request, response, began)})
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, which holds no names and no tokens."""
    match = request.resolver_match
    return match.route if match else "unknown"


def _told(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, Any]:
    actor = getattr(request, "actor", None)  # put there by the surface; request.user would read the session
    return {
        "method": request.method,
        "route": route_of(request),
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "user_id": actor.user_id if actor else None,
    }


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything, from any library, leaves as one JSON line on standard error."""
    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_told,
        _add_correlation,
    ]
    after = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        _without_secrets,
        structlog.processors.JSONRenderer(serializer=_line),
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": before, "processors": after}
        },
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["standard_error"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # refusals have their line already; traces of our mistakes stay
            "procrastinate": {"level": "WARNING"},
        },
    }


def _add_told(_logger: Any, _method: str, event: Event) -> Event:
    record = event.get("_record")
    event.update(getattr(record, "told", {}))
    return event


def _add_correlation(_logger: Any, _method: str, event: Event) -> Event:
    if word := correlation.get():
        event["correlation"] = word
    return event


def _without_secrets(_logger: Any, _method: str, event: Event) -> Event:
    return {name: SECRETS.sub(CUT, value) if isinstance(value, str) else value for name, value in event.items()}


def _line(event: Event, **_options: Any) -> str:
    return orjson.dumps(dict(event), default=str).decode()
