"""Where quotes stand, in a word: what people decided, what follows from dates, and whether somebody is asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.winning.quotes.models import Quote, QuoteState

COMPUTED: dict[str, Words] = {
    "expired": gettext_lazy("Expired"),
    "confirming": gettext_lazy("Accepted, to be confirmed"),
}


def standing_word(standing: str) -> str:
    """The word for a quote's standing."""
    return str(COMPUTED.get(standing) or QuoteState(standing).label)


def standings(quotes: Sequence[Quote], actor: Actor) -> dict[int, str]:
    """How each quote stands; of drafts also whether their approval is asked for."""
    today = clock.today(company().zone)
    drafts = [one.pk for one in quotes if one.state == QuoteState.DRAFT]
    asked = Approval._default_manager.filter(
        subject_kind=type_of(Quote).kind, subject_id__in=drafts, state=ApprovalState.ASKED, binned_at__isnull=True
    )
    waiting = set(asked.values_list("subject_id", flat=True)) if drafts else set()
    return {
        one.pk: _("Waiting for approval") if one.pk in waiting else standing_word(one.standing(today)) for one in quotes
    }
