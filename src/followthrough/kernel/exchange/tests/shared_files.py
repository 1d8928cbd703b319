"""Finds the real files that lie beside the repository; tests that read them are skipped by name where they don't."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("FOLLOWTHROUGH_SHARED") or Path(__file__).resolve().parents[5].parent / "shared")

needs_real_files = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="no ../shared/data beside the repository")
