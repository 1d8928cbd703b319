"""`records`, `actions`, `facts`, `jobs`, and short forms for keys and people: what the house is made of."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.tables import capital, table
from followthrough.cli.words import Answer, Asked, short, word
from followthrough.kernel.access.permissions import grants
from followthrough.kernel.actions.declare import Action, actions_on, all_actions
from followthrough.kernel.facts.announce import Fact, facts_known
from followthrough.kernel.jobs.queries import WORDS, job_counts, jobs_in
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import record_types, type_named, type_of

LATEST = 20

short("key", "keys", gettext_lazy("API keys: key make --name … --as P-0003 | key list | key revoke KEY-0001"))
short("user", "people", gettext_lazy("people: user list | invite | link | deactivate | reactivate"))
short("user link", "people reset", gettext_lazy("a new one-time link to sign in by"))


@word("records", gettext_lazy("list the kinds of records"))
def records(asked: Asked) -> Answer:
    """Every kind of record: its plural, number, area and verbs."""
    kinds: list[dict[str, Any]] = [
        {
            "plural": kind.plural,
            "label": str(kind.label),
            "ref": kind.ref,
            "area": kind.model.__module__.removeprefix("followthrough.").removesuffix(".models"),
            "verbs": sorted(actions_on(kind.model)),
            "fields": list(kind.fields),
        }
        for kind in record_types()
        if kind.listed
    ]
    rows = [[k["plural"], capital(k["label"]), k["ref"], k["area"], ", ".join(k["verbs"])] for k in kinds]
    return Answer(kinds, table([_("Plural"), _("Record"), _("Number"), _("Area"), _("Verbs")], rows))


def _plural(parser: ArgumentParser) -> None:
    parser.add_argument("plural", nargs="?", default="", help=_("only those on this record"))


@word("actions", gettext_lazy("list the verbs, of all records or of one"), arguments=_plural)
def actions(asked: Asked) -> Answer:
    """Every verb: what it takes, who may, what it does."""
    plural = asked.given.plural
    kind = type_named(plural) if plural else None
    if plural and kind is None:
        raise NotFound(_("There is no record “%(plural)s”; “followthrough records” lists them.") % {"plural": plural})
    found = sorted(actions_on(kind.model).values() if kind else all_actions(), key=_spoken)
    described = [_described(action) for action in found]
    told = [_(action.effect) if action.effect else "" for action in found]
    rows = [
        [a["action"], " ".join(a["takes"]), ", ".join(a["roles"]), effect]
        for a, effect in zip(described, told, strict=True)
    ]
    return Answer(described, table([_("Action"), _("Takes"), _("Roles"), _("What it does")], rows))


def _spoken(action: Action) -> str:
    return f"{type_of(action.model).plural}.{action.verb}"


def _described(action: Action) -> dict[str, Any]:
    return {
        "action": _spoken(action),
        "takes": [f"{f.name}*" if f.required else f.name for f in action.fields],
        "needs": action.needs,
        "roles": sorted(role.value for role in grants(action.needs)),
        "undone_by": action.undone_by,
        "about": action.about.split("\n")[0],
    }


@word("facts", gettext_lazy("list the facts areas announce, and who listens"))
def facts(asked: Asked) -> Answer:
    """Every fact with its listeners."""
    listeners = facts_known()
    known = sorted(Fact.__subclasses__(), key=lambda fact: fact.__name__)
    values: list[dict[str, Any]] = [
        {"fact": fact.__name__, "announced_by": fact.__module__, "listeners": listeners.get(fact.__name__, [])}
        for fact in known
    ]
    rows = [[v["fact"], v["announced_by"], ", ".join(v["listeners"])] for v in values]
    return Answer(values, table([_("Fact"), _("Announced by"), _("Listeners")], rows))


def _status(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--status", choices=sorted(set(WORDS.values())), default="", help=_("list the latest of this status")
    )


@word("jobs", gettext_lazy("what runs, waits and failed in the background"), arguments=_status)
def jobs(asked: Asked) -> Answer:
    """Counts by status, and the latest failed ones (or those of the status asked for)."""
    counts: dict[str, int] = {}
    for status, number in job_counts().items():
        counts[str(WORDS[status])] = counts.get(str(WORDS[status]), 0) + number
    asked_for = [status for status, name in WORDS.items() if name == (asked.given.status or "failed")]
    latest = [job for status in asked_for for job in jobs_in(status)[:LATEST]]
    values = [{"id": job.pk, "job": job.task_name, "attempts": job.attempts, "arguments": job.args} for job in latest]
    rows = [[str(v["id"]), v["job"], str(v["attempts"]), str(v["arguments"])] for v in values]
    lines = [f"{name}: {number:,}" for name, number in sorted(counts.items())] or [_("There are no jobs.")]
    if rows:
        lines += ["", *table([_("Id"), _("Job"), _("Attempts"), _("Arguments")], rows, right=[0, 2])]
    return Answer({"counts": counts, "latest": values}, lines)
