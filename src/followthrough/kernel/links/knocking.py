"""How often one address may ask for guest pages: thirty times at once, then one more every two seconds."""

import hashlib
import math

from django.db import connection

from followthrough.kernel.people.signing_in import SlowDown

BURST, RATE = 30.0, 0.5  # requests, requests a second
# The machine's own clock, not business time. A refused request takes nothing, so waiting always helps.
TAKE = """
INSERT INTO links_knock AS k (address, tokens, at) VALUES (%(address)s, %(burst)s - 1, clock_timestamp())
ON CONFLICT (address) DO UPDATE SET at = excluded.at, tokens =
  least(%(burst)s, k.tokens + %(rate)s * greatest(0, extract(epoch FROM excluded.at - k.at))) - 1
WHERE least(%(burst)s, k.tokens + %(rate)s * greatest(0, extract(epoch FROM excluded.at - k.at))) >= 1
RETURNING k.tokens
"""


def count_knock(address: str) -> None:
    """Count one request from this address, or raise SlowDown; addresses are kept as hashes, for a day."""
    asked: dict[str, str | float] = {
        "address": hashlib.sha256(address.encode()).hexdigest(),
        "burst": BURST,
        "rate": RATE,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, asked)
        if not cursor.fetchone():
            raise SlowDown(math.ceil(1 / RATE))
