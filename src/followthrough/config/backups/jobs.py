"""The nightly backup, the one asked for by a button, and the alarm when the last good one is too old."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.config.backups.alarm import must_worry
from followthrough.config.backups.keys import key_of_house
from followthrough.config.backups.making import BackupFailed, make_backup, one_at_a_time
from followthrough.config.backups.shelf import backups, last_verified, prune
from followthrough.config.backups.sweeping import sweep_files
from followthrough.config.backups.trying import tried
from followthrough.kernel import clock
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User

URL = "/backups/"


@job("backups.nightly", every="7 2 * * *", lock="backups")
def nightly() -> None:
    """Make a backup of the night and try it."""
    problem = _made_and_tried()
    if problem:
        _tell_administrators(problem, once="")


@job("files.sweep", every="53 * * * *", lock="files.sweep")
def sweep_stored() -> None:
    """Remove files that have belonged to nothing for a day."""
    sweep_files(clock.now())


@job("backups.now")
def now_for(by: int | None = None) -> None:
    """Make a backup for somebody who asked for one, and tell them what came of it."""
    problem = _made_and_tried()
    person = User._default_manager.filter(pk=by or 0).first()
    if person is not None:
        with override(person.language):
            text = _(problem) if problem else _("The backup is made, and was restored elsewhere and compared: equal.")
            tell([person.pk], text, url=URL, now=clock.now())
    elif problem:
        _tell_administrators(problem, once="")


@job("backups.verify")
def verify_for(file: str, by: int | None = None) -> None:
    """Try a backup again for somebody who asked for it, and tell them what came of it."""
    env = settings.ENVIRONMENT
    found = next((one for one in backups(env) if one.name == file), None)
    if found is None:
        return
    try:
        with one_at_a_time(env):
            problem = "; ".join(tried(env, found, key_of_house(env.home)).problems[:3])
    except BackupFailed as reason:
        problem = str(reason)
    person = User._default_manager.filter(pk=by or 0).first()
    if person is not None:
        with override(person.language):
            good = _("%(file)s was restored elsewhere and compared: equal.") % {"file": file}
            tell([person.pk], _(problem) if problem else good, url=URL, now=clock.now())


@job("backups.watch", every="23 * * * *")
def watch() -> None:
    """Tell the administrators once a day when the last good backup is older than 26 hours."""
    moment = clock.now()
    if must_worry(settings.ENVIRONMENT, moment):
        _tell_administrators(_overdue_text(), once=f"backup overdue {moment:%Y-%m-%d}")


def _made_and_tried() -> str:
    """Empty when all went well, else the sentence for people. Nothing is raised: trying again would fill the disk."""
    env = settings.ENVIRONMENT
    try:
        made = make_backup(env)
        with one_at_a_time(env):
            made = tried(env, made, key_of_house(env.home))
    except BackupFailed as problem:
        return str(problem)
    prune(env)
    return "; ".join(made.problems[:3])


def _overdue_text() -> str:
    last: datetime | None = last_verified(settings.ENVIRONMENT)
    return f"no good backup since {last:%Y-%m-%d %H:%M} UTC" if last else "no good backup yet"


def _tell_administrators(problem: str, *, once: str) -> None:
    admins = User._default_manager.filter(role=Role.ADMIN, is_active=True, signs_in=True, binned_at__isnull=True)
    for person in admins:
        with override(person.language):
            text = _("Backups need you: %(problem)s.") % {"problem": problem.rstrip(".")}
        tell([person.pk], text, url=URL, now=clock.now(), once=once)
