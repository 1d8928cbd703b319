"""What an undone merge has beside the records: the number that led on, and rows without history that moved."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.history.models import Entry, Operation
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of


def settle_merges(ids: Collection[int]) -> None:
    """Have numbers and rows stand as these merges do now: merged, or taken back. Some of the merges may be gone."""
    merges = Merge._default_manager.filter(pk__in=ids, taken_back_at__isnull=True)
    standing = set(merges.values_list("pk", flat=True))
    told = Entry.objects.filter(kind=type_of(Merge).kind, record_id__in=ids, operation=Operation.CREATE)
    newest = {entry.record_id: entry.after or {} for entry in told.order_by("id")}
    for merge_id, merge in sorted(newest.items()):
        if merge_id in standing:
            _lead_on(merge)
        else:
            refuse_if_merged_on(merge["kind"], merge["record_id"], merge["record_ref"])
            _let_go(merge)


def refuse_if_merged_on(kind: str, record_id: int, ref: str) -> None:
    """The record that stays must not have gone into another one itself: what came to it has moved on."""
    into = {"kind": kind, "gone_id": record_id, "taken_back_at__isnull": True, "binned_at__isnull": True}
    if later := Merge._default_manager.filter(**into).first():
        words = _("%(ref)s was itself merged into %(into)s since. Take %(merge)s back first.")
        raise Refused(words % {"ref": ref, "into": later.record_ref, "merge": later.ref})


def _lead_on(merge: dict[str, Any]) -> None:
    ids = {"former_id": merge["gone_id"], "record_id": merge["record_id"]}
    FormerNumber.objects.get_or_create(kind=merge["kind"], ref=merge["gone_ref"], defaults=ids)
    _move_others(merge, merge["gone_id"], merge["record_id"])


def _let_go(merge: dict[str, Any]) -> None:
    led = FormerNumber.objects.filter(kind=merge["kind"], former_id=merge["gone_id"], record_id=merge["record_id"])
    led.delete()
    _move_others(merge, merge["record_id"], merge["gone_id"])


def _move_others(merge: dict[str, Any], before: int, after: int) -> None:
    for label, column, ids in merge.get("others") or []:
        rows = apps.get_model(label)._default_manager.filter(pk__in=ids, **{column: before})
        rows.update(**{column: after})
