"""Users, teams, territories, API keys, one-time links and sign-in attempts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor, Reach
from followthrough.kernel.access.permissions import EVERYBODY, Role
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import prepared
from followthrough.kernel.speaking import SPOKEN


class RoleChoice(models.TextChoices):
    """The roles a person can be given, in plain words."""

    ADMIN = Role.ADMIN.value, _("Administrator")
    MANAGER = Role.MANAGER.value, _("Sales manager")
    COORDINATOR = Role.COORDINATOR.value, _("Coordinator")
    REP = Role.REP.value, _("Rep")
    DEPARTMENT = Role.DEPARTMENT.value, _("Department")
    FINANCE = Role.FINANCE.value, _("Finance")
    READONLY = Role.READONLY.value, _("Read only")


class ReachChoice(models.TextChoices):
    """How far a person sees."""

    OWN = Reach.OWN.value, _("Own accounts")
    TEAM = Reach.TEAM.value, _("Their teams' accounts")
    ALL = Reach.ALL.value, _("All accounts")


class Theme(models.TextChoices):
    """How pages look."""

    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Team(Record):
    """People who work together; a department is a team that owes promises and has no accounts."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="teams", verbose_name=_("part of")
    )
    is_department = models.BooleanField(_("department"), default=False)
    manager = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="managed_teams", verbose_name=_("manager")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="people_team_name_once", condition=Q(binned_at__isnull=True))
        ]
        indexes = [folded_index("name", "people_team_by_name")]


class Territory(Record):
    """Where accounts lie: a rule of countries, regions and postcodes, and the team that works it."""

    name = models.CharField(_("name"), max_length=120)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="territories", verbose_name=_("team")
    )
    owner = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="territories",
        verbose_name=_("looked after by"),
    )
    countries = models.CharField(
        _("countries"), max_length=400, blank=True, help_text=_("Two-letter codes, with commas: US, CA.")
    )
    regions = models.CharField(
        _("regions"), max_length=400, blank=True, help_text=_("States or provinces, with commas.")
    )
    postcodes = models.CharField(_("postcodes start with"), max_length=400, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        indexes = [folded_index("name", "people_territory_by_name")]


class User(Record, AbstractBaseUser):
    """A person. One without sign-in is only named: an owner in an imported book, a colleague to be invited."""

    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=RoleChoice, default=RoleChoice.REP)
    reach = models.CharField(_("sees"), max_length=4, choices=ReachChoice, default=ReachChoice.TEAM)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("team"))
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("reports to")
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    signs_in = models.BooleanField(_("may sign in"), default=False, editable=False)
    is_active = models.BooleanField(_("active"), default=True, editable=False)
    password_set_at = models.DateTimeField(_("password set"), null=True, editable=False)
    language = models.CharField(_("language"), max_length=5, default="en", choices=SPOKEN)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    keys_on = models.BooleanField(_("single-letter keys"), default=True)
    morning_mail = models.BooleanField(_("morning mail"), default=False)
    notices_by_mail = models.BooleanField(_("notices by mail"), default=False)
    searched = ("name", "email")
    last_login: Any = None  # sessions tell; a write at every sign-in would be a change of the person's record

    USERNAME_FIELD = "ref"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="people_email_once", condition=~Q(email=""))]
        indexes = [folded_index("name", "people_user_by_name")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor, EVERYBODY)


class Membership(Record):
    """That a person also works for another team than their own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships", verbose_name=_("team"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team"], name="people_member_once", condition=Q(binned_at__isnull=True)
            )
        ]


class Cover(Record):
    """That one person does another's work for a while; it begins and ends by its dates, nothing is moved."""

    user = models.ForeignKey(User, models.CASCADE, related_name="covers", verbose_name=_("who is away"))
    by = models.ForeignKey(User, models.CASCADE, related_name="covering", verbose_name=_("covered by"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    searched = ("reason",)

    class Meta:
        verbose_name = _("cover")
        verbose_name_plural = _("covers")
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("by")), name="people_cover_by_another"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="people_cover_ends_after_start"
            ),
        ]


class ApiKey(Record):
    """A key that lets a program do what its person may. Only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_keys", verbose_name=_("person"))
    name = models.CharField(_("what it is for"), max_length=120)
    prefix = models.CharField(max_length=12, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    read_only = models.BooleanField(_("read only"), default=False)
    limits = ArrayField(
        models.CharField(max_length=80), verbose_name=_("only these permissions"), default=list, blank=True,
        editable=False,
    )  # fmt: skip
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor, frozenset({Role.ADMIN})) if actor.role is Role.ADMIN else Q(user_id=actor.user_id)


class OneTimeLink(models.Model):
    """A link that signs a person in once, to set a password. Only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """A failed try to sign in; old ones are swept away."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "at"]), models.Index(fields=["address", "at"])]


class PersonSession(AbstractBaseSession):
    """A browser that somebody is signed in with; `sessions.SessionStore` fills the columns from what it holds."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)


class Visit(models.Model):
    """The last records a person looked at, for the palette's empty query."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits")
    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "ref"], name="people_visit_once")]
        indexes = [models.Index(F("user"), F("at").desc(), name="people_last_visits")]


class Company(Record):
    """The house itself: one row with its name, language and defaults."""

    name = models.CharField(_("company name"), max_length=160)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    country = models.CharField(_("country"), max_length=2, default="US", help_text=_("Two letters, such as US."))
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    language = models.CharField(_("language"), max_length=5, default="en", choices=SPOKEN)
    street = models.CharField(_("street"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    website = models.CharField(_("website"), max_length=240, blank=True)
    legal_line = models.CharField(
        _("legal line"), max_length=300, blank=True, help_text=_("Register, tax numbers, seat: at the foot of papers.")
    )
    colour = models.CharField(
        _("colour"), max_length=7, default="#3d4fcb", blank=True, help_text=_("Of papers, such as #3d4fcb.")
    )
    logo = models.CharField(max_length=64, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")


_read_once: ContextVar[list[Company] | None] = ContextVar("company_read_once", default=None)


def company() -> Company:
    """The company's row, or one with defaults before set-up."""
    kept = _read_once.get()
    if kept:
        return kept[0]
    found = _houses().rows()
    house = found[0] if found else Company(name="Followthrough")
    if kept is not None:
        kept.append(house)
    return house


@prepared
def _houses() -> "models.QuerySet[Company]":
    return Company._default_manager.order_by("id")[:1]


@contextmanager
def company_read_once() -> Iterator[None]:
    """Read the company's row once within the block, for a page that only shows."""
    token = _read_once.set([])
    try:
        yield
    finally:
        _read_once.reset(token)
