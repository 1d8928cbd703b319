"""What a monitor wants to know, in Prometheus' text form: written by hand, for it is counters and one histogram.

Requests are counted by each process for itself, jobs are counted in the database. With several processes behind one
address, each scrape meets one of them: give each its own address, or read the request lines of the log.
"""

import hmac
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from followthrough.config.backups.shelf import last_verified
from followthrough.config.logs import route_of
from followthrough.kernel import clock

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
JOBS = """
SELECT queue_name, status::text, count(*),
       coalesce(extract(epoch FROM clock_timestamp() - min(coalesce(scheduled_at, e.at))
         FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())), 0)::float
FROM procrastinate_jobs LEFT JOIN LATERAL (
  SELECT min(at) AS at FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND type = 'deferred') e ON true
WHERE status IN ('todo', 'doing', 'failed') GROUP BY queue_name, status
"""
Series = tuple[str, str, int]
_lock = threading.Lock()
_answers: Counter[Series] = Counter()
_within: Counter[float] = Counter()
_seconds = 0.0


def measured(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count each request by method, route and status, and how long it took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        _count((request.method or "", route_of(request), response.status_code), time.perf_counter() - began)
        return response

    return middleware


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever asks from this machine or holds METRICS_TOKEN; for others there is no such page."""
    if not _may_ask(request):
        return HttpResponseNotFound()
    lines = [*_request_lines(), *_database_lines(), *_backup_lines()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _count(series: Series, seconds: float) -> None:
    global _seconds
    with _lock:
        _answers[series] += 1
        _seconds += seconds
        for bucket in BUCKETS:
            if seconds <= bucket:
                _within[bucket] += 1


def _may_ask(request: HttpRequest) -> bool:
    """A proxy on this machine also comes from loopback, so a forwarded request is never local."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not any(name in request.headers for name in FORWARDED)


def _request_lines() -> Iterable[str]:
    with _lock:
        answers, within, seconds = dict(_answers), dict(_within), _seconds
    yield "# TYPE followthrough_requests_total counter"
    for (method, route, status), count in sorted(answers.items()):
        labels = f'method="{_safe(method)}",route="{_safe(route)}",status="{status}"'
        yield f"followthrough_requests_total{{{labels}}} {count}"
    total = sum(answers.values())
    yield "# TYPE followthrough_request_seconds histogram"
    for bucket in BUCKETS:
        yield f'followthrough_request_seconds_bucket{{le="{bucket}"}} {within.get(bucket, 0)}'
    yield f'followthrough_request_seconds_bucket{{le="+Inf"}} {total}'
    yield f"followthrough_request_seconds_sum {seconds:.6f}"
    yield f"followthrough_request_seconds_count {total}"


def _database_lines() -> Iterable[str]:
    yield "# TYPE followthrough_database_up gauge"
    try:
        with connection.cursor() as cursor:
            cursor.execute(JOBS)
            rows = cursor.fetchall()
    except (OperationalError, InterfaceError):
        yield "followthrough_database_up 0"
        return
    yield "followthrough_database_up 1"
    yield "# TYPE followthrough_jobs gauge"
    for queue, status, count, _lag in rows:
        yield f'followthrough_jobs{{queue="{_safe(queue)}",status="{status}"}} {count}'
    yield "# HELP followthrough_job_lag_seconds How long the oldest job that is due has waited."
    yield "# TYPE followthrough_job_lag_seconds gauge"
    for queue, status, _jobs, lag in rows:
        if status == "todo":
            yield f'followthrough_job_lag_seconds{{queue="{_safe(queue)}"}} {lag:.3f}'


def _backup_lines() -> Iterable[str]:
    last = last_verified(settings.ENVIRONMENT)
    if last is not None:
        yield "# HELP followthrough_backup_age_seconds Since the newest backup that was restored elsewhere and equal."
        yield "# TYPE followthrough_backup_age_seconds gauge"
        yield f"followthrough_backup_age_seconds {(clock.now() - last).total_seconds():.0f}"


def _safe(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
