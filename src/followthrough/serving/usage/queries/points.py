"""What usage has to say when a renewal is talked about: who takes more than agreed, and who takes less."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import number_text
from followthrough.serving.usage.models import KeptStanding
from followthrough.serving.usage.queries.standing import Word
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.talking import Point

MORE, LESS = (Word.EXCEEDED, Word.EXCEEDS), (Word.SHORT,)
TOOK_MORE = gettext_noop(
    "They have taken more than agreed, a larger package may fit: %(what)s, %(taken)s of %(agreed)s so far."
)
WILL_TAKE_MORE = gettext_noop(
    "They are going to take more than agreed, a larger package may fit: %(what)s, %(taken)s of %(agreed)s so far."
)


def points(renewal: Renewal, actor: Actor) -> Iterable[Point]:
    """A point for each commitment that will not end as agreed, the ones to sell more of first."""
    if not actor.may("commitments.view"):
        return
    rows = KeptStanding.visible_to(actor).filter(contract=renewal.contract_id).select_related("commitment")
    found = list(rows.order_by("pk"))
    for one in found:
        if one.word in MORE and one.maximum is not None:
            words = TOOK_MORE if one.word == Word.EXCEEDED else WILL_TAKE_MORE
            yield Point(
                _(words) % _gaps(one, one.maximum), "info", "trending-up", f"/commitments/{one.commitment.ref}/"
            )
    for one in found:
        if one.word in LESS and one.minimum is not None:
            words = _("They take less than agreed: %(what)s, %(taken)s of %(agreed)s so far.")
            yield Point(words % _gaps(one, one.minimum), "due", "trending-down", f"/commitments/{one.commitment.ref}/")


def _gaps(one: KeptStanding, agreed: Decimal) -> dict[str, str]:
    return {"what": one.commitment.name, "taken": _number(one.taken), "agreed": _number(agreed)}


def _number(quantity: Decimal) -> str:
    return number_text(quantity.quantize(Decimal(1)), get_language() or "en")
