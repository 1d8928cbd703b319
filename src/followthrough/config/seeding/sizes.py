"""The named sizes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many of each; `own_open` open promises stand on the coordinator's Today."""

    accounts: int
    contacts: int
    opportunities: int
    promises: int
    interactions: int
    own_open: int

    @property
    def records(self) -> int:
        """All of them together."""
        return self.accounts + self.contacts + self.opportunities + self.promises + self.interactions


SIZES = {
    "tiny": Size(10, 20, 10, 30, 20, 10),
    "small": Size(200, 500, 200, 600, 800, 60),
    "medium": Size(2_250, 6_750, 2_000, 8_000, 12_000, 300),
    "large": Size(22_500, 67_500, 20_000, 80_000, 120_000, 2_000),
    "bench-100k": Size(100_000, 100_000, 100_000, 100_000, 100_000, 5_000),
}
