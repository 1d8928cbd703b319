"""What `doctor` finds out inside the database: rights, people, jobs, attached files. Needs the apps loaded."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from followthrough.config.backups.alarm import must_worry
from followthrough.config.backups.shelf import last_verified
from followthrough.config.roles import is_superuser
from followthrough.kernel import clock
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.arming.queries import is_armed
from followthrough.kernel.files.store import path_of
from followthrough.kernel.jobs.queries import job_counts
from followthrough.kernel.jobs.upkeep import STALLED_AFTER
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.people.models import User, company

NEWEST_FILES = 1_000
Found = tuple[str, bool, str, str]  # about, is well, seen, what to do if not


def examine() -> Iterator[Found]:
    """Look at each in turn."""
    yield _rights()
    yield _history()
    yield _administrators()
    yield _jobs()
    yield _files()
    yield _backups()
    yield _armed()


def _rights() -> Found:
    connection.ensure_connection()
    is_super = is_superuser(connection.connection)
    seen = "the application's role is a superuser" if is_super else "the application's role is no superuser"
    return "rights", not is_super, seen, "name another role in DATABASE_URL; see docs/operate/install.md"


def _history() -> Found:
    ((may_change,),) = _asked("SELECT has_table_privilege('history_entry', 'UPDATE, DELETE, TRUNCATE')")
    seen = "history could be changed" if may_change else "history can only be added to"
    return "history", not may_change, seen, "run followthrough migrate, which sets the rights again"


def _administrators() -> Found:
    rows = User._default_manager.filter(role=Role.ADMIN, is_active=True, signs_in=True, binned_at__isnull=True)
    able = rows.count() if company().is_demo else rows.exclude(password="").count()
    seen = f"{able} can sign in" if able else "no administrator has a password yet"
    return "people", bool(able), seen, "followthrough user list -f role=admin, then followthrough user link NUMBER"


def _jobs() -> Found:
    counts = job_counts()
    heartbeat = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)"
    ((workers,),) = _asked(heartbeat, STALLED_AFTER)
    waiting, failed = counts.get("todo", 0), counts.get("failed", 0)
    seen = f"{workers} workers, {waiting:,} jobs waiting, {failed:,} failed"
    is_well = not failed and bool(workers or not waiting)
    return "jobs", is_well, seen, "start the desk if it is stopped; followthrough jobs names the failed ones"


def _files() -> Found:
    newest = Attachment._default_manager.order_by("-id").values_list("ref", "sha256")[:NEWEST_FILES]
    missing = [ref for ref, sha256 in newest if not path_of(sha256).is_file()]
    seen = f"{len(missing)} of the newest files are missing: {', '.join(missing[:5])}" if missing else "all there"
    return "files", not missing, seen, "bring the folder “files” back from the backup that belongs to this database"


def _backups() -> Found:
    env = settings.ENVIRONMENT
    last = last_verified(env)
    seen = f"the last good one is of {last:%Y-%m-%d %H:%M} UTC" if last else "no good one yet"
    is_well = not must_worry(env, clock.now())
    return "backups", is_well, seen, "followthrough backup says what is wrong; it should run every night"


def _armed() -> Found:
    armed = is_armed()
    seen = "this is the house itself" if armed else "a restored copy: it sends nothing, no job runs"
    return "armed", armed, seen, "followthrough arm, once this copy is to be the house"


def _asked(statement: str, *params: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
