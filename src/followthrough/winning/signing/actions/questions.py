"""What a signer asks before they sign; whoever asked for the signature owes the answer."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.people.models import company
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.winning.signing.actions.by_signers import FINAL, is_open, mine, tell_owner
from followthrough.winning.signing.models import Signer
from followthrough.winning.signing.queries.promised import wanted_reply


@action(
    Signer,
    needs="signers.sign",
    icon="message-circle-question",
    applies=is_open,
    undo_words=FINAL,
    labels={"question": gettext_lazy("Your question")},
    options={"question": {"kind": "long", "max_length": 2000}},
    guests=ForGuests(gettext_lazy("Ask a question"), {"question": {}}),
)
def ask_signer(signer: Signer, *, question: str, by: Actor, now: datetime) -> Changes:
    """Ask before signing: the question stands on the signer, and whoever asked owes an answer the next working day."""
    envelope = mine(signer, by, now)
    add_note(signer, text=_("Question: %(question)s") % {"question": question}, by=by, now=now)
    make_promises([wanted_reply(envelope, signer, question, now)], by=by, now=now)
    tell_owner(envelope, _("%(who)s asks before signing: %(title)s"), signer, now)
    name = envelope.owner.name if envelope.owner else company().name
    return Changes(_("%(name)s has your question and answers by the next working day.") % {"name": name}, record=signer)
