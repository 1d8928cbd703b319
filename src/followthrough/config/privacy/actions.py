"""An administrator's word to erase a person; the work itself is a job, for it locks rows of many tables."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.config.privacy.erasing import refuse_who_is_needed
from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record

NEVER_BACK = gettext_lazy("Nobody can bring back what is erased.")


@action(Contact, needs="people.erase", roles=ADMINS, button=gettext_lazy("Erase the person"), undo_words=NEVER_BACK)
def erase_contact(contact: Contact, *, by: Actor, now: datetime) -> Changes:
    """Put a number in the place of this person everywhere: records, notes, history, search, files of theirs."""
    return _begun(contact, by)


@action(User, needs="people.erase", roles=ADMINS, button=gettext_lazy("Erase the person"), undo_words=NEVER_BACK)
def erase_user(user: User, *, by: Actor, now: datetime) -> Changes:
    """Put a number in the place of this colleague everywhere: records, notes, history, search, files of theirs."""
    refuse_who_is_needed(user)
    return _begun(user, by)


def _begun(person: Record, by: Actor) -> Changes:
    defer("privacy.erase", ref=person.ref, by=by.user_id, called=by.name)
    return Changes(_("%(ref)s is being erased. You get a notice with what is kept.") % {"ref": person.ref})
