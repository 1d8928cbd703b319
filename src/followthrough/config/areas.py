"""The only list of areas, lowest floor first."""

KERNEL: list[str] = []
AREAS: list[str] = [*KERNEL]
