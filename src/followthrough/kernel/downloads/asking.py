"""Ask for a workbook that takes long, follow it, call it off, fetch it: each only by the person who asked."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.keeping import path_of
from followthrough.kernel.downloads.models import UNDER_WAY, Download, State
from followthrough.kernel.exchange.outgoing import check_still_allowed, exported_rows, sight_of
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.listing import check_sort, counted_to
from followthrough.kernel.records.problems import Denied, NotFound, Refused
from followthrough.kernel.records.registry import RecordType, type_named

AT_ONCE = 10_000  # rows of a workbook that are written while the person waits
MOST_AT_A_TIME = 3  # of one person


def is_long(kind: RecordType, actor: Actor, asked: Mapping[str, str]) -> bool:
    """Whether these are more rows than a person should wait for."""
    return counted_to(exported_rows(kind, actor, asked), AT_ONCE + 1) > AT_ONCE


def ask_for(
    kind: RecordType,
    actor: Actor,
    asked: Mapping[str, str],
    *,
    sort: str,
    columns: Sequence[str],
    name: str,
    form: str = "xlsx",
    once: str = "",
) -> Download:
    """Have the rows of a list made into a workbook in the background; whoever asked is told when it is there.

    Asked again with the same `once`, it is the same download.
    """
    exported_rows(kind, actor, asked)
    check_sort(kind, sort, actor)
    if actor.user_id is None:
        raise Refused(_("Only a person can be told when it is ready."))
    key = uuid5(NAMESPACE_URL, f"{actor.user_id} {once}") if once else uuid4()
    own = Download.objects.filter(actor_id=actor.user_id)
    if known := own.filter(key=key).first():
        return known
    if own.filter(state__in=UNDER_WAY).count() >= MOST_AT_A_TIME:
        raise Refused(_("Several of your downloads are still being made. Wait for one of them, or stop it."))
    with transaction.atomic():
        made = Download.objects.create(
            key=key,
            actor_id=actor.user_id,
            kind=kind.kind,
            asked=dict(asked),
            sort=sort,
            columns=list(columns),
            name=name,
            form=form,
            at=clock.now(),
        )
        defer("downloads.make", download=str(made.key))
    return made


def download_of(key: UUID | str, actor: Actor) -> Download:
    """A download this actor asked for; one of somebody else looks as if it were not there."""
    found = Download.objects.filter(key=key, actor_id=actor.user_id or 0).first()
    if found is None:
        raise NotFound(_("There is no such download any more. Make it again from the list."))
    return found


def stop(found: Download) -> None:
    """Call it off; what is made already is left alone."""
    Download.objects.filter(pk=found.pk, state__in=UNDER_WAY).update(is_stopped=True)
    Download.objects.filter(pk=found.pk, state=State.WAITING).update(state=State.STOPPED)


def fetch(found: Download, actor: Actor) -> BinaryIO:
    """The file, if this person may still see all that it holds."""
    kind = type_named(found.kind)
    if kind is None or not actor.may(kind.permission("export")) or sight_of(kind, actor) != found.sight:
        raise Denied(_("What you may see has changed meanwhile. Download it again."))
    check_still_allowed(kind, actor)
    try:
        return path_of(found.key).open("rb")
    except FileNotFoundError:
        raise NotFound(_("There is no such download any more. Make it again from the list.")) from None
