"""What quotes promise by rule: an answered question, and the contract or order after a yes."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.people.models import company
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.quotes.models import Quote, QuoteState

ANSWER, QUESTION, ACCEPTED = "quotes.answer", "quotes.question", "quotes.accepted"
SOURCE = Quote._meta.label_lower
AFTERWARDS = timedelta(days=60)


def link_ends(quote: Quote) -> datetime:
    """Until when the customer's page answers: well after the last day, so that it can say what became of the quote."""
    assert quote.valid_until is not None
    return datetime.combine(quote.valid_until, datetime.max.time(), ZoneInfo(company().zone)) + AFTERWARDS


def wanted_after_yes(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """The contract or the order, so many working days after a quote was accepted."""
    rows = Quote._default_manager.filter(state=QuoteState.ACCEPTED, binned_at__isnull=True)
    if ids is None:
        made = Promise._default_manager.filter(source_kind=SOURCE, source_id=OuterRef("pk"), rule=ACCEPTED)
        rows = rows.filter(~Exists(made))
    else:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    for quote in rows.select_related("account", "owner", "contact").order_by("pk"):
        calendar = calendars.of(quote.owner.team_id if quote.owner else None)
        since = calendar.day_of(quote.answered_at or now)
        with written_for(quote.owner):
            yield Wanted(
                what=_("Make the contract or order from %(ref)s: %(name)s") % {"ref": quote.ref, "name": quote.title},
                kind=ACCEPTED,
                due_on=calendar.add_working_days(since, days),
                account=quote.account,
                contact=quote.contact,
                owner=quote.owner,
                source=quote,
                source_text=_("%(who)s accepted it.") % {"who": quote.answered_by or quote.account.name},
                rule=ACCEPTED,
                occurrence=occurrence_key(ACCEPTED, f"quote:{quote.pk}", quote.number),
            )
