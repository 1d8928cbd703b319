"""The newest seal of each day, written down outside the database, so that a chain made anew is found out."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from followthrough.kernel.sealing.models import Seal

NAME = "history-heads.jsonl"  # beside the backups


def note_head(folder: Path, now: datetime) -> None:
    """Write down the newest seal; of each day the last one stays."""
    newest = Seal.objects.order_by("-id").first()
    lines = _lines(folder)
    if newest is None or (lines and lines[-1].get("seal") == newest.pk):
        return
    kept = lines[:-1] if lines and lines[-1]["at"][:10] == f"{now:%Y-%m-%d}" and "seal" in lines[-1] else lines
    _write(folder, [*kept, {"at": now.isoformat(), "seal": newest.pk, "chained": newest.chained}])


def note_restored(folder: Path, now: datetime) -> None:
    """Write down that the chain goes on from an older one: of the seals after that one nothing is left."""
    newest = Seal.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    if lines := _lines(folder):
        _write(folder, [*lines, {"at": now.isoformat(), "restored": newest}])


def missed(folder: Path) -> Iterator[str]:
    """A line for each head written down that is not in the chain."""
    lines = _lines(folder)
    for place, line in enumerate(lines):
        later = [one["restored"] for one in lines[place:] if "restored" in one]
        if "seal" not in line or (later and line["seal"] > min(later)):
            continue
        found = Seal.objects.filter(pk=line["seal"]).values_list("chained", flat=True).first()
        if found != line["chained"]:
            how = "is gone" if found is None else "is another"
            yield f"the seal of the history that was written down on {line['at'][:10]} {how}: the chain was made anew"


def _lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / NAME
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in text.splitlines() if line]


def _write(folder: Path, lines: list[dict[str, Any]]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{NAME}.new"
    draft.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    draft.replace(folder / NAME)
