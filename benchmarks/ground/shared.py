"""Where the real files lie: the folder beside the checkout, or the one that FOLLOWTHROUGH_SHARED names."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("FOLLOWTHROUGH_SHARED") or Path(__file__).parents[3] / "shared") / "data"
