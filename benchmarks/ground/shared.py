"""Where the real files lie: the folder beside the checkout or above it, or the one that FOLLOWTHROUGH_SHARED names."""

import os
from pathlib import Path

BESIDE = [up / "shared" for up in Path(__file__).resolve().parents[2:]]  # the nearest first
LOOKED_IN = [Path(named)] if (named := os.environ.get("FOLLOWTHROUGH_SHARED")) else BESIDE
SHARED = next((found for folder in LOOKED_IN if (found := folder / "data").is_dir()), None)


def shared_data() -> Path:
    """The folder; ends the program with a sentence where there is none."""
    if SHARED is None:
        raise SystemExit("There is no folder shared/data beside the checkout; FOLLOWTHROUGH_SHARED may name one.")
    return SHARED
