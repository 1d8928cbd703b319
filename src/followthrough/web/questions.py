"""What customers asked and what was answered: at the desk with the button that answers, and on their own page.

A record that holds a question has `question`, `asked_by`, and from `answered_at` on `answer` and `answered_by`.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Words
from followthrough.web.buttons import record_buttons
from followthrough.web.shapes import Question, QuestionsPanel
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import moment_text


def questions_panel(label: Words, rows: Iterable[Any], actor: Actor) -> Any:
    """Those that wait for an answer, then the others; None where nobody asked."""
    reader = reader_of(actor)
    listed = sorted(rows, key=lambda one: one.answered_at is not None)
    shown = tuple(question_shown(one, reader) for one in listed)
    return QuestionsPanel("questions", str(label), questions=shown) if shown else None


def question_shown(one: Any, reader: Reader) -> Question:
    """A question at the desk: who asked when, and the answer, or the button that gives one."""
    at = moment_text(one.created_at, now=reader.now, zone=reader.zone)
    said = _("%(who)s asked, %(when)s") % {"who": one.asked_by, "when": at}
    if one.answered_at is None:
        return Question(said, one.question, actions=record_buttons(one, reader.actor)[0])
    when = moment_text(one.answered_at, now=reader.now, zone=reader.zone)
    return Question(said, one.question, one.answer, _("%(who)s answered, %(when)s") % {"who": _who(one), "when": when})


def own_questions(rows: Iterable[Any]) -> Iterator[Question]:
    """The same for whoever asked: with the days, and without buttons."""
    zone = ZoneInfo(company().zone)
    for one in rows:
        asked = _("Asked on %(day)s.") % {"day": day_said(one.created_at.astimezone(zone).date())}
        answered = _("Not answered yet.")
        if one.answered_at is not None:
            gaps = {"name": _who(one), "day": day_said(one.answered_at.astimezone(zone).date())}
            answered = _("%(name)s answered on %(day)s.") % gaps
        yield Question(asked, one.question, one.answer, answered)


def _who(one: Any) -> str:
    name: str = one.answered_by.name if one.answered_by else company().name
    return name
