"""The dates of a contract as a calendar file: added once more, its entries move instead of doubling."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.calendars import Entry
from followthrough.kernel.calendars import calendar_file as dates_file
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.showing import url_of
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of


@require_safe
def calendar_file(request: HttpRequest, ref: str) -> HttpResponse:
    """Its start, amendments, last day for notice, renewal and end, each a whole day."""
    actor = actor_of_request(request)
    contract: Contract = found_record(listed_type("contracts", actor), ref, actor)
    response = HttpResponse(written(contract, actor), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{contract.ref}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def written(contract: Contract, actor: Actor) -> bytes:
    """The file."""
    now = clock.now()
    about = f"{contract.name} ({contract.account.name})"
    url = f"{settings.BASE_URL}{url_of(contract)}"
    return dates_file(
        "Contracts",
        [
            Entry(f"{contract.ref}-{key}@followthrough", day, f"{words}: {about}", url, now)
            for key, day, words in _dates(contract, actor)
        ],
    )


def _dates(contract: Contract, actor: Actor) -> Iterator[tuple[str, date, str]]:
    calendar = calendar_of(contract)
    found = dates_of(contract, calendar.day_of(clock.now()), calendar)
    if found.run is None:
        return
    yield (
        f"start-{found.run.number}",
        found.run.starts_on,
        _("Contract begins") if found.run.number == 0 else _("Renewed"),
    )
    signed = Amendment.visible_to(actor).filter(contract=contract, state=AmendmentState.SIGNED)
    for one in signed.order_by("effective_on"):
        yield one.ref, one.effective_on, _("Amendment %(number)d") % {"number": one.number}
    if found.act_by:
        yield f"act-{found.run.number}", found.act_by, _("Last working day to give notice")
    if found.notice_by and found.notice_by != found.act_by:
        yield f"notice-{found.run.number}", found.notice_by, _("Last day to give notice")
    if found.last_day is not None:
        yield "end", found.last_day, _("Contract ends")
    elif found.run.ends_on is not None:
        yield f"renews-{found.run.number}", found.run.ends_on, _("Renews by itself after this day")
