"""`find WORDS` and `reindex`: the index of all records from a terminal."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.tables import brief, table
from followthrough.cli.words import Answer, Asked, word
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import type_named
from followthrough.kernel.search.finding import Find, Finds, find
from followthrough.kernel.search.rebuild import reindex


def _words(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", help=_("a name, words, a number, an e-mail address, a phone number"))
    parser.add_argument(
        "--kind", action="append", default=[], metavar="PLURAL", help=_("only these records; may be repeated")
    )
    parser.add_argument("--limit", type=int, default=5, metavar="N", help=_("so many of each kind (5)"))


@word("find", gettext_lazy("find records of every kind by words, numbers, addresses"), arguments=_words)
def find_records(asked: Asked) -> Answer:
    """What is found, the best first; the exit code is 0 even if that is nothing."""
    kinds = [type_named(name) for name in asked.given.kind]
    if None in kinds:
        raise NotFound(_("There is no such kind of record; `followthrough records` lists them."))
    only = [kind.kind for kind in kinds if kind]
    found = find(" ".join(asked.given.words), asked.actor, only=only, limit=max(1, min(asked.given.limit, 100)))
    lines = [line for one in found for line in ("", *_lines(one))]
    return Answer([_valued(one, hit) for one in found for hit in one.finds], lines[1:] or [_("Nothing is found.")])


def _lines(one: Finds) -> list[str]:
    rows = [(hit.record.ref, brief(hit.record.title), brief(hit.via.title) if hit.via else "") for hit in one.finds]
    return table([_("Number"), str(one.kind.label), _("Found by")], rows)


def _valued(one: Finds, hit: Find) -> dict[str, str]:
    via = {"via": hit.via.ref} if hit.via else {}
    return {"kind": one.kind.singular, "ref": hit.record.ref, "title": hit.record.title, **via}


@word("reindex", gettext_lazy("make the search index of all records anew"))
def make_index(asked: Asked) -> Answer:
    """How many entries of each kind were not right and are now; the desk may go on meanwhile."""
    if asked.actor.role not in (Role.ADMIN, Role.SYSTEM):
        raise Denied(_("Only an administrator makes the index anew."))
    counts = dict(reindex())
    rows = [(kind, f"{count:,}") for kind, count in counts.items()]
    return Answer(counts, table([_("Records"), _("Written")], rows, right=[1]))
