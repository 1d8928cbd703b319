"""Mail in the story: reminders of what customers owe, one answered, as if a server had taken them."""

from datetime import timedelta

from followthrough.config.demo.stage import Stage
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.run import run
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State

REMINDED = 3
ANSWER = "Thank you for the reminder. It is with our purchasing and will be signed this week; I send it over at once."


def tell_mails(stage: Stage) -> None:
    """Remind of the oldest waits that have a contact with an address; the first one answered the day after."""
    waits = Promise._default_manager.filter(direction=Direction.THEIRS, state=State.OPEN, minder__isnull=False)
    found = list(waits.exclude(contact__email="").exclude(contact=None).order_by("created_at", "pk")[:REMINDED])
    for place, wait in enumerate(found):
        assert wait.minder is not None
        by = actor_of(wait.minder)
        with clock_at(max(stage.at(-3, 9 + place), wait.created_at + timedelta(minutes=5))):
            run(actions_on(Promise)["remind"], actor=by, surface="web", target=wait.ref, values={})
            mail = Mail._default_manager.latest("pk")
            _is_sent(mail)
        if place == 0:
            at = max(stage.at(-2, 11), mail.at + timedelta(hours=1))
            with clock_at(at):
                run(actions_on(Mail)["log-reply"], actor=by, surface="web", target=mail.ref, values={"text": ANSWER})


def _is_sent(mail: Mail) -> None:
    now = mail.at + timedelta(seconds=12)
    with acting(SYSTEM, "send_mail", surface="worker", now=now):
        taken = {"state": MailState.SENT, "sent_at": now, "accepted": list(mail.to), "tries": 1}
        change_records(type_of(Mail), [(mail, taken)], by=SYSTEM, now=now)
