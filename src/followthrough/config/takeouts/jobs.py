"""Write what was asked for into an archive, say how far it has come, tell who asked, and clear away in time."""

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.config.backups.programs import ProgramFailed
from followthrough.config.backups.takeout import take_out
from followthrough.config.privacy.handing_out import hand_out
from followthrough.config.privacy.persons import person_at
from followthrough.config.takeouts.queries import is_of_erased
from followthrough.config.takeouts.shelf import STAYS, TakenOut, archive_named, note, remove, taken_out
from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Problem

URL = "/data/"


@job("takeouts.everything")
def everything(file: str, asked: str, by: int | None = None, called: str = "") -> None:
    """Write everything into an archive in open formats."""
    _write(TakenOut(file, datetime.fromisoformat(asked), called), by, _everything)


@job("takeouts.person")
def person(file: str, asked: str, ref: str, by: int | None = None, called: str = "") -> None:
    """Write all that is known of one person into an archive."""
    _write(TakenOut(file, datetime.fromisoformat(asked), called, ref), by, _person)


@job("takeouts.clear", every="41 * * * *")
def clear() -> None:
    """Remove archives after three days, and those of people who are erased."""
    for one in taken_out(settings.ENVIRONMENT):
        if clock.now() - one.asked > STAYS or is_of_erased(one):
            remove(settings.ENVIRONMENT, one)


def _write(one: TakenOut, by: int | None, fill: Callable[[TakenOut, Path], TakenOut]) -> None:
    """Whole or not at all. A failure is told and not raised: trying again would only fail the same way."""
    env = settings.ENVIRONMENT
    if by is not None and ((asker := actor_now(by)) is None or not asker.may("takeouts.make")):
        note(env, replace(one, problem=_("Whoever asked for this may no longer do it.")))
        return
    final = archive_named(env, one.name)
    draft = final.with_name(f".{final.name}.part")
    note(env, one)
    try:
        one = fill(one, draft)
        draft.chmod(0o600)
        draft.rename(final)
        note(env, replace(one, made=clock.now(), size=final.stat().st_size))
    except (OSError, ProgramFailed, psycopg.Error, Problem) as problem:
        note(env, replace(one, problem=str(problem)))
    finally:
        draft.unlink(missing_ok=True)
    _tell(one, by, is_made=final.is_file())


def _everything(one: TakenOut, draft: Path) -> TakenOut:
    env, folder = settings.ENVIRONMENT, draft.with_suffix(".folder")
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed

    def heard(done: int, of: int) -> None:
        nonlocal one
        one = note(env, replace(one, done=done, of=of))

    try:
        take_out(env, folder, heard)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                archive.write(path, f"{one.name.removesuffix('.zip')}/{path.relative_to(folder)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return one


def _person(one: TakenOut, draft: Path) -> TakenOut:
    hand_out(person_at(one.ref), draft, now=clock.now())
    return one


def _tell(one: TakenOut, by: int | None, *, is_made: bool) -> None:
    asker = User._default_manager.filter(pk=by or 0).first()
    if asker is None:
        return
    with override(asker.language):
        what = one.ref or _("Everything")
        text = _("%(what)s: the archive is ready.") if is_made else _("%(what)s: the archive could not be made.")
        tell([asker.pk], text % {"what": what}, url=URL, now=clock.now(), once=f"taken out {one.name}")
