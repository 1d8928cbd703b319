"""Where the made files lie: in a folder of their own, each under its key, for three days."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from followthrough.kernel.downloads.models import UNDER_WAY, Download
from followthrough.kernel.files.store import folder

KEPT = timedelta(days=3)


def path_of(key: UUID) -> Path:
    """Where the file of this key lies, or would."""
    return folder() / "downloads" / str(key)


def begun_path_of(key: UUID) -> Path:
    """Where it is written until it is whole."""
    return path_of(key).with_suffix(".part")


def remove_old(now: datetime) -> int:
    """Remove what was asked for three days ago, and files that nothing names; the number of files."""
    Download.objects.filter(at__lt=now - KEPT).exclude(state__in=UNDER_WAY).delete()
    return _remove_unnamed()


def remove_all() -> int:
    """Remove every made file, whatever it holds: each can be made again. The number of files."""
    Download.objects.exclude(state__in=UNDER_WAY).delete()
    return _remove_unnamed()


def _remove_unnamed() -> int:
    known = {str(key) for key in Download.objects.values_list("key", flat=True)}
    gone = [path for path in path_of(UUID(int=0)).parent.glob("*") if path.stem not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
