"""Who has a contract since when: one line for now, and the whole track."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from followthrough.web.shapes import Cell, TimelineDay, TimelineEntry, TimelinePanel
from followthrough.web.showing import Reader
from followthrough.web.wording import full_text, moment_text
from followthrough.winning.contracts.models import Contract, ContractState, Holding, Party
from followthrough.winning.contracts.rules.standing import OPEN
from followthrough.winning.signing.models import EnvelopeState, Signer, SignerState

ICONS = {"us": "users", "them": "building-2", "legal": "text-quote", "approver": "stamp", "signer": "pen-line"}
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A step worded."""

    who: str
    step: str


def held_text(one: Holding) -> Held:
    """Who had it, and in which state it was."""
    who = one.person.name if one.person else one.contact.name if one.contact else ""
    party = str(Party(one.party).label)
    named = {
        Party.US: who or _("us"),
        Party.THEM: who or _("the customer"),
        Party.LEGAL: _("legal, %(who)s") % {"who": who} if who else _("legal"),
        Party.APPROVER: _("%(who)s, to approve") % {"who": who or _("a manager")},
        Party.SIGNER: _("the signers"),
    }
    return Held(named.get(Party(one.party), party), str(ContractState(one.step).label))


def holdings(contract: Contract, reader: Reader) -> list[Holding]:
    """The steps, the last first."""
    rows = Holding.visible_to(reader.actor).filter(contract=contract).select_related("person", "contact")
    return list(rows.order_by("-pk")[:SHOWN])


def who_has_it(contract: Contract, reader: Reader) -> Cell | None:
    """Who has it now, since when; nobody has one that is signed or over."""
    if contract.state not in OPEN:
        return None
    last = next(iter(holdings(contract, reader)), None)
    if last is None:
        return None
    since = moment_text(last.since, now=reader.now, zone=reader.zone)
    gaps = {"who": held_text(last).who, "since": since, "step": held_text(last).step}
    if last.party == Party.SIGNER and (names := _asked_to_sign(contract, reader)):
        told = _("%(step)s: waiting for %(who)s since %(since)s") % {**gaps, "who": ", ".join(names)}
        return Cell(told, title=full_text(last.since, zone=reader.zone))
    return Cell(_("%(step)s: %(who)s has it since %(since)s") % gaps, title=full_text(last.since, zone=reader.zone))


def _asked_to_sign(contract: Contract, reader: Reader) -> list[str]:
    """Whose turn it is to sign what went out."""
    rows = Signer.visible_to(reader.actor).filter(
        envelope__document=contract.sent_version_id, envelope__state=EnvelopeState.OUT
    )
    asked = rows.filter(state__in=(SignerState.ASKED, SignerState.SEEN, SignerState.HANDED))
    return list(asked.order_by("step", "pk").values_list("name", flat=True))


def track_panel(contract: Contract, reader: Reader) -> TimelinePanel:
    """Every step from the draft on, the last first."""
    entries = tuple(_entry(one, contract, reader) for one in holdings(contract, reader))
    return TimelinePanel("track", _("Who had it, since when"), days=(TimelineDay("", entries),) if entries else ())


def _entry(one: Holding, contract: Contract, reader: Reader) -> TimelineEntry:
    told = held_text(one)
    is_over = one.step in (ContractState.SIGNED, ContractState.TERMINATED, ContractState.VOID)
    text = told.step if is_over else _("%(step)s, with %(who)s") % {"step": told.step, "who": told.who}
    icon = "circle-check-big" if one.step == ContractState.SIGNED else "circle-x" if is_over else ICONS[one.party]
    when = moment_text(one.since, now=reader.now, zone=reader.zone)
    return TimelineEntry(text, icon, when, full_text(one.since, zone=reader.zone), quote=one.why)
