"""docs/develop/battery.md names tests that are there, and a control for each check."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "develop" / "battery.md"
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
LONGER = re.compile(r"mark\.battery|\bIS_LONG\b")
CHECKS = "D1 D2 D5 J1 J2 C1 C2 C3 A1 A2 A3 A4 A5 A6 I1 I2 I3 I4 I5 I6 I7 F1 F2 F3 F4 S1 S3 S4 O4".split()  # noqa: SIM905 -- read as a line


def rows() -> list[list[str]]:
    """The cells of each check's row."""
    lines = [line.strip("| \n").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line]
    return [cells for cells in lines if re.fullmatch(r"[A-Z]\d", cells[0])]


def test_every_check_has_a_test_and_a_control() -> None:
    told = {cells[0]: (TEST.findall(cells[2]), cells[3].strip()) for cells in rows()}
    assert list(told) == CHECKS
    assert [name for name, (tests, control) in told.items() if not tests or not control] == []


def test_every_test_that_is_named_is_there() -> None:
    missing = []
    for path, name in TEST.findall(PAGE.read_text(encoding="utf-8")):
        found = [room / path for room in (ROOT / "tests", ROOT / "src" / "followthrough") if (room / path).is_file()]
        if not found or f"def {name}(" not in found[0].read_text(encoding="utf-8"):
            missing.append(f"{path}::{name}")
    assert missing == []


def test_the_long_rounds_go_to_every_file_that_has_longer_ones() -> None:
    named = re.findall(r" ((?:tests|src)/\S+)", (ROOT / "test").read_text(encoding="utf-8"))
    files = [file for room in ("src", "tests") for file in (ROOT / room).rglob("test_*.py")]
    longer = [file for file in files if LONGER.search(file.read_text(encoding="utf-8"))]
    assert longer
    missed = [file for file in longer if not any(file.is_relative_to(ROOT / room) for room in named)]
    assert missed == []
