"""Tell people of a question and its answer: on the desk, and by mail with a link that asks for a code."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import type_named
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.approvals.queries.approvers import told_of

LETTER = "approvals.asked"
LINK_LIVES = timedelta(days=14)
VERBS = ["approve", "return"]


def tell_asked(approval: Approval, record: Any, *, by: Actor, now: datetime) -> None:
    """A notice and a letter to everybody who is to answer, each with a link of their own."""
    who = approval.asker.name if approval.asker else by.name
    for person in told_of(approval, now.date()):
        with translation.override(person.language):
            said = _("%(who)s asks for your approval: %(what)s") % {"who": who, "what": approval.title}
        tell([person.pk], said, url=page_of(approval), now=now)
        if person.email:
            _post(approval, person, who, by=by, now=now)


def _post(approval: Approval, person: User, who: str, *, by: Actor, now: datetime) -> None:
    """What only some may see stays out of it: the letter is kept with the approval, where the asker reads it too."""
    values = {
        "name": person.name,
        "by": who,
        "record": f"{approval.subject_ref}, {approval.subject_title}",
        "reasons": approval.reasons,
        "note": approval.note or "–",
        "link": link_mark(),
        "page": f"{settings.BASE_URL}{page_of(approval)}",
    }
    subject, text = worded(LETTER, person.language, values)
    post_with_link(
        Letter([person.email], subject, text),
        approval,
        name=person.name,
        email=person.email,
        expires_at=now + LINK_LIVES,
        verbs=VERBS,
        by=by,
        now=now,
        language=person.language,
    )


def tell_answered(approval: Approval, said: str, *, now: datetime) -> None:
    """The asker hears what was answered."""
    if approval.asker_id and approval.asker_id != approval.answered_by_id:
        tell([approval.asker_id], said, url=subject_page(approval), now=now)


def page_of(approval: Approval) -> str:
    """Where the approval stands."""
    return f"/approvals/{approval.ref}/"


def subject_page(approval: Approval) -> str:
    """Where what it is about stands."""
    kind = type_named(approval.subject_kind)
    return f"/{kind.plural}/{approval.subject_ref}/" if kind else page_of(approval)
