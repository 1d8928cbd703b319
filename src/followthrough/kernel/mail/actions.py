"""What people do with mails: take one back while it is held, send one again that failed."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.mail import replies as replies  # declares the verbs of answers
from followthrough.kernel.mail import serving as serving  # declares the verbs on the server
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import send_at
from followthrough.kernel.records.registry import type_of


@action(
    Mail,
    needs="mails.send",
    roles=DESK,
    button=gettext_lazy("Take back"),
    icon="undo-2",
    moves=(MailState.WAITING, MailState.TAKEN_BACK),
    undone_by="send-again",
)
def take_back_mail(mail: Mail, *, by: Actor, now: datetime) -> Changes:
    """Keep the mail from going out. Once the server has it, nobody can."""
    change_records(type_of(Mail), [(mail, {"state": MailState.TAKEN_BACK, "next_try_at": None})], by=by, now=now)
    return Changes(_("“%(subject)s” is not sent.") % {"subject": mail.subject}, record=mail)


@action(
    Mail,
    needs="mails.send",
    button=gettext_lazy("Send again"),
    icon="send",
    moves=((MailState.FAILED, MailState.TAKEN_BACK), MailState.WAITING),
)
def send_again_mail(mail: Mail, *, by: Actor, now: datetime) -> Changes:
    """Try to send a mail that failed or was taken back. It goes to those it was not taken for yet."""
    fresh = {"state": MailState.WAITING, "tries": 0, "refused": {}, "problem": "", "hold_until": None}
    change_records(type_of(Mail), [(mail, fresh)], by=by, now=now)
    send_at(mail.pk, None)
    return Changes(_("“%(subject)s” goes out again.") % {"subject": mail.subject}, record=mail)
