"""Department settings and calendar addresses, what customers said, make-goods and caught errors, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS
from followthrough.kernel.people.models import User
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Condition, condition_on, record
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.hesitating import asks_before
from followthrough.serving.deliveries.models import (
    CaughtError,
    DepartmentFeed,
    DepartmentSetting,
    MakeGood,
    Satisfaction,
)
from followthrough.serving.deliveries.queries.conditions import is_looked_after_by
from followthrough.serving.deliveries.queries.room import why_full

record(
    DepartmentSetting,
    plural="department-settings",
    ref="DS-{n:03}",
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
    DepartmentFeed,
    plural="department-feeds",
    ref="DF-{n:04}",
    group="settings",
    icon="calendar",
    columns=["ref", "department", "name", "user", "created_at", "revoked_at"],
    form=[],
    readers=EVERYBODY,
    writers=ADMINS,
    importable=False,
    in_menu=False,
    fields={"token_hash": {"guard": "passwords.never"}},
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

condition_on(Promise, Condition(Field("rep", Kind.LINK, _("rep"), link=User), is_looked_after_by))
asks_before(why_full)
