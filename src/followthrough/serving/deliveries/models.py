"""What departments can do in a day, what customers said of a delivery, what made up for a missed one, errors caught."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, MANAGERS, READERS
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import SPOKEN
from followthrough.keystone.promises.models import Promise, of_promise


class DigestWhen(models.TextChoices):
    """Whether a department gets its promises by mail."""

    WITHOUT_ACCOUNTS = "without_accounts", _("When nobody of it signs in")
    ALWAYS = "always", _("Always")
    NEVER = "never", _("Never")


class DepartmentSetting(Record):
    """How much a department promises for one day, and whether it gets a letter of what it owes each working day."""

    department = models.ForeignKey(Team, models.CASCADE, related_name="delivery_settings", verbose_name=_("department"))
    per_day = models.PositiveSmallIntegerField(
        _("promises a day"), null=True, blank=True, help_text=_("How many it can keep in a day. Empty: not limited.")
    )
    digest = models.CharField(_("daily letter"), max_length=16, choices=DigestWhen, default=DigestWhen.WITHOUT_ACCOUNTS)
    language = models.CharField(_("language"), max_length=5, default="en", choices=SPOKEN)

    class Meta:
        verbose_name = _("department setting")
        verbose_name_plural = _("department settings")
        constraints = [
            models.UniqueConstraint(
                fields=["department"], name="deliveries_one_setting", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.department.name


class OnTime(models.TextChoices):
    """The first question: was it there in time?"""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class AsExpected(models.TextChoices):
    """The second question: was it what they expected?"""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Satisfaction(Record):
    """What a customer was asked about a kept delivery, and what they said. `zone` is the one their day ends in."""

    promise = models.ForeignKey(
        Promise, models.CASCADE, related_name="satisfactions", verbose_name=_("delivery"), editable=False
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="satisfactions", verbose_name=_("account"), editable=False
    )
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="satisfactions", verbose_name=_("department"), editable=False
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, related_name="+", verbose_name=_("asked"), editable=False
    )
    asked_at = models.DateTimeField(_("asked on"), editable=False)
    zone = models.CharField(max_length=60, default="UTC", editable=False)
    on_time = models.CharField(_("on time"), max_length=3, choices=OnTime, blank=True, editable=False)
    as_expected = models.CharField(_("as expected"), max_length=6, choices=AsExpected, blank=True, editable=False)
    words = models.TextField(_("in their words"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    searched = ("words",)

    class Meta:
        verbose_name = _("answer about a delivery")
        verbose_name_plural = _("answers about deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], name="deliveries_asked_once", condition=Q(binned_at__isnull=True)
            )
        ]
        indexes = [models.Index(F("asked_at").desc(), name="deliveries_asked")]

    @property
    def title(self) -> str:
        return self.promise.what

    @property
    def is_low(self) -> bool:
        """Whether somebody should call them."""
        return self.on_time == OnTime.NO or self.as_expected in (AsExpected.NO, AsExpected.PARTLY)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_promise(actor)


class MakeGood(Record):
    """What makes up for a missed promise: its worth in money, and the promise made of it."""

    promise = models.ForeignKey(
        Promise, models.CASCADE, related_name="make_goods", verbose_name=_("missed promise"), editable=False
    )
    made = models.OneToOneField(
        Promise, models.CASCADE, related_name="makes_good", verbose_name=_("promised for it"), editable=False
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="make_goods", verbose_name=_("account"), editable=False
    )
    what = models.CharField(_("what"), max_length=300, editable=False)
    amount = models.DecimalField(_("worth"), max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    searched = ("what",)

    class Meta:
        verbose_name = _("make-good")
        verbose_name_plural = _("make-goods")

    @property
    def title(self) -> str:
        return self.what

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_promise(actor)


class CaughtError(Record):
    """An error somebody saw in a record before it did harm."""

    by = models.ForeignKey(
        User, models.PROTECT, related_name="caught_errors", verbose_name=_("caught by"), editable=False
    )
    at = models.DateTimeField(_("when"), editable=False)
    what = models.CharField(_("what was wrong"), max_length=300, editable=False)
    saved = models.CharField(_("what it saved"), max_length=300, blank=True, editable=False)
    record_kind = models.CharField(max_length=80, editable=False)
    record_id = models.BigIntegerField(editable=False)
    record_ref = models.CharField(_("in"), max_length=40, editable=False)
    searched = ("what", "saved", "record_ref")

    class Meta:
        verbose_name = _("caught error")
        verbose_name_plural = _("caught errors")
        indexes = [models.Index(F("by"), F("at").desc(), name="deliveries_caught_by")]

    @property
    def title(self) -> str:
        return self.what

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """One's own; a manager's teams'; all for those who see all."""
        if actor.is_system or (actor.sees_all and actor.role in READERS):
            return EVERYTHING
        if actor.role not in EVERYBODY:
            return NOTHING
        own = Q(by__in=actor.stands_for)
        return own | Q(by__team__in=actor.team_ids) if actor.role in MANAGERS else own
