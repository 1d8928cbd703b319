"""The policy of every page: what it needs. An address that is not in this table fails the build."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from followthrough.api.policy import sight
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.doubles.signs import recognised
from followthrough.kernel.records.registry import RecordType

# Who may open a page with GET, or is refused before anything is looked for:
# `open`: everybody; `person`: whoever is signed in, about their own things; `view`, `edit` and so on: that permission
# on the kind of record the address names; with a dot: that permission. What a page then shows of records goes through
# `visible_to`; the crawl of test_side_doors looks after that.
OPEN, PERSON = "open", "person"
HOUSE = {
    "health/live": OPEN,
    "health/ready": OPEN,
    "metrics": OPEN,
    "robots.txt": OPEN,
    "favicon.ico": OPEN,
    "sign-in": OPEN,
    "sign-in/demo": OPEN,
    "sign-in/forgotten": OPEN,
    "sign-in/link": OPEN,
    "sign-in/link/<str:secret>": OPEN,
    "g/<str:secret>": OPEN,
    "g/<slug:ref>/": OPEN,
    "g/<slug:ref>/seen": OPEN,
    "g/<slug:ref>/code": OPEN,
    "g/<slug:ref>/code/confirm": OPEN,
    "g/<slug:ref>/see/<str:name>": OPEN,
    "g/<slug:ref>/<slug:verb>": OPEN,
    "^api(?:/.*)?$": OPEN,  # says that there is nothing; what the API has is in api/policy.py
    "": PERSON,
    "sign-out": PERSON,
    "today/": "promises.view",
    "today/more": "promises.view",
    "on-time/": "promises.view",
    "promises/receivers": "promises.view",
    "pipeline/": "opportunities.view",
    "usage/": "commitments.view",
    "deliveries/": "promises.view",
    "deliveries/said/": "satisfactions.view",
    "feeds/<str:secret>/deliveries.ics": OPEN,
    "credit/": "promises.view",
    "signatures/check": "envelopes.view",
    "feeds/<str:secret>/expiries.ics": OPEN,
    "renewals/retention": "contracts.view",
    "renewals/retention/behind": "contracts.view",
    "renewals/calendar": "contracts.view",
    "renewals/calendar.xlsx": "contracts.view",
    "renewals/retention.xlsx": "contracts.view",
    "parts/": "products.view",
    "parts/contradictions/": "products.view",
    "parts/add": "lines.create",
    "backups/": "backups.view",
    "backups/<slug:how>": "backups.view",
    "data/": "takeouts.view",
    "data/files/<str:name>": "takeouts.view",
    "data/persons/<slug:ref>/": "takeouts.view",
    "data/take-out": "post",
    "downloads/<uuid:key>/": PERSON,
    "downloads/<uuid:key>/file": PERSON,
    "downloads/<uuid:key>/stop": PERSON,
    "palette": PERSON,
    "search/": PERSON,
    "settings/": PERSON,
    "settings/mail/": "mails.serve",
    "settings/mail/try": "post",
    "settings/letters/": "mails.serve",
    "settings/letters/<str:key>/<str:language>/": "mails.serve",
    "settings/letters/<str:key>/<str:language>/put-back": "mails.serve",
    "jobs/": "jobs.view",
    "jobs/<int:job>/<slug:how>": "jobs.view",
    "notices": PERSON,
    "notices/read-all": PERSON,
    "notices/<int:number>": PERSON,
    "bin/": PERSON,
    "history/": PERSON,
    "history/<uuid:run>/": PERSON,
    "history/<uuid:run>/undo": PERSON,
    "history/undoing/<uuid:key>/": PERSON,
    "history/undoing/<uuid:key>/stop": PERSON,
    "profile": PERSON,
    "profile/save": PERSON,
    "profile/password": PERSON,
    "profile/sessions/end-others": PERSON,
    "profile/sessions/<slug:mark>/end": PERSON,
    "duplicates/": PERSON,
    "imports/new": "imports.upload",
    "billing/": "invoices.view",
    "billing/owed/": "invoices.view",
    "billing/owed.xlsx": "invoices.export",
    "billing/leaks/": "invoices.view",
    "billing/leaks.xlsx": "invoices.export",
}
# Those of a kind of record, and of one record. `post`: there is nothing to open, only to send.
OF_KIND = {
    "choose/<str:kind>": "view",
    "choose/<str:kind>/new": "post",
    "bin/<slug:plural>/": "view",
    "duplicates/<slug:plural>/": "view",
    "<slug:plural>/": "view",
    "<slug:plural>/views/save": "view",
    "<slug:plural>/views/begin": "post",
    r"^(?P<plural>[-\w]+)/export\.(?P<form>xlsx|csv|zip)$": "view",
    "<slug:plural>/new": "create",
    "<slug:plural>/new/doubles": "view",
    "<slug:plural>/merge": "merge",
    "<slug:plural>/bulk": "post",
    "<slug:plural>/bulk/apply": "post",
    "<slug:plural>/paste": "post",
    "<slug:plural>/do/<slug:verb>": "create",
}
OF_RECORD = {
    "accounts/<slug:ref>/": "view",
    "choose/of/<slug:plural>/<slug:ref>/<slug:verb>/<slug:name>": "post",  # no such field is as good as hidden
    "mails/<slug:ref>/": "view",
    "mails/<slug:ref>/files/<int:number>": "post",  # a file that is not there is as good as hidden
    "documents/<slug:ref>/versions/<int:number>": "post",  # a version that is not there is as good as hidden
    "documents/<slug:ref>/compare": "view",
    "signers/<slug:ref>/document": "post",  # the signer's own alone
    "signers/<slug:ref>/document/file": "post",
    "signers/<slug:ref>/document/page": "post",
    "orders/<slug:ref>/": "view",
    "orders/<slug:ref>/lines": "post",
    "orders/<slug:ref>/arrange": "post",
    "orders/<slug:ref>/add": "post",
    "orders/<slug:ref>/rows": "post",
    "quotes/<slug:ref>/proposal.pdf": "view",
    "quotes/<slug:ref>/quote.xlsx": "view",
    "quotes/<slug:ref>/reprice": "edit",
    "quotes/<slug:ref>/pick": "edit",
    "quotes/<slug:ref>/lines/<slug:line>": "post",
    "quotes/<slug:ref>/": "view",
    "quotes/<slug:ref>/versions": "post",  # a quote that never went out has none to compare
    "quotes/<slug:ref>/lines": "post",
    "quotes/<slug:ref>/arrange": "post",
    "quotes/<slug:ref>/add": "post",
    "quotes/<slug:ref>/rows": "post",
    "quotes/<slug:ref>/pages/<str:page>.png": "post",  # a page that is not there is as good as hidden
    "accounts/<slug:ref>/story": "post",  # asks for a part; without one there is nothing to open
    "contracts/<slug:ref>/": "view",
    "contracts/<slug:ref>/tie-out": "view",
    "contracts/<slug:ref>/tie-out.xlsx": "view",
    "accounts/<slug:ref>/credit": "view",
    "accounts/<slug:ref>/statement.pdf": "view",
    "invoices/<slug:ref>/invoice.pdf": "view",
    "invoices/<slug:ref>/ubl.xml": "view",
    "invoices/<slug:ref>/cii.xml": "view",
    "journals/<slug:ref>/journal.csv": "post",  # a journal's files are there once it was exported
    "journals/<slug:ref>/journal.xlsx": "post",
    "received-invoices/<slug:ref>/file": "post",
    "renewals/<slug:ref>/": "view",
    "commitments/<slug:ref>/": "view",
    "meters/<slug:ref>/taken": "view",
    "contracts/<slug:ref>/on": "view",
    "contracts/<slug:ref>/calendar.ics": "view",
    "amendments/<slug:ref>/": "view",
    "promises/<slug:ref>/row": "view",
    "price-editions/<slug:ref>/compare": "view",
    "price-editions/<slug:ref>/change": "edit",
    "price-editions/<slug:ref>/price-list.xlsx": "view",
    "price-editions/<slug:ref>/price-list.pdf": "view",
    "promises/<slug:ref>/more": "post",
    "promises/<slug:ref>/keep": "post",
    "promises/<slug:ref>/next": "post",
    "promises/<slug:ref>/snooze": "post",
    "promises/<slug:ref>/hand-over": "post",
    "promises/<slug:ref>/undo": "post",
    "pipeline/<slug:ref>/move": "post",
    "deliveries/<slug:ref>/beside": "post",
    "deliveries/<slug:ref>/move": "post",
    "part-tables/<slug:ref>/match": "post",
    "files/<slug:ref>": "post",
    "contacts/<slug:ref>/do/erase": "post",
    "people/<slug:ref>/do/erase": "post",
    "<slug:plural>/<slug:ref>/as-of": "view",
    "imports/<slug:ref>/match": "post",
    "imports/<slug:ref>/check": "post",
    "imports/<slug:ref>/done": "post",
    "imports/<slug:ref>/stop": "post",
    "imports/<slug:ref>/go-on": "post",
    "imports/<slug:ref>/": "view",
    "imports/<slug:ref>/rejects.csv": "post",
    "<slug:plural>/views/<slug:ref>/change": "post",
    "<slug:plural>/views/<slug:ref>/delete": "post",
    "<slug:plural>/bulk/<uuid:key>/": "post",
    "<slug:plural>/bulk/<uuid:key>/stop": "post",
    "<slug:plural>/<slug:ref>/do/merge": "post",
    "<slug:plural>/<slug:ref>/": "view",
    "<slug:plural>/<slug:ref>/edit": "seen, then edit",
    "<slug:plural>/<slug:ref>/timeline": "view",
    "<slug:plural>/<slug:ref>/visited": "post",
    "<slug:plural>/<slug:ref>/field/<slug:name>": "post",
    "<slug:plural>/<slug:ref>/do/<slug:verb>": "edit",
    "<slug:plural>/<slug:ref>/move": "post",
    "<slug:plural>/<slug:ref>/tick/<slug:name>": "post",
    "<slug:plural>/<slug:ref>/beside": "view",
    "<slug:plural>/<slug:ref>/row": "row",  # a row that is not there is an empty answer
    "<slug:plural>/<slug:ref>/cell/<slug:name>": "post",
}
OK, DENIED, HIDDEN, EMPTY = "ok", "denied", "hidden", "ok, with nothing in it, or hidden"
WHOSE = ("own", "foreign", "missing")


def every_pattern() -> Iterator[str]:
    """Every address of the house but those of the API, as Django knows it."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: list[object], prefix: str) -> Iterator[str]:
    for one in patterns:
        route = prefix + str(one.pattern)  # type: ignore[attr-defined]  # the resolver's list is of either kind
        if isinstance(one, URLPattern):
            if not route.startswith("api/"):
                yield route
        else:
            yield from _below(one.url_patterns, route)  # type: ignore[attr-defined]  # as above


@dataclass(frozen=True, slots=True)
class Opened:
    """One address to be opened, whose record it names, and what shall come of it."""

    url: str
    whose: str
    expected: str


def opened(kind: RecordType, actor: Actor, refs: dict[str, str]) -> Iterator[Opened]:
    """Every page of a kind and of its records, with what this actor is to be answered."""
    for pattern, needs in OF_KIND.items():
        if needs != "post" and not (needs == "merge" and "merge" not in actions_on(kind.model)):
            yield Opened(filled(pattern, kind, ""), "", _of_kind(pattern, kind, needs, actor))
    for pattern, needs in OF_RECORD.items():
        if needs == "post" or not _is_of(pattern, kind):
            continue
        for whose in WHOSE:
            yield Opened(filled(pattern, kind, refs[whose]), whose, _of_record(kind, needs, actor, whose))


def filled(pattern: str, kind: RecordType, ref: str) -> str:
    """The address for a kind and a record, with `create` or `edit` as its verb."""
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern).strip("^$").replace("\\", "")
    gaps = {"plural": kind.plural, "kind": kind.kind, "ref": ref, "form": "csv", "verb": "edit" if ref else "create"}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: gaps.get(gap[1], "name"), plain)


def _is_of(pattern: str, kind: RecordType) -> bool:
    first = pattern.split("/")[0]
    return first == "<slug:plural>" or first == kind.plural


def _of_kind(pattern: str, kind: RecordType, needs: str, actor: Actor) -> str:
    action = actions_on(kind.model).get("merge" if needs == "merge" else "create")
    asked = [kind.permission("view")] if needs == "view" else [kind.permission("view"), action.needs if action else ""]
    if pattern == "<slug:plural>/do/<slug:verb>":
        asked = [action.needs if action else ""]
    if pattern == "<slug:plural>/new" and kind.plural == "imports":
        return OK if actor.may(HOUSE["imports/new"]) else DENIED
    if pattern == "<slug:plural>/new" and not kind.form:
        return DENIED
    if pattern.startswith("duplicates/"):
        merge = actions_on(kind.model).get("merge")
        if merge is None or kind.model not in recognised():
            return DENIED
        return OK if merge and actor.may(merge.needs) and actor.may(kind.permission("view")) else DENIED
    if pattern == "<slug:plural>/views/save" and not actor.may("views.create"):
        return DENIED
    return OK if all(actor.may(one) for one in asked) else DENIED


def _of_record(kind: RecordType, needs: str, actor: Actor, whose: str) -> str:
    seen = sight(kind, actor) if actor.may(kind.permission("view")) else ""
    edits = actor.may(actions_on(kind.model)["edit"].needs)
    if not seen or (needs == "edit" and not edits):
        return DENIED
    if whose == "missing" or seen == "none" or (whose == "foreign" and seen == "own"):
        return EMPTY if needs == "row" else HIDDEN
    return DENIED if needs == "seen, then edit" and not edits else OK
