"""Renewals, rules for their prices, letters of notice and calendar feeds, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.documents.queries.kinds import register_document_kind
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS
from followthrough.kernel.mail.templates import register_letter
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.readings import HouseReading, house_reading
from followthrough.kernel.records.registry import Panel, panel_on, record, saved_on
from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.renewals.actions.beginning import clean_renewal, fill_renewals, saved_renewals
from followthrough.winning.renewals.actions.carrying import sell_with
from followthrough.winning.renewals.actions.noticing import CONFIRMED, LETTER, clean_letter, fill_letters, saved_letters
from followthrough.winning.renewals.actions.owing import contracts_saved
from followthrough.winning.renewals.actions.tidying import clean_uplift, saved_uplifts
from followthrough.winning.renewals.models import FeedAddress, NoticeLetter, Renewal, RenewalLine, UpliftRule
from followthrough.winning.renewals.queries.expiring import By as ExpiryBy
from followthrough.winning.renewals.queries.expiring import On
from followthrough.winning.renewals.queries.figures import renewal_facts
from followthrough.winning.renewals.queries.retention import By
from followthrough.winning.renewals.queries.told import expiries_told, retention_told
from followthrough.winning.renewals.queries.wanted import (
    HEADS_UP,
    OUTCOME,
    RUNGS,
    USUAL,
    heads_up,
    wanted_outcomes,
)

register_kind(HEADS_UP, _("Renewal"), "calendar-clock")
register_kind(OUTCOME, _("Outcome of a renewal"), "repeat", evidence=EvidenceKind.RECORD)
register_kind(CONFIRMED, _("Confirmation of our notice"), "mail-check")
NAMES = (
    _("Heads-up before a contract's notice day or end: first, days before"),
    _("Heads-up before a contract's notice day or end: second, days before"),
    _("Heads-up before a contract's notice day or end: third, days before"),
    _("Heads-up before a contract's notice day or end: last, days before"),
)
for place, (key, name, days) in enumerate(zip(RUNGS, NAMES, USUAL, strict=True)):
    register_rule(Rule(key, name, HEADS_UP, days, heads_up(place)))
register_rule(Rule(OUTCOME, _("The outcome of a renewal whose term is over, due after working days"), OUTCOME, 3,
                   wanted_outcomes))  # fmt: skip
saved_on(Contract, contracts_saved)
saved_on(ContractLine, sell_with)
register_document_kind(LETTER, _("Notice letter"))
register_letter(
    LETTER,
    _("Our notice, with the letter enclosed"),
    {
        "name": _("the customer’s name"),
        "title": _("the contract’s name"),
        "number": _("the contract’s number"),
        "last_day": _("its last day"),
        "sender": _("who sends it"),
    },
    {
        "en": (
            "Notice: {title}, {number}",
            "Dear {name},\n\nenclosed is our notice under the contract “{title}” ({number}). It ends on {last_day}."
            "\n\nPlease confirm that you have received it.\n\nYours sincerely\n{sender}",
        ),
        "es": (
            "Preaviso: {title}, {number}",
            "Hola, {name}:\n\nle enviamos adjunto nuestro preaviso del contrato «{title}» ({number}). "
            "Termina el {last_day}.\n\nLe rogamos que confirme su recepción.\n\nAtentamente,\n{sender}",
        ),
    },
)

record(
    Renewal,
    ref="RN-{n:05}",
    group="serve",
    icon="repeat",
    begins=_(
        "One begins by itself some months before a signed contract ends, or by “Start the renewal” on the contract."
    ),
    columns=["ref", "name", "account", "owner", "notice_by", "ends_on", "state", "value_before", "value_after"],
    form=["contract", "uplift"],
    filters=["state", "owner", "team", "account", "contract", "ends_on", "notice_by", "decided_from", "reason"],
    sorts=["ends_on", "notice_by"],
    default_sort="ends_on",
    importable=False,
    facts=renewal_facts,
    clean=clean_renewal,
    fill=fill_renewals,
    saved=saved_renewals,
    lanes="state",
    views=[
        ("open", _("Open"), {"state": "open"}),
        ("renewed", _("Renewed"), {"state": "renewed,changed"}),
        ("lost", _("Lost"), {"state": "lost"}),
    ],
    fields={"term": {"adds_up": False}},
    panels=[
        Panel(
            "lines",
            _("What goes on, at which price"),
            link="renewal",
            of=RenewalLine,
            columns=("name", "quantity", "price_before", "price_after", "carried", "source"),
            order=("pk",),
            limit=60,
            begins=_("What goes on is taken from the contract when its renewal begins."),
        ),
        promises_panel(),
    ],
)
record(
    RenewalLine,
    plural="renewed-lines",
    ref="RL-{n:06}",
    exact=True,
    columns=["name", "quantity", "price_before", "price_after", "carried", "source"],
    form=[],
    writers=frozenset(),
    parent="renewal",
    listed=False,
    fields={name: {"adds_up": False} for name in ("price_before", "price_after")},
)
record(
    UpliftRule,
    plural="uplift-rules",
    ref="UR-{n:02}",
    group="settings",
    icon="trending-up",
    columns=["name", "price_by", "percent", "index_name", "index_before", "index_now", "is_default"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    clean=clean_uplift,
    saved=saved_uplifts,
    fields={name: {"adds_up": False} for name in ("percent", "index_before", "index_now")},
)
record(
    NoticeLetter,
    plural="notice-letters",
    ref="NL-{n:05}",
    group="serve",
    icon="mail-x",
    columns=["ref", "contract", "contact", "state", "last_day", "sent_by", "sent_on", "tracking", "confirmed_on"],
    form=["contract", "contact", "reason"],
    filters=["contract", "state", "last_day"],
    sorts=["last_day"],
    clean=clean_letter,
    fill=fill_letters,
    saved=saved_letters,
    parent="contract",
    in_menu=False,
    importable=False,
    fields={"filed": {"guard": "contracts.end"}},
)
record(
    FeedAddress,
    plural="calendar-feeds",
    ref="CFD-{n:04}",
    group="settings",
    icon="calendar-days",
    columns=["name", "user", "department", "whose", "created_at", "revoked_at"],
    form=[],
    filters=["user", "department"],
    readers=EVERYBODY,
    writers=ADMINS,
    fields={"key_hash": {"editable": False, "guard": "passwords.never"}},
    in_menu=False,
    importable=False,
)
panel_on(
    Contract,
    Panel(
        "renewals",
        _("Renewals"),
        side=True,
        link="contract",
        of=Renewal,
        columns=("ref", "ends_on", "state"),
        order=("-ends_on",),
    ),
)
panel_on(
    Contract,
    Panel(
        "notice-letters",
        _("Notice letters"),
        side=True,
        link="contract",
        of=NoticeLetter,
        columns=("ref", "last_day", "state"),
        begins=_("“Prepare notice” writes the letter that ends it in time."),
    ),
)
MONTHS = Field("months", Kind.INTEGER, _("So many months"), help=_("1 to 60, usually 12."))
house_reading(
    HouseReading(
        "expiries",
        _("What expires when: contracts whose term ends or that want notice, by group, in money a year."),
        "contracts.view",
        (
            Field("from", Kind.DATE, _("A day of the first month"), help=_("Today if left out.")),
            MONTHS,
            Field("by", Kind.CHOICE, _("Told apart by"), choices=tuple((one.value, one.value) for one in ExpiryBy)),
            Field("on", Kind.CHOICE, _("By the last day, or by the notice day"),
                  choices=tuple((one.value, one.value) for one in On)),
            Field("owner", Kind.LINK, _("owner"), link=User),
            Field("team", Kind.LINK, _("team"), link=Team),
        ),
        expiries_told,
    )
)  # fmt: skip
house_reading(
    HouseReading(
        "retention",
        _("Gross and net retention: what customers come to in a year on two days, and what moved it."),
        "contracts.view",
        (
            Field("until", Kind.DATE, _("The second day"), help=_("Today if left out.")),
            MONTHS,
            Field("by", Kind.CHOICE, _("Told apart by"), choices=tuple((one.value, one.value) for one in By)),
            Field("currency", Kind.TEXT, _("currency"), help=_("That of most customers if left out.")),
            Field("as_known_then", Kind.YES_NO, _("As it was known on the second day")),
        ),
        retention_told,
    )
)
