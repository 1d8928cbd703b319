"""Upload a file by the four pages, as somebody does who takes every guess as it comes."""

import subprocess
import sys
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from followthrough.config.environment import REPOSITORY
from followthrough.kernel.exchange.models import Import, ImportState
from tests.book.form import Form

Counts = tuple[int, int, int, int]


def upload(client: Client, path: Path, into: str) -> Counts:
    """Choose the file, take the match, check the rows, let it go in; gives added, changed, same and set aside."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/imports/new", {"into": into, "file": file})
    assert answer.status_code == 302
    matched = client.post(answer.url, Form(client.get(answer.url).content, "matching").values)
    assert matched.status_code == 302 and matched.url.endswith("/check")
    if b"Checking the rows" in client.get(matched.url).content:
        run_jobs()
    went_in = client.post(matched.url, Form(client.get(matched.url).content, "checking").values)
    assert went_in.status_code == 302 and went_in.url.endswith("/done")
    draft = Import._default_manager.latest("pk")
    if draft.state == ImportState.RUNNING:
        assert b"Going in" in client.get(went_in.url).content
        run_jobs()
        draft.refresh_from_db()
    assert draft.state == ImportState.DONE, draft.problem
    new, changed, same, wrong, asked = (draft.counts[word] for word in ("new", "changed", "same", "rejected", "choose"))
    return new, changed, same, wrong + asked


def run_jobs() -> None:
    """Let a worker do all that waits, and end."""
    command = [sys.executable, "-m", "followthrough", "worker", "--one-shot"]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
