"""Whether what an upload wrote was taken back since: by its own button or from the page of history."""

from uuid import UUID

from followthrough.kernel.history.models import Deed


def is_taken_back(run: UUID) -> bool:
    """Whether the last deed about this run took it back."""
    last = Deed.objects.filter(root=run).order_by("-pk").values_list("takes_back", flat=True).first()
    return bool(last)
