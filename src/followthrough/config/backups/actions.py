"""What an administrator asks for by a button: a backup now, and that a restored copy may act."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.config.backups.shelf import backups
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, grant
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.arming.models import Arming
from followthrough.kernel.arming.queries import is_armed
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.problems import Refused

grant("backups.view", ADMINS)


@action(
    Company,
    needs="backups.make",
    roles=ADMINS,
    on_class=True,
    undo_words=gettext_lazy("It is one more file in the folder of backups."),
)
def back_up(*, by: Actor, now: datetime) -> Changes:
    """Make an encrypted backup of the database and all files, restore it elsewhere and compare."""
    if not is_armed():
        raise Refused(_("This copy runs nothing in the background until it is armed."))
    defer("backups.now", by=by.user_id)
    return Changes(_("A backup is being made. You get a notice when it has been tried."))


@action(
    Company,
    needs="backups.make",
    roles=ADMINS,
    on_class=True,
    undo_words=gettext_lazy("It changes nothing but when the backup was last tried."),
)
def verify_backup(*, file: str, by: Actor, now: datetime) -> Changes:
    """Restore a backup elsewhere, compare every table and file with what was kept, and say what differs."""
    if not any(one.name == file for one in backups(settings.ENVIRONMENT)):
        raise Refused(_("There is no backup %(file)s.") % {"file": file})
    if not is_armed():
        raise Refused(_("This copy runs nothing in the background until it is armed."))
    defer("backups.verify", file=file, by=by.user_id)
    return Changes(_("The backup is being restored elsewhere and compared. You get a notice."))


@action(
    Company,
    needs="backups.arm",
    roles=ADMINS,
    on_class=True,
    undo_words=gettext_lazy("What it sends once it is armed can't be called back."),
)
def arm_copy(*, by: Actor, now: datetime) -> Changes:
    """Say that this restored copy is the house now: it may send again, and its work in the background begins."""
    if not arm_now(by.name, now):
        raise Refused(_("This house is armed already."))
    return Changes(_("This house acts again."))


def arm_now(by: str, now: datetime | None = None) -> bool:
    """Arm the house; false when it was armed already."""
    with transaction.atomic():
        if is_armed():
            return False
        Arming.objects.create(armed_at=now or clock.now(), by=by[:200])
    return True
