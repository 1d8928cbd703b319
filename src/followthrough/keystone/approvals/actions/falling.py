"""Let approvals fall away when what they were asked for is changed, and close their promises."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.actions.telling import tell_answered
from followthrough.keystone.approvals.models import LIVE, Approval, ApprovalState
from followthrough.keystone.approvals.queries.subjects import subject_named, subject_of
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State

SOME = 100


def settle_approvals(records: Sequence[Record], *, by: Actor, now: datetime) -> list[Approval]:
    """Let fall away what no longer holds for these records of one kind, in the caller's transaction.

    A question falls away once any value it asks about is another; an approval once none of its values is left.
    """
    if not records:
        return []
    by_id = {record.pk: record for record in records}
    fallen = []
    for approval in _live(type_of(records[0]).kind).rows(ids=list(by_id)):
        if changed := changed_parts(approval, by_id[approval.subject_id]):
            words = _("%(what)s was changed.") % {"what": ", ".join(changed)}
            fell_away(approval, ApprovalState.VOID, words, by=by, now=now)
            fallen.append(approval)
    return fallen


@prepared
def _live(kind: str) -> QuerySet[Approval]:
    """The approvals of these `ids` that still hold or wait; locked when it is asked for."""
    about = Approval._default_manager.filter(among("subject_id", Given("ids", IDS)), subject_kind=kind)
    live = about.filter(state__in=LIVE, used_at__isnull=True, binned_at__isnull=True)
    return live.select_related("promise", "wait", "asker").select_for_update(of=("self",)).order_by("pk")


def changed_parts(approval: Approval, record: Any) -> list[str]:
    """What was changed since it was asked, if that makes it fall away; else nothing."""
    subject = subject_of(record)
    if record.binned_at or not subject.is_draft(record):
        return []
    now = {(one.measure, one.part, one.mark) for one in subject.content(record)}
    lost = [one for one in approval.parts if (one["measure"], one["part"], one["mark"]) not in now]
    is_void = bool(lost) if approval.state == ApprovalState.ASKED else len(lost) == len(approval.parts)
    return list(dict.fromkeys(one["label"] or str(_("It")) for one in lost)) if is_void else []


def holds_now(approval: Approval, record: Any) -> bool:
    """Whether everything it asks about still is as it was asked."""
    return subject_of(record).is_draft(record) and not changed_parts(approval, record)


def settle_everything() -> int:
    """Look after all live approvals: changes that came by other roads, such as taking something back, are met here."""
    now, count = clock.now(), 0
    live = Approval._default_manager.filter(state__in=LIVE, used_at__isnull=True, binned_at__isnull=True)
    kinds: dict[str, set[int]] = {}
    for kind, pk in live.values_list("subject_kind", "subject_id"):
        kinds.setdefault(kind, set()).add(pk)
    for kind, ids in kinds.items():
        subject = subject_named(kind)
        for some in _parts(sorted(ids)) if subject else ():
            with acting(SYSTEM, "settle_approvals", surface="job", now=now):
                records = list(subject.drafts().filter(pk__in=some)) if subject else []
                count += len(settle_approvals(records, by=SYSTEM, now=now))
    return count


def _parts(ids: Sequence[int]) -> list[Collection[int]]:
    return [ids[start : start + SOME] for start in range(0, len(ids), SOME)]


def fell_away(approval: Approval, state: ApprovalState, words: str, *, by: Actor, now: datetime) -> None:
    """It needs no answer any more, or its answer covers nothing any more."""
    was_approved = approval.state == ApprovalState.APPROVED
    comment = f"{approval.comment}\n{words}".strip()
    change_records(type_of(Approval), [(approval, {"state": state, "comment": comment})], by=by, now=now)
    close_promises(approval, State.VOID, words, None, by=by, now=now)
    if was_approved and approval.asker_id != by.user_id:
        said = _("The approval of %(what)s fell away. %(why)s") % {"what": approval.subject_ref, "why": words}
        tell_answered(approval, said, now=now)


def take_back_questions(record: Record, words: str, *, by: Actor, now: datetime) -> list[Approval]:
    """Take back every question about a record that nobody has answered yet; those who answered stay heard."""
    asked = Approval._default_manager.filter(
        subject_kind=type_of(record).kind, subject_id=record.pk, state=ApprovalState.ASKED, binned_at__isnull=True
    )
    found = list(asked.select_related("promise", "wait", "asker").select_for_update(of=("self",)).order_by("pk"))
    for approval in found:
        fell_away(approval, ApprovalState.WITHDRAWN, words, by=by, now=now)
    return found


def close_promises(
    approval: Approval, state: State, words: str, person: User | None, *, by: Actor, now: datetime
) -> None:
    """The approver's promise and the asker's wait end with the question."""
    ids = [pk for pk in (approval.promise_id, approval.wait_id) if pk]
    rows = list(Promise._default_manager.filter(pk__in=ids, state=State.OPEN).select_for_update().order_by("pk"))
    values = {
        "state": state,
        "closed_at": now,
        "closed_by_id": person.pk if person else by.user_id,
        "reason_text": words[:300],
        "snoozed_until": None,
        "raised_to": None,
    }
    change_records(type_of(Promise), [(one, values) for one in rows], by=by, now=now)
    if state == State.KEPT:
        shown = {"kind": EvidenceKind.RECORD, "record_kind": type_of(approval).kind, "record_ref": approval.ref}
        create_records(
            type_of(Evidence), [{"promise": one, "text": words[:2000], **shown} for one in rows], by=by, now=now
        )
