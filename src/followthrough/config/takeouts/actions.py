"""What an administrator asks for by a button: everything taken out, or what is known of one person."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.config.takeouts.shelf import name_for
from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, grant
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.arming.queries import is_armed
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import Company, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused

grant("takeouts.view", ADMINS)
HAND_OUT = gettext_lazy("Hand out their data")
ONE_FILE = gettext_lazy("It is one more file, which is removed after three days.")


@action(Company, needs="takeouts.make", roles=ADMINS, on_class=True, undo_words=ONE_FILE)
def take_out(*, by: Actor, now: datetime) -> Changes:
    """Write every record, its history and all files into one archive in open formats; it is not encrypted."""
    _ask("takeouts.everything", by, now)
    return Changes(_("Everything is being taken out. You get a notice when the archive is ready."))


@action(Contact, needs="takeouts.make", roles=ADMINS, button=HAND_OUT, undo_words=ONE_FILE)
def hand_out_contact(contact: Contact, *, by: Actor, now: datetime) -> Changes:
    """Write all that is known of this person into one archive, for them: records, history, mentions, files."""
    return _person(contact, by, now)


@action(User, needs="takeouts.make", roles=ADMINS, button=HAND_OUT, undo_words=ONE_FILE)
def hand_out_user(user: User, *, by: Actor, now: datetime) -> Changes:
    """Write all that is known of this colleague into one archive, for them: records, history, mentions, files."""
    return _person(user, by, now)


def _person(person: Record, by: Actor, now: datetime) -> Changes:
    _ask("takeouts.person", by, now, ref=person.ref)
    return Changes(_("What is known of %(ref)s is being put together. You get a notice.") % {"ref": person.ref})


def _ask(job: str, by: Actor, now: datetime, ref: str = "") -> None:
    if not is_armed():
        raise Refused(_("This copy runs nothing in the background until it is armed."))
    about = {"ref": ref} if ref else {}
    defer(job, file=name_for(ref, now), asked=now.isoformat(), by=by.user_id, called=by.name, **about)
