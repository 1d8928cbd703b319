"""The base of every record: number, version, bin, and the one door for reads."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Self, cast

from django.db import models
from django.db.models import Q, Value

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import open_to, opened_by
from followthrough.kernel.records.querysets import Records
from followthrough.kernel.records.settled import settle


class Record(models.Model):
    """A noun of the house. `version` and `updated_at` are kept by the database (see `kernel/history`).

    `custom` holds the values of custom fields, each a key; read them by their names as if they were columns.
    `searched` names the short texts by whose words a record is found; long ones, addresses and tags always are.
    `told_by_parent` names columns with the values at which all words of a part stand on its parent as well: search
    finds that one, and keeps nothing of the part.
    """

    searched: ClassVar[tuple[str, ...]] = ()
    told_by_parent: ClassVar[Mapping[str, Collection[Any]]] = MappingProxyType({})
    ref = models.CharField(max_length=40, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False, db_default=models.functions.Now())
    updated_at = models.DateTimeField(editable=False, db_default=models.functions.Now())
    binned_at = models.DateTimeField(null=True, editable=False)
    custom: Any = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), editable=False)

    objects = Records.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """The condition under which the actor sees a row; override it where rows have owners."""
        return open_to(actor)

    @classmethod
    def reached_by(cls, actor: Actor) -> Q:
        """The condition every read carries: the scope, or for a guest the record of their link, whatever scopes say."""
        return opened_by(actor, cls._meta.label_lower) if actor.role is Role.GUEST else cls.scope(actor)

    @classmethod
    def visible_to(cls, actor: Actor, *, binned: bool = False) -> models.QuerySet[Self]:
        """The only door for reads: the rows this actor may see, without (or with only) the bin's."""
        return cast(models.QuerySet[Self], _seen(cls, actor, binned).all())

    @classmethod
    def reached(cls, actor: Actor) -> models.QuerySet[Self]:
        """The rows this actor may see, the bin's among them: for what points at a record that is gone."""
        return cast(models.QuerySet[Self], _seen(cls, actor, None).all())

    @property
    def title(self) -> str:
        """What a person calls this record."""
        return str(getattr(self, "name", "") or self.ref)

    def __str__(self) -> str:
        return self.title


# A scope follows from the actor alone, and putting one together costs more than asking the database for the rows.
@lru_cache(maxsize=512)
def _seen(model: type[Record], actor: Actor, binned: bool | None) -> models.QuerySet[Record]:
    rows = model._default_manager.filter(model.reached_by(actor))
    return settle(rows if binned is None else rows.filter(binned_at__isnull=not binned))
