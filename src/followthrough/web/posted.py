"""What every form of the desk sends beside its fields."""

from typing import TypedDict

from django.http import HttpRequest


class Posted(TypedDict):
    """The version the person saw, and the key under which a form sent twice counts once; for `run` and `answer`."""

    version: int | None
    key: str


def posted(request: HttpRequest) -> Posted:
    """Read both; a version that is no number counts as none."""
    seen = request.POST.get("version", "")
    return Posted(version=int(seen) if seen.isdecimal() else None, key=request.POST.get("idempotency_key", ""))
