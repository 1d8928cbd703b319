"""The figures of a contract: what it is worth, its term, its notice, how it stands, who has it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.repeating import recurrence_said
from followthrough.winning.contracts.models import Contract, ContractLine, Entitlement
from followthrough.winning.contracts.queries.money import once, yearly
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, standing_of
from followthrough.winning.contracts.queries.wanted import SOURCE
from followthrough.winning.contracts.queries.wording import notice_text, renewal_text, term_text
from followthrough.winning.contracts.rules.standing import Word

WORDS: dict[Word, Words] = {
    Word.DRAFT: pgettext_lazy("contract", "Draft"),
    Word.NEGOTIATION: _("In negotiation"),
    Word.APPROVAL: _("Waiting for approval"),
    Word.SIGNATURE: _("Out for signature"),
    Word.TO_START: _("Signed, not begun"),
    Word.RUNNING: _("Running"),
    Word.ENDING: _("Ending"),
    Word.ENDED: _("Ended"),
    Word.TERMINATED: _("Terminated"),
    Word.VOID: _("Void"),
}


def today_of(contract: Contract, calendars: Calendars | None = None) -> date:
    """The day it is where the contract is looked after."""
    return calendar_of(contract, calendars).day_of(clock.now())


def standings(rows: Sequence[Contract], actor: Actor) -> dict[int, str]:
    """How each contract stands, in a word."""
    calendars = Calendars()
    return {one.pk: str(WORDS[_word(one, calendars)]) for one in rows}


def _word(contract: Contract, calendars: Calendars) -> Word:
    calendar = calendars.of(contract.team_id)
    return standing_of(contract, calendar.day_of(clock.now()), calendar).word


def how_often(rows: Sequence[Entitlement], actor: Actor) -> dict[int, str]:
    """How often each is owed, in words."""
    return {one.pk: recurrence_said(one.recurrence) or str(_("one time")) for one in rows}


def contract_subtitle(contract: Contract) -> str:
    """With whom, and who looks after it."""
    return " · ".join(one.title for one in (contract.account, contract.owner) if one)


def contract_facts(contract: Contract, actor: Actor) -> list[tuple[Words, object]]:
    """What it is worth, from when to when, the notice, and how much of what was promised under it is kept."""
    today = today_of(contract)
    day = max(today, contract.starts_on) if contract.starts_on else today
    lines = list(parts_on(ContractLine, contract, day, actor))
    language = get_language() or "en"
    run = dates_of(contract, today, calendar_of(contract)).run
    facts: list[tuple[Words, object]] = [(pgettext_lazy("figure", "A year"), yearly(lines, contract.currency))]
    if single := once(lines, contract.currency):
        facts.append((_("Once"), single))
    shown = run or contract
    facts.append((_("Term"), term_text(shown, language)))
    facts.append((_("Notice"), notice_text(contract.notice, contract.notice_unit)))
    facts.append((_("Renews"), renewal_text(contract)))
    kept = promised(contract, actor)
    if kept:
        facts.append((_("Kept"), _("%(kept)d of %(all)d") % {"kept": kept[0], "all": kept[1]}))
    return facts


def promised(contract: Contract, actor: Actor) -> tuple[int, int] | None:
    """How many promises of ours under it are kept, of how many; None where there is none."""
    rows = Promise.visible_to(actor).filter(source_kind=SOURCE, source_id=contract.pk, direction="promise")
    found: Any = rows.aggregate(
        all=Count("pk", filter=~Q(state__in=(State.VOID, State.WAIVED))), kept=Count("pk", filter=Q(state=State.KEPT))
    )
    return (found["kept"], found["all"]) if found["all"] else None
