"""Workbooks are written aside, then put in their place whole; what a killed worker left is made anew."""

import os

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.bundles import bundle_of
from followthrough.kernel.downloads.keeping import begun_path_of, path_of, remove_old
from followthrough.kernel.downloads.models import UNDER_WAY, Download, State
from followthrough.kernel.exchange.exporting import write_workbook
from followthrough.kernel.exchange.outgoing import check_still_allowed, exported_rows, sight_of
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.jobs.queries import given_up
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import RecordType, type_named


@job("downloads.make")
def make_download(download: str) -> None:
    """Write a workbook for the person who asked, with what they may see now."""
    found = Download.objects.filter(key=download, state__in=UNDER_WAY).first()
    if found is None:
        return
    kind, actor = type_named(found.kind), actor_now(found.actor_id)
    if kind is None or actor is None:
        Download.objects.filter(pk=found.pk).update(state=State.REFUSED)
        return
    with translation.override(actor.language):
        _make(found, kind, actor)


@job("downloads.left", every="*/5 * * * *")
def end_left_downloads() -> None:
    """Say of files that they could not be made, where the work on them failed for good."""
    under_way = {str(one.key): one for one in Download.objects.filter(state__in=UNDER_WAY)}
    for key, why in given_up(["downloads.make"], "download", under_way).items():
        actor = actor_now(under_way[key].actor_id)
        with translation.override(actor.language if actor else None):
            words = _("%(name)s could not be made: %(why)s. Ask for it again.")
            _end(under_way[key], State.REFUSED, words % {"name": under_way[key].name, "why": why})


def _make(found: Download, kind: RecordType, actor: Actor) -> None:
    try:
        size = _written(found, kind, actor)
    except Stopped:
        _end(found, State.STOPPED, _("Called off."))
    except Problem as problem:
        _end(found, State.REFUSED, str(problem.message))
    else:
        Download.objects.filter(pk=found.pk).update(sight=sight_of(kind, actor), size=size)
        _end(found, State.DONE, _("%(name)s is ready.") % {"name": found.name})
    finally:
        begun_path_of(found.key).unlink(missing_ok=True)


def _written(found: Download, kind: RecordType, actor: Actor) -> int:
    """The size in bytes of the file, which is in its place."""
    rows = exported_rows(kind, actor, found.asked)
    total = rows.order_by().count()

    def tick(done: int) -> None:
        seen = Download.objects.filter(pk=found.pk)
        seen.update(state=State.RUNNING, done=done, total=total)
        if seen.values_list("is_stopped", flat=True).get():
            raise Stopped

    begun = begun_path_of(found.key)
    begun.parent.mkdir(parents=True, exist_ok=True)
    bundle = bundle_of(found.kind) if found.form == "zip" else None
    with begun.open("wb") as out:
        if bundle:
            bundle.write(out, rows, actor, tick)
        else:
            write_workbook(
                out, kind, actor, found.asked, now=clock.now(), sort=found.sort, columns=found.columns, tick=tick
            )
        out.flush()
        os.fsync(out.fileno())
    check_still_allowed(kind, actor)
    tick(total)
    begun.replace(path_of(found.key))
    return path_of(found.key).stat().st_size


def _end(found: Download, state: State, words: str) -> None:
    with transaction.atomic():
        Download.objects.filter(pk=found.pk).update(state=state, said=words)
        tell([found.actor_id], words, url=f"/downloads/{found.key}/", now=clock.now())


@job("downloads.sweep", every="47 3 * * *")
def sweep_downloads() -> None:
    """Remove the workbooks that were asked for three days ago."""
    remove_old(clock.now())
