"""`history`, `undo` and `bulk`: what was done, the way back, and many records at once."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.acting import SURFACE
from followthrough.cli.on_records import filters
from followthrough.cli.tables import table
from followthrough.cli.words import Answer, Asked, word
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.actions.undo import deeds_of, taken_back, undo, verbs_of, why_not
from followthrough.kernel.records.problems import Invalid, NotFound
from followthrough.kernel.records.registry import type_named

LATEST = 30


def _how_many(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=int, default=LATEST, metavar="N", help=_("the latest N (%(number)s)") % {"number": LATEST}
    )


@word("history", gettext_lazy("what was done, newest first, each with the run that undo takes"), arguments=_how_many)
def history(asked: Asked) -> Answer:
    """The latest deeds the person may see."""
    found = list(deeds_of(asked.actor).order_by("-id")[: max(1, min(asked.given.limit, 1000))])
    back, verbs = taken_back(found), verbs_of(found)
    values: list[dict[str, Any]] = [
        {
            "run": str(deed.run),
            "at": deed.at,
            "by": deed.actor_name,
            "verb": deed.verb,
            "kind": deed.kind,
            "records": deed.records,
            "is_taken_back": deed.run in back,
            "is_undoable": deed.run not in back and not why_not(deed, verbs[deed.run], asked.actor),
        }
        for deed in found
    ]
    rows = [[str(v["run"]), f"{v['at']:%Y-%m-%d %H:%M}", v["by"], v["verb"], str(v["records"])] for v in values]
    return Answer(values, table([_("Run"), _("When"), _("Who"), _("What"), _("Records")], rows, right=[4]))


def _which_run(parser: ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help=_("as “followthrough history” lists it"))
    parser.add_argument(
        "--anyway", action="store_true", help=_("put back what still can be, leave what was changed since")
    )
    parser.add_argument("--once", default="", metavar=_("KEY"), help=_("the same KEY again has no second effect"))


@word("undo", gettext_lazy("take back all that one run wrote"), arguments=_which_run)
def undo_run(asked: Asked) -> Answer:
    """Put everything back; refused by name where somebody changed it since."""
    given = asked.given
    outcome = undo(given.run, actor=asked.actor, surface=SURFACE, anyway=given.anyway, key=given.once)
    return Answer({**outcome.stored(), "replayed": outcome.replayed}, [outcome.message])


def _which_many(parser: ArgumentParser) -> None:
    parser.add_argument("plural", metavar="PLURAL", help=_("the kind of record, such as accounts"))
    parser.add_argument("refs", nargs="*", metavar="REF", help=_("these records"))
    parser.add_argument(
        "--filter", "-f", action="append", default=[], metavar=_("FIELD=VALUE"), help=_("or all that fit")
    )
    parser.add_argument(
        "--set", "-s", action="append", default=[], metavar=_("FIELD=VALUE"), help=_("what to set; tags__add=…")
    )
    parser.add_argument("--delete", action="store_true", help=_("move them to the bin"))
    parser.add_argument("--restore", action="store_true", help=_("bring them back from the bin"))
    parser.add_argument("--closed-too", action="store_true", help=_("change closed ones too"))
    parser.add_argument("--preview", action="store_true", help=_("only tell what would change"))
    parser.add_argument("--once", default="", metavar=_("KEY"), help=_("the same KEY again has no second effect"))


@word("bulk", gettext_lazy("change, delete or restore many records at once"), arguments=_which_many)
def bulk(asked: Asked) -> Answer:
    """Tell what changes and what is left out and why; without --preview do it."""
    given = asked.given
    kind = type_named(given.plural)
    verb = "delete" if given.delete else "restore" if given.restore else "edit"
    action = actions_on(kind.model).get(f"{verb}-many") if kind else None
    if kind is None or action is None:
        raise NotFound(_("There is no record “%(plural)s” for many at once.") % {"plural": given.plural})
    if bool(given.refs) == bool(given.filter):
        raise Invalid({"filter": _("Name records, or filters that choose them.")})
    values: dict[str, Any] = {"preview": given.preview}
    values |= {"refs": given.refs} if given.refs else {"where": filters(given.filter)}
    if verb == "edit":
        values |= {"values": filters(given.set), "settled_too": given.closed_too}
    outcome = run(action, actor=asked.actor, surface=SURFACE, values=values, key=given.once)
    told = outcome.ask
    lines = [outcome.message, _("%(n)s to change, %(same)s so already.") % {"n": told["changes"], "same": told["same"]}]
    lines += [f"{skip['ref']}  {skip['title']}: {skip['why']}" for skip in told["skips"]]
    lines += [_("%(ref)s is not there, or none you may see.") % {"ref": ref} for ref in told["absent"]]
    return Answer({**outcome.stored(), "replayed": outcome.replayed}, lines)
