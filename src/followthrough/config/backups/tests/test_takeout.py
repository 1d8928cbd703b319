"""Everything taken out in open formats comes back into a new house, equal to the row, and goes on being recorded."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ft-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def said(home: Path, *words: str | Path, code: int = 0) -> str:
    home.mkdir(mode=0o711, exist_ok=True)
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FOLLOWTHROUGH", "DJANGO", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "followthrough", *map(str, words)],
        env=known | {"FOLLOWTHROUGH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_house_comes_back_equal_when_everything_is_taken_out_and_loaded(place: Path) -> None:
    old, new, out = place / "old", place / "new", place / "out"
    said(old, "seed", "tiny")
    told = json.loads(said(old, "export", "--everything", out, "--json"))
    counts = json.loads((out / "counts.json").read_text())
    lines = {path.stem: path.read_bytes().count(b"\n") for path in (out / "tables").iterdir()}
    assert lines == {name: count for name, (count, _sum) in counts["tables"].items()}
    assert (told["rows"], lines["accounts_account"] > 0) == (sum(lines.values()), True)
    assert said(new, "load", out).startswith("everything is there and equal")
    assert said(new, "verify") == "nothing is wrong\n"
    assert "armed      a restored copy" in said(new, "doctor", code=1)
    said(new, "accounts", "edit", "A-00001", "--city", "Toledo")
    again = json.loads(said(new, "export", "--everything", place / "again", "--json"))
    assert again["rows"] > told["rows"]  # the change wrote its history
    assert "there is a house here already" in said(new, "load", out, code=2)
