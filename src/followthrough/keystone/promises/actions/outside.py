"""When a department or the guest of a link answers: who hears of it, and what they are told."""

from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import Promise

OUTSIDE = (Role.DEPARTMENT, Role.GUEST)


def tell_minder(promise: Promise, words: str, *, by: Actor, now: datetime) -> None:
    """Whoever minds it (or gave the link) hears of it without looking; `words` has gaps for `who` and `what`."""
    hearing = _hearing(promise, by)
    if by.role in OUTSIDE and hearing and hearing != by.user_id:
        tell([hearing], words % {"who": by.name, "what": promise.what}, url=f"/promises/{promise.ref}/", now=now)


def answered(promise: Promise, by: Actor) -> str:
    """What a guest reads after answering: what happens next. Empty for everybody else."""
    if by.role is not Role.GUEST:
        return ""
    hearing = _hearing(promise, by)
    person = User._default_manager.filter(pk=hearing).first() if hearing else None
    if person is None:
        return _("It is on record. There is nothing more for you to do now.")
    return _("%(name)s has been told and takes it from here.") % {"name": person.name}


def _hearing(promise: Promise, by: Actor) -> int | None:
    return promise.minder_id or (by.opens.host_id if by.opens else None)
