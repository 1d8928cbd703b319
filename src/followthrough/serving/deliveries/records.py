"""Department settings and calendar addresses, what customers said, make-goods and caught errors, declared."""

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.models import Document, open_to_departments
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.readings import HouseReading, house_reading
from followthrough.kernel.records.registry import (
    Condition,
    GuestSight,
    Panel,
    condition_on,
    facts_on,
    panel_on,
    record,
    saved_on,
)
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.hesitating import asks_before
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.ontime import cost_of_missing
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.serving.deliveries.actions.asking import register_questions
from followthrough.serving.deliveries.actions.digests import register_digest
from followthrough.serving.deliveries.actions.reopening import follow_promises
from followthrough.serving.deliveries.models import (
    CaughtError,
    DepartmentSetting,
    MakeGood,
    Satisfaction,
)
from followthrough.serving.deliveries.queries.complained import complained_of, is_low
from followthrough.serving.deliveries.queries.conditions import is_looked_after_by
from followthrough.serving.deliveries.queries.delivered import CALL, FOLLOW_UP, MAKE_GOOD, wanted_follow_ups
from followthrough.serving.deliveries.queries.papers import of_what_they_deliver, papers_of
from followthrough.serving.deliveries.queries.room import week_room, why_full
from followthrough.serving.deliveries.queries.standing import account_figures, costs
from followthrough.serving.deliveries.queries.told import credit_told, week_told
from followthrough.serving.orders.queries.consequence import tell_capacity_with
from followthrough.winning.renewals.models import FeedAddress, Renewal


def guest_facts(asked: Satisfaction) -> list[tuple[Words, object]]:
    """What the customer reads above the questions: what they got, and when."""
    return [(said("What"), asked.promise.what), (said("Delivered"), asked.promise.closed_at)]


record(
    DepartmentSetting,
    plural="department-settings",
    ref="DPS-{n:03}",
    group="settings",
    icon="calendar-clock",
    columns=["ref", "department", "per_day", "digest", "language"],
    match=["ref", "department"],
    writers=MANAGERS,
    readers=EVERYBODY,
    importable=False,
    fields={"per_day": {"adds_up": False}},
)
record(
    Satisfaction,
    plural="satisfactions",
    ref="SA-{n:05}",
    group="serve",
    icon="message-circle",
    columns=["ref", "promise", "account", "department", "contact", "asked_at", "on_time", "as_expected", "answered_at"],
    form=[],
    filters=["account", "department", "on_time", "as_expected", "asked_at", "answered_at"],
    sorts=["asked_at"],
    default_sort="-asked_at",
    conditions=[Condition(Field("low", Kind.YES_NO, _("Not content")), is_low)],
    guests=GuestSight("", guest_facts),
    in_menu=False,
    writers=ADMINS,
    importable=False,
)
record(
    MakeGood,
    plural="make-goods",
    ref="MG-{n:05}",
    group="serve",
    icon="handshake",
    columns=["ref", "what", "account", "amount", "promise", "made", "created_at"],
    form=[],
    fields={"amount": {"kind": Kind.MONEY, "currency": "currency"}},
    filters=["account", "currency", "created_at"],
    sorts=["created_at"],
    default_sort="-created_at",
    in_menu=False,
    writers=ADMINS,
    importable=False,
)
record(
    CaughtError,
    plural="caught-errors",
    ref="CE-{n:05}",
    group="measure",
    icon="shield",
    columns=["ref", "what", "saved", "record_ref", "by", "at"],
    form=[],
    filters=["by", "at"],
    sorts=["at"],
    default_sort="-at",
    readers=EVERYBODY,
    writers=ADMINS,
    importable=False,
    in_menu=False,
)

tell_capacity_with(week_room)
register_kind(FOLLOW_UP, _("Follow-up of a delivery"), "message-circle", evidence=EvidenceKind.CALL)
register_kind(CALL, _("Call about a delivery"), "phone", evidence=EvidenceKind.CALL)
register_kind(MAKE_GOOD, _("Make-good"), "handshake")
register_rule(Rule(FOLLOW_UP, _("Follow-up after a delivery, due after working days"), FOLLOW_UP, 2, wanted_follow_ups))
condition_on(Promise, Condition(Field("rep", Kind.LINK, _("rep"), link=User), is_looked_after_by))
asks_before(why_full)
cost_of_missing(costs)
facts_on(Account, account_figures)
saved_on(Promise, follow_promises)
open_to_departments(of_what_they_deliver)
panel_on(
    Promise,
    Panel(
        "documents",
        _("Documents for the delivery"),
        rows=papers_of,
        of=Document,
        columns=("name", "kind", "number", "updated_at"),
        begins=_("Papers of its order or contract that whoever delivers needs."),
    ),
)
panel_on(
    Team,
    Panel(
        "feeds",
        _("Calendar addresses"),
        side=True,
        link="department",
        of=FeedAddress,
        columns=("ref", "name", "user", "revoked_at"),
        begins=_("“Calendar address” shows this department's deliveries in a calendar of its own."),
    ),
)
panel_on(
    Account,
    Panel(
        "satisfaction",
        _("What they said of deliveries"),
        side=True,
        link="account",
        of=Satisfaction,
        columns=("promise", "on_time", "as_expected"),
        order=("-asked_at", "-id"),
        begins=_("“Ask how it was” on a delivery sends them a link; the answer stands here."),
    ),
)
panel_on(
    Promise,
    Panel(
        "make-goods",
        _("Made good by"),
        side=True,
        link="promise",
        of=MakeGood,
        columns=("what", "amount", "made"),
        begins=_("“Make good” promises something in place of what was missed."),
    ),
)
panel_on(
    Renewal,
    Panel(
        "complained",
        _("What they had to complain of"),
        side=True,
        template="deliveries/complained.html",
        context=complained_of,
    ),
)
register_questions()
register_digest()
DAY = Field("day", Kind.DATE, _("A day of the week"), help=_("Today if left out."))
house_reading(
    HouseReading(
        "deliveries-week",
        _("The week of deliveries: what each department owes on each day, with its room."),
        "promises.view",
        (
            DAY,
            Field("department", Kind.LINK, _("department"), link=Team),
            Field("account", Kind.LINK, _("account"), link=Account),
            Field("rep", Kind.LINK, _("rep"), link=User),
            Field("team", Kind.LINK, _("team"), link=Team),
        ),
        week_told,
    )
)
house_reading(
    HouseReading(
        "credit",
        _("The week's credit of a person: what was kept, early, late, caught, made for others, taken over."),
        "promises.view",
        (DAY, Field("who", Kind.LINK, _("whose"), help=_("Yourself if left out."), link=User)),
        credit_told,
    )
)
