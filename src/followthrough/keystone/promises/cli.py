"""Today on the command line, and the short form of keeping."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from followthrough.cli.tables import brief, table
from followthrough.cli.words import Answer, Asked, short, word
from followthrough.kernel import clock
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.keystone.promises.queries.today import SHOWN, Group, Row, Rows, Scope, today

short("keep", "promises keep", "keep a promise, with what shows it")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--whose", choices=[scope.value for scope in Scope], default=Scope.MINE.value)


@word("today", "what is owed: late, today, later this week, waiting on others", arguments=_arguments)
def show_today(asked: Asked) -> Answer:
    """The first rows of each group, with the group's count; later and snoozed ones only counted."""
    groups = today(asked.actor, now=clock.now(), scope=Scope(asked.given.whose))
    values = {
        group.value: {"count": rows.count, "promises": [_plain(row) for row in rows.rows]}
        for group, rows in groups.items()
    }
    lines = [line for group in SHOWN for line in _lines(groups[group])]
    rest = [f"{groups[group].count} {group.value}" for group in (Group.LATER, Group.SNOOZED) if groups[group].count]
    nothing = [_("Nothing is due this week.")] if not lines else []
    return Answer(values, [*nothing, *lines, *([", ".join(rest)] if rest else [])])


def _plain(row: Row) -> dict[str, object]:
    promise = row.promise
    owes = promise.owner or promise.department
    return {
        "ref": promise.ref,
        "what": promise.what,
        "kind": promise.kind,
        "for": promise.account.ref if promise.account else promise.owed_to,
        "by": owes.ref if owes else "",
        "due": (promise.due_on or promise.due).isoformat(),
        "standing": row.standing.word.value,
        "why": row.why,
    }


def _lines(group: Rows) -> list[str]:
    if not group.rows:
        return []
    heads = (_("Number"), _("Promise"), _("For"), _("By"), _("Due"))
    lines = table(heads, [_cells(row) for row in group.rows])
    return [f"{group.group.value.replace('_', ' ').capitalize()} ({group.count})", *lines, ""]


def _cells(row: Row) -> tuple[str, ...]:
    promise = row.promise
    owes = promise.owner or promise.department
    to = promise.account.name if promise.account else promise.owed_to
    due = f"{promise.due_on}" if promise.due_on else f"{promise.due:%Y-%m-%d %H:%M} UTC"
    what = f"{kind_named(promise.kind).label}: {promise.what}" if promise.kind != "promise" else promise.what
    return promise.ref, brief(what), brief(to), owes.name if owes else "", due
