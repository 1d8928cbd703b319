"""The fault, access and injection battery: docs/develop/battery.md says which check is shown by which test."""

import os

IS_LONG = os.environ.get("FOLLOWTHROUGH_BATTERY", "") == "1"  # what ./test --battery sets: all of it, not a sample
