"""Promises and waits: anything owed, with its evidence and the story of its dates."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, Contact, of_account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, Role
from followthrough.kernel.access.scope import EVERYTHING, NOTHING, open_to
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record


class State(models.TextChoices):
    """What was decided about a promise; all else is computed when read."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    MISSED = "missed", _("Missed")
    WAIVED = "waived", _("Let go")
    VOID = "void", _("Fell away")


class Direction(models.TextChoices):
    """Who owes."""

    OURS = "promise", _("We owe")
    THEIRS = "wait", _("They owe us")


class Reason(models.TextChoices):
    """Why a due date moved, or a promise was missed or let go."""

    CUSTOMER_ASKED = "customer_asked", _("The customer asked for it")
    CUSTOMER_LATE = "customer_late", _("The customer was late")
    WE_LATE = "we_late", _("We were late")
    SUPPLIER = "supplier", _("A supplier was late")
    CAPACITY = "capacity", _("Too much work")
    ABSENCE = "absence", _("Illness or absence")
    NOT_NEEDED = "not_needed", _("No longer needed")
    MISTAKE = "mistake", _("Made by mistake")
    SOURCE_BINNED = "source_binned", _("Its source is in the bin")
    RULE_OFF = "rule_off", _("Its rule was switched off")
    OTHER = "other", _("Another reason")


class Verdict(models.TextChoices):
    """How a promise that came due is judged; an open one is late, or not judged yet."""

    ON_TIME = "on_time", _("Kept on time")
    KEPT_LATE = "kept_late", _("Kept late")
    MISSED = "missed", _("Missed")


class Promise(Record):
    """Something owed: what, to whom, by whom, due when, arising from what, closed with which evidence.

    A due is a day (`due_on`, kept until the end of that day in `zone`) or an instant (`due_at`); `due` is always the
    instant that counts. `counted_due` is what on-time is measured against: it moves only when the customer asked.
    The database keeps the `verdict` and the moment it is `judged_at`: when it was closed, at the latest when due.
    """

    direction = models.CharField(_("direction"), max_length=7, choices=Direction, default=Direction.OURS)
    kind = models.CharField(_("kind"), max_length=60, default="promise")
    what = models.CharField(_("what"), max_length=300)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("for")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("contact")
    )
    owed_to = models.CharField(_("owed to"), max_length=200, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("owed by")
    )
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="promises", verbose_name=_("department")
    )
    minder = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="minded_promises", verbose_name=_("minded by")
    )
    raised_to = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="raised_promises", verbose_name=_("raised to")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    due = models.DateTimeField(_("due"), editable=False)
    counted_due = models.DateTimeField(_("counted against"), editable=False)
    zone = models.CharField(max_length=60, default="UTC", editable=False)
    asked_on = models.DateField(_("asked for"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN, editable=False)
    snoozed_until = models.DateTimeField(_("snoozed until"), null=True, editable=False)
    blocked_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="blocks", verbose_name=_("waits for")
    )
    source_kind = models.CharField(max_length=80, blank=True, editable=False)
    source_id = models.BigIntegerField(null=True, editable=False)
    source_ref = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_text = models.CharField(_("because"), max_length=300, blank=True, editable=False)
    rule = models.CharField(_("rule"), max_length=80, blank=True, editable=False)
    occurrence = models.CharField(max_length=200, null=True, unique=True, editable=False)
    is_touched = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    reason = models.CharField(_("reason"), max_length=14, choices=Reason, blank=True, editable=False)
    agreed_with = models.CharField(_("agreed with"), max_length=200, blank=True, editable=False)
    reason_text = models.CharField(_("in words"), max_length=300, blank=True, editable=False)
    ladder = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("push after working days"), default=list, blank=True
    )
    pushes = models.PositiveSmallIntegerField(_("pushes"), default=0, editable=False)
    pushed_at = models.DateTimeField(_("last push"), null=True, editable=False)
    push_on = models.DateField(_("next push"), null=True, editable=False)
    verdict = models.GeneratedField(
        expression=Case(
            When(state="kept", closed_at__lte=F("counted_due"), then=Value("on_time")),
            When(state="kept", then=Value("kept_late")),
            When(state="missed", then=Value("missed")),
            default=Value(""),
        ),
        output_field=models.CharField(_("on time"), max_length=9),
        db_persist=True,
        verbose_name=_("on time"),
    )
    judged_at = models.GeneratedField(
        expression=Least(F("counted_due"), F("closed_at")),
        output_field=models.DateTimeField(),
        db_persist=True,
        verbose_name=_("counts from"),
    )
    searched = ("what", "owed_to", "source_ref")

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        indexes = [
            models.Index("minder", "due", "id", name="promises_of_minder", condition=Q(state="open")),
            models.Index("owner", "due", "id", name="promises_of_owner", condition=Q(state="open")),
            models.Index(
                "raised_to",
                "due",
                "id",
                name="promises_raised",
                condition=Q(state="open", raised_to__isnull=False),
            ),
            models.Index("department", "due", "id", name="promises_of_department", condition=Q(state="open")),
            models.Index("team", "due", "id", name="promises_of_team", condition=Q(state="open")),
            models.Index(
                "due", "id", name="promises_departments_owe", condition=Q(state="open", department__isnull=False)
            ),
            models.Index(  # a week of the whole house is told from the index alone, whoever asks
                fields=["due"],
                include=["state", "owner", "minder", "raised_to", "account"],
                name="promises_of_departments_week",
                condition=Q(department__isnull=False, direction="promise", binned_at__isnull=True),
            ),
            models.Index("due", "id", name="promises_by_due"),
            models.Index("account", "due", name="promises_of_account"),
            models.Index("source_kind", "source_id", name="promises_of_source", condition=Q(source_id__isnull=False)),
            models.Index(F("closed_at").desc(), name="promises_closed", condition=Q(closed_at__isnull=False)),
            models.Index("judged_at", "id", name="promises_judged"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__isnull=False) ^ Q(due_at__isnull=False), name="promises_one_due")
        ]

    @property
    def title(self) -> str:
        return self.what

    def is_late(self, at: datetime) -> bool:
        """Whether we owed it by that moment and it is still open."""
        return self.state == State.OPEN and self.direction == Direction.OURS and self.due < at

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Its owner, its minder, whom it was raised to, the department that owes it, and whoever sees the account."""
        if actor.is_system:
            return EVERYTHING
        own = Q(owner__in=actor.stands_for) | Q(minder__in=actor.stands_for) | Q(raised_to__in=actor.stands_for)
        if actor.role is Role.DEPARTMENT:
            return own | Q(department__in=actor.team_ids)
        if actor.role not in EVERYBODY:
            return NOTHING
        if actor.sees_all:
            return EVERYTHING
        by_account = Q(account__isnull=False) & of_account(actor)
        teams = Q(team__in=actor.team_ids) | Q(department__in=actor.team_ids) if actor.reach == "team" else NOTHING
        return own | by_account | teams


def of_promise(actor: Actor) -> Q:
    """Rows that belong to a promise the actor sees."""
    return (
        open_to(actor) if actor.is_system or actor.sees_all else Q(promise__in=Promise.visible_to(actor).values("pk"))
    )


class EvidenceKind(models.TextChoices):
    """What shows that a promise was kept."""

    NOTE = "note", _("Note")
    FILE = "file", _("File")
    LINK = "link", _("Link")
    RECORD = "record", _("Record")
    CALL = "call", _("Call")


class Evidence(Record):
    """One piece of evidence."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=6, choices=EvidenceKind)
    text = models.TextField(_("note"), blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    record_kind = models.CharField(max_length=80, blank=True)
    record_ref = models.CharField(max_length=40, blank=True)
    searched = ("text",)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes = [models.Index("promise", name="promises_evidence_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_promise(actor)


class Slip(Record):
    """One change of a due date: from, to, why, and whether the customer was told."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="slips")
    due_before = models.DateTimeField(_("from"))
    due_after = models.DateTimeField(_("to"))
    reason = models.CharField(_("reason"), max_length=14, choices=Reason)
    text = models.CharField(_("in words"), max_length=300, blank=True)
    customer_told = models.BooleanField(_("customer told"), default=False)
    searched = ("text",)

    class Meta:
        verbose_name = _("new date")
        verbose_name_plural = _("new dates")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_promise(actor)


class StandingPromise(Record):
    """A promise made again and again: by a recurrence, or once with a lead time before a date."""

    what = models.CharField(_("what"), max_length=300)
    kind = models.CharField(_("kind"), max_length=60, default="promise")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="standing_promises", verbose_name=_("for")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owed by"))
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    minder = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minded by")
    )
    starts_on = models.DateField(_("first on"))
    ends_on = models.DateField(_("last on"), null=True, blank=True)
    recurrence = models.CharField(_("repeats"), max_length=200, blank=True)
    lead_days = models.PositiveSmallIntegerField(
        _("due working days before"),
        default=0,
        help_text=_("Working days between the promise's due day and the date itself."),
    )
    searched = ("what",)

    class Meta:
        verbose_name = _("standing promise")
        verbose_name_plural = _("standing promises")

    @property
    def title(self) -> str:
        return self.what

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        own = Q(owner__in=actor.stands_for) | Q(minder__in=actor.stands_for)
        return open_to(actor) if actor.is_system or actor.sees_all else own | of_account(actor)


class RuleSetting(Record):
    """How a rule of the house is set: on or off, and its number of days."""

    rule = models.CharField(_("rule"), max_length=80, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, editable=False)
    is_on = models.BooleanField(_("on"), default=True)
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("promise rule")
        verbose_name_plural = _("promise rules")
