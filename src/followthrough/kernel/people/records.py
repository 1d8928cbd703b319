"""People, teams, territories, covers and keys as ordinary records."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.permissions import ADMINS, EVERYBODY, MANAGERS
from followthrough.kernel.countries import CODED, SEVERAL_CODED
from followthrough.kernel.people.letterhead import clean_company
from followthrough.kernel.people.models import ApiKey, Company, Cover, Membership, Team, Territory, User
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Panel, Values, record


def clean_user(values: Values, person: Any) -> Values:
    """E-mail addresses are kept in lower case; an imported name is tidied of double spaces."""
    if values.get("email"):
        values["email"] = values["email"].lower()
    parts = [values.pop(part, "") for part in ("given_name", "family_name")]
    if not values.get("name") and any(parts):
        values["name"] = " ".join(part for part in parts if part)
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if person is None and not values.get("name"):
        raise Invalid({"name": _("A person needs a name.")})
    return values


def clean_cover(values: Values, cover: Any) -> Values:
    """Somebody else covers, and not backwards in time."""
    user, by = (values.get(n) or getattr(cover, n, None) for n in ("user", "by"))
    if user is not None and user == by:
        raise Invalid({"by": _("Choose somebody other than the person who is away.")})
    start, end = (values.get(n) or getattr(cover, n, None) for n in ("starts_on", "ends_on"))
    if start and end and end < start:
        raise Invalid({"ends_on": _("The last day lies before the first.")})
    return values


record(
    Team,
    ref="T-{n:03}",
    group="settings",
    icon="users",
    columns=["ref", "name", "is_department", "parent", "manager"],
    form=["name", "is_department", "parent", "manager", "email"],
    filters=["is_department", "parent", "manager"],
    sorts=["name"],
    match=["ref", "former_id", "name"],
    readers=EVERYBODY,
    writers=ADMINS,
    fields={
        "name": {"aliases": ("regional_office", "office", "region", "city")},
        "former_id": {"aliases": ("officeCode", "teamId")},
    },
    aliases=["office", "regional office", "department"],
    panels=[
        Panel(
            "people",
            gettext_lazy("People"),
            link="team",
            of=User,
            begins=gettext_lazy("Somebody belongs to a team once it is chosen on their own page."),
        )
    ],
)
record(
    User,
    plural="people",
    ref="P-{n:04}",
    icon="user-cog",
    columns=["ref", "name", "role", "team", "manager", "signs_in", "is_active"],
    form=["name", "email", "role", "reach", "team", "manager", "job_title", "phone", "language", "zone"],
    filters=["role", "team", "manager", "is_active", "signs_in"],
    sorts=["name"],
    match=["ref", "former_id", "email", "name"],
    readers=EVERYBODY,
    writers=ADMINS,
    fields={
        "team": {"creates": True, "aliases": ("regional_office", "office", "officeCode")},
        "manager": {"creates": True, "aliases": ("reportsTo", "manager")},
        "name": {"required": False, "aliases": ("sales_agent", "agent", "employee", "rep")},
        "former_id": {"aliases": ("employeeNumber", "employeeId", "userId", "entityId")},
        "password": {"editable": False, "guard": "passwords.never"},
    },
    extras=[
        Field("given_name", Kind.TEXT, gettext_lazy("First name"), aliases=("firstName", "first name")),
        Field("family_name", Kind.TEXT, gettext_lazy("Last name"), aliases=("lastName", "last name", "surname")),
    ],
    clean=clean_user,
    aliases=["agent", "sales agent", "user", "employee", "sales team"],
    panels=[
        Panel(
            "memberships",
            gettext_lazy("Also works for"),
            side=True,
            link="user",
            of=Membership,
            begins=gettext_lazy("Other teams whose work this person does as well."),
        )
    ],
)
record(
    Membership,
    ref="TM-{n:05}",
    group="settings",
    columns=["user", "team"],
    filters=["user", "team"],
    writers=ADMINS,
    readers=EVERYBODY,
    in_menu=False,
)
record(
    Territory,
    plural="territories",
    ref="R-{n:03}",
    group="settings",
    icon="map-pin",
    columns=["ref", "name", "team", "owner", "countries", "regions"],
    filters=["team", "owner"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    fields={"countries": SEVERAL_CODED},
)
record(
    Cover,
    ref="V-{n:04}",
    group="settings",
    icon="user-check",
    columns=["ref", "user", "by", "starts_on", "ends_on", "reason"],
    filters=["user", "by"],
    readers=EVERYBODY,
    clean=clean_cover,
)
record(
    ApiKey,
    plural="keys",
    ref="KEY-{n:04}",
    group="settings",
    icon="key-round",
    columns=["ref", "name", "user", "prefix", "read_only", "limits", "expires_on", "revoked_at"],
    form=[],
    filters=["user"],
    readers=EVERYBODY,
    writers=ADMINS,
    fields={"key_hash": {"editable": False, "guard": "passwords.never"}},
    in_menu=False,
    importable=False,
)
record(
    Company,
    plural="companies",
    ref="CO-{n}",
    group="settings",
    icon="building-2",
    columns=["ref", "name", "currency", "country", "zone", "language"],
    readers=EVERYBODY,
    writers=ADMINS,
    in_menu=False,
    importable=False,
    fields={"country": CODED},
    clean=clean_company,
)
