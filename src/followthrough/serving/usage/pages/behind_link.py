"""The customer's page of what they use, behind a link; made for a phone."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.people.models import company
from followthrough.serving.usage.pages.chart import BurnChart, burn_chart
from followthrough.serving.usage.pages.saying import badge_of, quantity_text, sentence
from followthrough.serving.usage.queries.chains import Kin, kin_of
from followthrough.serving.usage.queries.meters import meters_of_contract
from followthrough.serving.usage.queries.standing import Standing, Word, commitment_standing
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.shapes import Badge
from followthrough.web.shapes.charts import svg, within
from followthrough.web.wording import day_text, percent_text
from followthrough.winning.contracts.models import Commitment, Contract
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import calendar_of


@dataclass(frozen=True, slots=True)
class UsageShown:
    """One commitment as its customer sees it: `width` and `time` in a viewBox of 240."""

    name: str
    badge: Badge
    taken: str
    of: str
    share: str
    said: str
    width: str
    ink: str
    time: str
    until: str
    chart: BurnChart


@dataclass(frozen=True, slots=True)
class UsagePage:
    """usage/portal.html."""

    company: str
    title: str
    account: str
    language: str
    day: str
    rows: tuple[UsageShown, ...]
    seen_url: str
    guest: str
    theme: str = "system"


def show_usage(visit: GuestVisit) -> HttpResponse:
    """What was taken of the commitment behind the link, and of the others of the same contract."""
    commitment: Commitment = visit.record
    contract = Contract.visible_to(SYSTEM).select_related("account", "owner").get(pk=commitment.contract_id)
    language = contract.language if contract.language in ("en", "es") else company().language
    calendars = Calendars()
    today = calendar_of(contract, calendars).day_of(clock.now())
    with translation.override(language):
        told = (commitment_standing(one, today, calendars) for one in _shown(commitment, contract, today))
        standings = [found for found in told if found is not None and found.word is not Word.NO_METER]
        page = UsagePage(
            company=company().name,
            title=contract.name,
            account=contract.account.name,
            language=language,
            day=day_text(today, today=today),
            rows=tuple(_row(found, today) for found in standings),
            seen_url=visit.url("seen"),
            guest=visit.link.name,
        )
        return render(visit.request, "usage/portal.html", {"page": page}, status=visit.status)


def _shown(commitment: Commitment, contract: Contract, today: date) -> list[Commitment]:
    """Those in force today that something counts for; the one the link was made for first."""
    meters, kin = meters_of_contract(contract), kin_of(Commitment, [contract])[contract.pk]
    counted = {one.pk for meter in meters if (own := kin.get(meter.commitment_id or 0)) for one in own.versions}
    mine = {one.pk for one in kin.get(commitment.pk, Kin((commitment,))).versions}
    found = [one for one in parts_on(Commitment, contract, today, SYSTEM) if one.pk in counted]
    return sorted(found, key=lambda one: (one.pk not in mine, one.pk))


def _row(found: Standing, today: date) -> UsageShown:
    share = found.share or 0.0
    inks = {Word.EXCEEDED: "fl", Word.EXCEEDS: "f3", Word.SHORT: "f3"}
    until = found.period.end
    return UsageShown(
        name=found.commitment.name,
        badge=badge_of(found.word),
        taken=f"{quantity_text(found.taken)} {found.unit}",
        of=quantity_text(found.limit),
        share=percent_text(found.share) if found.share is not None else "",
        said=sentence(found, today),
        width=svg(within(share) * 240),
        ink=inks.get(found.word, "f1"),
        time=svg(within(found.elapsed) * 238),
        until=_("until %(day)s") % {"day": day_text(until, today=today)} if until else "",
        chart=burn_chart(found, today),
    )
