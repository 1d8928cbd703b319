"""Which archives may still be given out."""

from followthrough.config.privacy.models import Erasure
from followthrough.config.takeouts.shelf import TakenOut


def is_of_erased(one: TakenOut) -> bool:
    """Whether an archive is about somebody who was erased since."""
    return bool(one.ref) and Erasure.objects.filter(ref=one.ref).exists()
