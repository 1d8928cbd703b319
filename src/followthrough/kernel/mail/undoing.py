"""A deed that posted mail can be taken back until the mail goes; what has left the house stays in the history."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.records.problems import Refused

GONE = (MailState.SENDING, MailState.SENT)


def refuse_if_gone(ids: Collection[int]) -> None:
    """Raises Refused where one of these mails has left, or is leaving; the rows are locked by whoever asks."""
    gone = Mail._default_manager.filter(pk__in=ids, state__in=GONE).first()
    if gone:
        words = _("The mail to %(to)s has gone out. What was sent can't be taken back.")
        raise Refused(words % {"to": ", ".join(gone.to)})
