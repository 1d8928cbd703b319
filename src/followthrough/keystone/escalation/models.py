"""Escalation rules, their steps, and each time one was taken."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Segment
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Direction, Promise, of_promise


class EscalationRule(Record):
    """Which open promises are escalated; it does nothing while it is off."""

    name = models.CharField(_("name"), max_length=160)
    is_on = models.BooleanField(_("on"), default=False, editable=False)
    direction = models.CharField(_("direction"), max_length=7, choices=Direction, default=Direction.OURS)
    kind = models.CharField(_("kind"), max_length=60, blank=True, help_text=_("Left empty, of every kind."))
    department = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Left empty, whoever owes it."),
    )
    segment = models.ForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("segment"),
        help_text=_("Of the account it is owed to. Left empty, every account."),
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("escalation rule")
        verbose_name_plural = _("escalation rules")
        constraints = [
            models.UniqueConstraint("name", name="escalation_rule_once", condition=Q(binned_at__isnull=True))
        ]


class Side(models.TextChoices):
    """From where a step's days are counted."""

    AFTER = "after", _("Late by")
    BEFORE = "before", _("Due within")


class Does(models.TextChoices):
    """What a step does."""

    TELL = "tell", _("Tell the manager")
    RAISE = "raise", _("Put it on the manager’s Today as well")
    HAND_OVER = "hand_over", _("Hand it to whoever covers")


class EscalationStep(Record):
    """One step of a rule: so many working days late or before due, and what is done then."""

    rule = models.ForeignKey(EscalationRule, models.CASCADE, related_name="steps", verbose_name=_("rule"))
    side = models.CharField(_("when"), max_length=6, choices=Side, default=Side.AFTER)
    days = models.PositiveSmallIntegerField(_("working days"), default=1)
    does = models.CharField(_("does"), max_length=9, choices=Does, default=Does.TELL)
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("always to"),
        help_text=_("Left empty, the manager of whoever owes it, or who covers for them."),
    )

    class Meta:
        verbose_name = _("escalation step")
        verbose_name_plural = _("escalation steps")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "side", "days", "does"],
                name="escalation_step_once",
                condition=Q(binned_at__isnull=True),
            )
        ]

    @property
    def title(self) -> str:
        if self.side == Side.BEFORE:
            when = ngettext("Due within %(days)d working day", "Due within %(days)d working days", self.days)
        else:
            when = ngettext("Late by %(days)d working day", "Late by %(days)d working days", self.days)
        return f"{when % {'days': self.days}}: {Does(self.does).label}"


class Escalation(Record):
    """That a step was taken for a promise as it was due then; nobody to turn to leaves `to` empty."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="escalations", verbose_name=_("promise"))
    step = models.ForeignKey(EscalationStep, models.SET_NULL, null=True, related_name="+", verbose_name=_("step"))
    due = models.DateTimeField(_("due then"))
    rule_name = models.CharField(_("rule"), max_length=160)
    does = models.CharField(_("does"), max_length=9, choices=Does)
    to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("to"))
    is_over = models.BooleanField(_("over"), default=False)
    searched = ("rule_name",)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [models.UniqueConstraint(fields=["promise", "step", "due"], name="escalation_once")]
        indexes = [models.Index("promise", name="escalation_under_way", condition=Q(is_over=False))]

    @property
    def title(self) -> str:
        if self.to is None:
            return gettext("%(rule)s: nobody to turn to is known") % {"rule": self.rule_name}
        sentence = {
            Does.TELL: gettext("%(rule)s: %(name)s was told"),
            Does.RAISE: gettext("%(rule)s: it stands on the Today of %(name)s as well"),
            Does.HAND_OVER: gettext("%(rule)s: handed to %(name)s, who covers"),
        }[Does(self.does)]
        return sentence % {"rule": self.rule_name, "name": self.to.name}

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_promise(actor)
