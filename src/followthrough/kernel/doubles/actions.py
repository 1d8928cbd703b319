"""Merge records of any kind, take a merge back at any later time, and tell apart what only looks alike."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.beside import after_undo
from followthrough.kernel.actions.declare import Action, action, actions_on, register
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.doubles.combining import choices_of, combined
from followthrough.kernel.doubles.journal import current_run, last_entry_of, put_back
from followthrough.kernel.doubles.limits import is_mergeable, settle_merged, why_not
from followthrough.kernel.doubles.models import Merge, ToldApart
from followthrough.kernel.doubles.moving import Moved, move_all
from followthrough.kernel.doubles.undoing import refuse_if_merged_on, settle_merges
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.records.registry import RecordType, record_types, type_named, type_of


def declare_merging() -> None:
    """Give every kind of record that can have doubles the verbs `merge` and `tell-apart`."""
    after_undo(Merge, settle_merges)
    for kind in record_types():
        if is_mergeable(kind) and "merge" not in actions_on(kind.model):
            register(_verb(kind, "merge", merge, gettext_lazy("Merge"), "delete", (_others(kind), PICK)))
            register(_verb(kind, "tell_apart", tell_apart, gettext_lazy("Not the same"), "edit", (_others(kind),)))


PICK = Field("pick", Kind.STRUCTURE, gettext_lazy("Whose value to keep, by field"), default={})


def _others(kind: RecordType) -> Field:
    return Field("others", Kind.LINKS, gettext_lazy("The others"), required=True, link=kind.model)


def _verb(kind: RecordType, verb: str, call: Callable[..., Any], label: Any, needs: str, fields: Any) -> Action:
    return Action(
        name=f"{verb}_{kind.singular}",
        model=kind.model,
        call=call,
        needs=kind.permission(needs),
        label=label,
        about=call.__doc__ or "",
        fields=tuple(fields),
        from_states=(),
        to_state="",
        state="",
        button=verb == "merge",
        icon="git-compare",
        key="",
        primary=False,
        undone_by="",
        undo_words="",
        on_class=False,
        applies=None,
        guests=None,
        by_field=verb == "merge",
    )


def merge(record: Any, *, others: list[Any], pick: dict[str, str] | None = None, by: Actor, now: datetime) -> Changes:
    """Make the others one with this record: it stays, and all that hangs on them moves to it.

    A field keeps this record's value unless it is empty or `pick` names another record for it, as
    `{"city": "A-00002"}`; tags are put together. The others go to the bin, their numbers lead here from now on.
    Whatever can't be merged is named with the reason; if that is all of them, nothing is done.
    """
    kind = type_of(record)
    if not by.may(kind.permission("edit")):
        raise Denied(_("Your role may not change %(plural)s.") % {"plural": kind.label_plural})
    gone = _locked(kind, others, record)
    _check_pick(kind, pick or {}, [record, *gone], by)
    done: list[Merge] = []
    refused: list[str] = []
    for one in gone:
        reason = why_not(kind, one, record) or _merged(kind, one, record, pick or {}, done, by=by, now=now)
        if reason:
            refused.append(f"{one.ref} ({reason})")
    if not done:
        raise Refused(_("Nothing was merged: %(why)s.") % {"why": "; ".join(refused)})
    return Changes(_said(record, done, refused), record=record, ask={"merges": [one.ref for one in done]})


def _said(record: Any, done: Sequence[Merge], refused: Sequence[str]) -> str:
    told = _("%(n)d merged into %(title)s.") % {"n": len(done), "title": record.title}
    return told + (" " + _("Left out: %(why)s.") % {"why": "; ".join(refused)} if refused else "")


def _locked(kind: RecordType, others: Sequence[Any], record: Any) -> list[Any]:
    ids = {one.pk for one in others}
    if record.pk in ids:
        raise Invalid({"others": _("%(title)s can't be merged into itself.") % {"title": record.title}})
    return list(kind.model._default_manager.filter(pk__in=ids).select_for_update().order_by("pk"))


def _check_pick(kind: RecordType, pick: Any, records: Sequence[Any], actor: Actor) -> None:
    refs, known = {record.ref for record in records}, kind.writable(actor)
    if not isinstance(pick, dict):
        raise Invalid({"pick": _('Name a record\'s number for each field, as {"city": "A-00002"}.')})
    for name, ref in pick.items():
        if name not in known or name not in kind.fields:
            words = _("%(label)s has no field “%(name)s” that you may set.") % {"label": kind.label, "name": name}
            raise Invalid({"pick": words})
        if ref not in refs:
            raise Invalid({"pick": _("“%(ref)s” is none of the records to be merged.") % {"ref": ref}})


def _merged(
    kind: RecordType, gone: Any, stays: Any, pick: dict[str, str], done: list[Merge], *, by: Actor, now: datetime
) -> str:
    """Merge one record; gives the reason if the database does not let it, and leaves all as it was."""
    run = current_run()
    before = last_entry_of(run)
    try:
        with transaction.atomic():
            values = combined(choices_of(kind, [stays, gone], pick, by), stays)
            bin_records(kind, [gone], now=now)
            moved = move_all(kind, gone, stays, now=now)
            crash_point("merge.moved")
            change_records(kind, [(stays, values)], by=by, now=now)
            settle_merged(kind, stays, by=by, now=now)
            stays.refresh_from_db()
    except IntegrityError:
        return _("something of it can't stand beside what is there")
    except (Invalid, Refused) as problem:
        return str(problem.message)
    done.append(_remembered(kind, gone, stays, moved, UUID(run), before, by=by, now=now))
    return ""


def _remembered(
    kind: RecordType, gone: Any, stays: Any, moved: Moved, run: UUID, before: int, *, by: Actor, now: datetime
) -> Merge:
    FormerNumber.objects.create(kind=kind.kind, ref=gone.ref, former_id=gone.pk, record_id=stays.pk)
    values = {
        "kind": kind.kind,
        "record_id": stays.pk,
        "record_ref": stays.ref,
        "gone_id": gone.pk,
        "gone_ref": gone.ref,
        "gone_title": gone.title[:300],
        "run": run,
        "first_entry": before,
        "last_entry": last_entry_of(str(run)),
        "others": moved.others,
        "by_name": by.name[:200],
        "at": now,
    }
    made: Merge
    (made,) = create_records(type_of(Merge), [values], by=by, now=now)
    return made


@action(
    Merge,
    needs="merges.unmerge",
    roles=DESK,
    button=gettext_lazy("Take back"),
    icon="undo-2",
    primary=True,
    applies=lambda merge: merge.taken_back_at is None,
    by_field=True,
)
def unmerge_merge(merge: Merge, *, by: Actor, now: datetime) -> Changes:
    """Give the record that went into the other everything back that came from it, as it was.

    What was added since stays where it is, and a field changed since keeps its newer value.
    """
    kind = type_named(merge.kind)
    if kind is None or not by.may(kind.permission("delete")):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": _("Take back")})
    refuse_if_merged_on(merge.kind, merge.record_id, merge.record_ref)
    list(kind.model._default_manager.filter(pk__in=[merge.record_id, merge.gone_id]).select_for_update().order_by("pk"))
    back = put_back(merge)
    FormerNumber.objects.filter(kind=merge.kind, former_id=merge.gone_id, record_id=merge.record_id).delete()
    change_records(type_of(Merge), [(merge, {"taken_back_at": now})], by=by, now=now)
    told = _("%(title)s is back, with what came from it.") % {"title": merge.gone_title}
    words = _("Newer values left as they are: %(n)d.") % {"n": back.left}
    return Changes(f"{told} {words}" if back.left else told, record=merge)


def tell_apart(record: Any, *, others: list[Any], by: Actor, now: datetime) -> Changes:
    """Note that the others only look like this record, so that nobody is asked again."""
    kind = type_of(record)
    pairs = {tuple(sorted((record, one), key=lambda r: r.pk)) for one in others if one.pk != record.pk}
    known = set(
        ToldApart._default_manager.filter(kind=kind.kind, binned_at__isnull=True).values_list("first_id", "second_id")
    )
    rows = [
        {
            "kind": kind.kind,
            "first_id": a.pk,
            "second_id": b.pk,
            "first_ref": a.ref,
            "second_ref": b.ref,
            "by_name": by.name[:200],
        }
        for a, b in sorted(pairs, key=lambda pair: (pair[0].pk, pair[1].pk))
        if (a.pk, b.pk) not in known
    ]
    create_records(type_of(ToldApart), rows, by=by, now=now)
    return Changes(_("They are kept apart from now on."), record=record)


def counts_in_words(counts: Counter[Any]) -> tuple[str, ...]:
    """ "3 contacts", "1 promise": how many records of each kind, most first."""
    told = []
    for model, count in counts.most_common():
        kind = type_of(model)
        told.append(f"{count} {kind.label if count == 1 else kind.label_plural}")
    return tuple(told)
