"""What is remembered of doubles: merges, which can be given back, what was told apart, and what the scan found."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.doubles.limits import is_mergeable
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types


def on_visible(actor: Actor, *columns: str) -> Q:
    """Rows whose records, named by `kind` and these id columns, the actor sees."""
    kinds = [kind for kind in record_types() if is_mergeable(kind)]
    seen = {kind.kind: kind.model.reached_by(actor) for kind in kinds if actor.may(kind.permission("view"))}
    if actor.is_system or (actor.role in DESK and all(seen.get(kind.kind) == EVERYTHING for kind in kinds)):
        return EVERYTHING
    found = NOTHING
    for kind in kinds if actor.role in DESK else ():
        reached = seen.get(kind.kind, NOTHING)
        if reached != NOTHING:
            found |= Q(kind=kind.kind) & _all_in(kind, reached, columns)
    return found


def _all_in(kind: RecordType, reached: Q, columns: tuple[str, ...]) -> Q:
    if reached == EVERYTHING:
        return EVERYTHING
    rows = kind.model._default_manager.filter(reached).values("pk")
    found = Q()
    for column in columns:
        found &= Q(**{f"{column}__in": rows})
    return found


class Merge(Record):
    """That records were made one: `record_id` is the one that stays, `gone_id` the one that went into it.

    What moved stands in the history between `first_entry` and `last_entry` of its run; `others` names rows of tables
    without history that moved: table, column and ids.
    """

    kind = models.CharField(max_length=80, editable=False)
    record_id = models.BigIntegerField(editable=False)
    record_ref = models.CharField(_("stays"), max_length=40, editable=False)
    gone_id = models.BigIntegerField(editable=False)
    gone_ref = models.CharField(_("went into it"), max_length=40, editable=False)
    gone_title = models.CharField(_("its name"), max_length=300, editable=False)
    run = models.UUIDField(editable=False)
    first_entry = models.BigIntegerField(editable=False, default=0)
    last_entry = models.BigIntegerField(editable=False, default=0)
    others: Any = models.JSONField(default=list, editable=False)
    by_name = models.CharField(_("by"), max_length=200, editable=False, blank=True)
    at = models.DateTimeField(_("when"), editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    searched = ("record_ref", "gone_ref", "gone_title")

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [
            models.Index("kind", "record_id", name="doubles_merges_into"),
            models.Index("kind", "gone_id", name="doubles_merges_of"),
            models.Index(F("at").desc(), F("id").desc(), name="doubles_merges_lately"),
        ]

    @property
    def title(self) -> str:
        return f"{self.gone_ref} → {self.record_ref}"

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever sees the record that stays."""
        return on_visible(actor, "record_id")


class ToldApart(Record):
    """That two records look alike and are not the same; `first_id` is the smaller id."""

    kind = models.CharField(max_length=80, editable=False)
    first_id = models.BigIntegerField(editable=False)
    second_id = models.BigIntegerField(editable=False)
    first_ref = models.CharField(_("the one"), max_length=40, editable=False)
    second_ref = models.CharField(_("the other"), max_length=40, editable=False)
    by_name = models.CharField(_("by"), max_length=200, editable=False, blank=True)
    searched = ("first_ref", "second_ref")

    class Meta:
        verbose_name = _("told apart")
        verbose_name_plural = _("told apart")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first_id", "second_id"],
                name="doubles_apart_once",
                condition=Q(binned_at__isnull=True),
            )
        ]

    @property
    def title(self) -> str:
        return f"{self.first_ref} ≠ {self.second_ref}"

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever sees both."""
        return on_visible(actor, "first_id", "second_id")


class Suspicion(models.Model):
    """Two records the last scan took for one, with the score and the findings; each scan writes a kind's anew."""

    kind = models.CharField(max_length=80)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    reasons: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="doubles_suspected_once")]
        indexes = [models.Index("kind", F("score").desc(), "id", name="doubles_likeliest_first")]


class Scan(models.Model):
    """When a kind was last looked through, how much, and what came of it."""

    kind = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    records = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
