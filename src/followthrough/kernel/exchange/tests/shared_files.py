"""Finds the real files that lie beside the repository; tests that read them are skipped by name where they don't."""

import os
from pathlib import Path

import pytest

_NAMED = os.environ.get("FOLLOWTHROUGH_SHARED")
_BESIDE = [Path(_NAMED)] if _NAMED else [up / "shared" for up in Path(__file__).resolve().parents]
SHARED = next((folder for folder in _BESIDE if (folder / "data").is_dir()), _BESIDE[0])

needs_real_files = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="no shared/data beside the repository")
