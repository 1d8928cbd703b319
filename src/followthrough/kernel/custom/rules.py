"""What custom fields decide on plain values: keys from labels."""

import re
import unicodedata
from collections.abc import Collection

KEY = re.compile(r"[a-z](?:[a-z0-9]|_(?!_)){0,37}[a-z0-9]|[a-z]")
LONGEST = 36


def is_key(text: str) -> bool:
    """Whether this may be a key: small letters, digits and single underscores, a letter first."""
    return KEY.fullmatch(text) is not None


def key_from(label: str, taken: Collection[str] = ()) -> str:
    """A key for a label: "Renewal month" gives `renewal_month`, and `renewal_month_2` where that is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    key = (words if words[:1].isalpha() else f"field_{words}".strip("_"))[:LONGEST].strip("_")
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    return found
