"""Who has the ball: the nearest open promise or wait of a record in one sentence, for the head of its page."""

from django.utils.translation import gettext as _

from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.pages.rows import owed_by
from followthrough.keystone.promises.queries.today import Row
from followthrough.keystone.promises.rules import StandingWord
from followthrough.web.shapes import Cell
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, due_text, full_text


def ball_cell(row: Row, reader: Reader) -> Cell:
    """Who owes what by when, or whom we wait for since when; leads to the promise."""
    promise = row.promise
    gaps = {
        "who": owed_by(promise, reader).name,
        "what": promise.what,
        "due": due_text(promise.due_on or promise.due, now=reader.now, zone=reader.zone),
    }
    late = row.standing.word is StandingWord.LATE
    if promise.direction == Direction.THEIRS:
        asked = promise.asked_on or promise.created_at.astimezone(reader.zone).date()
        who = promise.contact or promise.account
        gaps |= {"who": who.title if who else promise.owed_to, "asked": day_text(asked, today=reader.today)}
        words = _("We wait for %(who)s: %(what)s, asked %(asked)s, expected %(due)s")
    elif promise.blocked_by is not None and row.standing.word is StandingWord.WAITING:
        gaps["wait"] = promise.blocked_by.what
        words = _("We wait for “%(wait)s”; then %(who)s: %(what)s")
    else:
        words = _("%(who)s: %(what)s, was due %(due)s") if late else _("%(who)s: %(what)s, due %(due)s")
    title = full_text(promise.due_on or promise.due, zone=reader.zone)
    return Cell(words % gaps, "link", f"/promises/{promise.ref}/", tone="late" if late else "plain", title=title)
