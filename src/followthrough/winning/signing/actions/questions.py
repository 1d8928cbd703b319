"""What a signer asks before they sign; whoever asked for the signature owes the answer: by mail, and on their page."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.people.models import company
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.winning.signing.actions.asking import send_link
from followthrough.winning.signing.actions.by_signers import FINAL, is_open, mine, tell_owner
from followthrough.winning.signing.models import Signer, SignerQuestion
from followthrough.winning.signing.queries.promised import QUESTION, asking_key, wanted_reply

REPLY = "signing.reply"


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
    values = {"signer": signer, "question": question.strip()}
    asked: SignerQuestion
    (asked,) = create_records(type_of(SignerQuestion), [values], by=by, now=now)
    add_note(signer, text=_("Question: %(question)s") % {"question": question}, by=by, now=now)
    make_promises([wanted_reply(envelope, asked, now)], by=by, now=now)
    tell_owner(envelope, _("%(who)s asks before signing: %(title)s"), signer, now)
    name = envelope.owner.name if envelope.owner else company().name
    return Changes(_("%(name)s has your question and answers by the next working day.") % {"name": name}, record=signer)


@action(
    SignerQuestion,
    needs="envelopes.ask",
    button=gettext_lazy("Answer"),
    icon="reply",
    primary=True,
    applies=lambda one: one.answered_at is None,
    labels={"answer": gettext_lazy("Your answer")},
    options={"answer": {"kind": "long", "max_length": 4000}},
)
def answer_signer_question(question: SignerQuestion, *, answer: str, by: Actor, now: datetime) -> Changes:
    """Mail the signer the answer, with the way to their page, where it stands too. What was owed is kept.

    For ten seconds it can be taken back.
    """
    signer, said = question.signer, answer.strip()
    values = {"answer": said, "answered_at": now, "answered_by_id": by.user_id}
    change_records(type_of(SignerQuestion), [(question, values)], by=by, now=now)
    send_link(
        signer.envelope,
        signer,
        REPLY,
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        answers=Mail._default_manager.filter(once=f"signing/{signer.pk}").first(),
        question=question.question,
        answer=said,
        sender=by.name,
    )
    keep_of(signer, rule=QUESTION, occurrence=asking_key(question), text=said, by=by, now=now)
    return Changes(_("The answer goes to %(name)s.") % {"name": signer.name}, record=question)
