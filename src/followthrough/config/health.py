"""Whether this process lives, and whether it should be sent requests."""

import orjson
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from followthrough.config.fingerprint import fingerprint

STATUS = {"ready": 200, "read-only": 200, "starting": 503, "recovering": 503, "draining": 503}
ASKED = """
SELECT to_regclass('public.schema_fingerprint') IS NOT NULL,
       pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean
"""


def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process can answer at all; it looks at nothing else, so a slow database restarts nobody."""
    return HttpResponse(b'{"state":"live"}', content_type="application/json")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests may be sent here (`ready`, or `read-only` on a standby), otherwise 503 and the state."""
    state = _state()
    return HttpResponse(orjson.dumps({"state": state}), status=STATUS[state], content_type="application/json")


def _state() -> str:
    """`recovering`: no database yet; `starting`: its tables are not what the code needs; `draining`: asked to leave."""
    if settings.DRAINING.exists():
        return "draining"
    try:
        with connection.cursor() as cursor:
            cursor.execute(ASKED)
            has_fingerprint, is_read_only = cursor.fetchone()
            if not has_fingerprint or not _is_current(cursor):
                return "starting"
    except (OperationalError, InterfaceError):
        return "recovering"
    return "read-only" if is_read_only else "ready"


def _is_current(cursor: object) -> bool:
    cursor.execute("SELECT code FROM schema_fingerprint")  # type: ignore[attr-defined]
    return cursor.fetchall() == [(fingerprint(),)]  # type: ignore[attr-defined,no-any-return]
