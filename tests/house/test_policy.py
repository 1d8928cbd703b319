"""The policy table is the truth: every address, every role, a record of one's own, of another's, and none."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from psycopg import sql

from followthrough.api.policy import (
    ANON,
    DENIED,
    HIDDEN,
    KEY_LIMITED,
    NOT_SIGNED_IN,
    OK,
    actors,
    outcomes,
    policy,
    sight,
)
from followthrough.api.reference import pages
from followthrough.api.routes import routes
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.notes.queries import files_on
from followthrough.kernel.records.registry import record_types, type_of
from tests import cast
from tests.house import gate
from tests.house.canaries import has_texts, hidden_words, marked
from tests.house.conftest import PRIVATE, bin_it

pytestmark = pytest.mark.slow

STATUS = {NOT_SIGNED_IN: 401, DENIED: 403, HIDDEN: 404}
NAMES = ("coordinator", "department", "rep_a", "rep_b", "readonly", "manager", "finance", "admin", KEY_LIMITED, ANON)
# The rep of side A may what the rep of side B may, the other way round.
LONG = {"rep_a": pytest.mark.battery}
DOCS = Path(__file__).parents[2] / "docs" / "reference"
MISSING = "ZZ-99999"


def role_of(name):
    return "rep" if name.startswith("rep_") else name


def digest():
    """A hash of all rows of each record, of the history and of the notices, by table."""
    tables = [kind.model._meta.db_table for kind in record_types()] + ["history_entry", "notify_notice"]
    each = "SELECT {}, md5(coalesce(string_agg(t::text, '' ORDER BY id), '')) FROM {} t"
    parts = [sql.SQL(each).format(sql.Literal(table), sql.Identifier(table)) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        return dict(cursor.fetchall())


def status_of(caller, operation, path, record):
    """The status of a request whose effect, if it has one, is taken back."""
    if operation.method == "GET":
        return caller.get(path).status_code
    with transaction.atomic():
        if record is not None and operation.action.verb == "restore":
            bin_it(record)
        body = None if operation.method == "DELETE" else {}
        headers = {} if operation.method == "POST" else {"If_Match": "*"}
        status = caller.ask(operation.method, path, body, **headers).status_code
        transaction.set_rollback(True)
    return status


def path_to(route, operation, record, actor):
    """The address with this record in it, and one of its files."""
    ref = record.ref if record else MISSING
    if "{file}" not in route.path:
        return route.path.replace("{ref}", ref)
    parts = [one for one in record_types() if f"/{one.plural}/{{file}}" in route.path]
    held = parts[0].model.visible_to(actor).filter(**{parts[0].parent: record}) if parts and record else None
    file = (files_on(record, actor) if held is None else held).first() if record else None
    return route.path.replace("{ref}", ref).replace("{file}", file.ref if file else "F-0")


def records_for(house, name, kind, actor):
    """The records whose number the address is given, by whose they are."""
    sees_own = actor.may(kind.permission("view")) and sight(kind, actor) != "none"
    own = house.own(kind, name) if sees_own else house.side_of(name).records[kind.model]
    return {"own": own, "foreign": house.other_side_of(name).records[kind.model]}


@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG.get(name, ())) for name in NAMES])
def test_every_address_answers_this_role_as_declared(house, name):
    caller, actor = house.callers[name], actors()[role_of(name)]
    records = {kind.kind: records_for(house, name, kind, actor) for kind in record_types() if kind.listed}
    wrong = []
    before = digest()
    for route in routes():
        for operation in route.operations.values():
            answers = outcomes(route, operation, actor)
            if set(answers.values()) <= {DENIED, NOT_SIGNED_IN}:  # said before any record is looked for
                answers = dict(list(answers.items())[:1])
            for whose, outcome in answers.items():
                record = records[operation.kind.kind].get(whose)
                status = status_of(caller, operation, path_to(route, operation, record, SYSTEM), record)
                fits = status < 500 and status not in STATUS.values() if outcome == OK else status == STATUS[outcome]
                if not fits:
                    wrong.append((operation.method, route.path, whose, outcome, status))
    assert wrong == []
    assert digest() == before


@pytest.mark.parametrize("name", [pytest.param(name, marks=LONG.get(name, ())) for name in NAMES if name != ANON])
def test_nothing_hidden_is_in_any_answer(house, name):
    caller, actor = house.callers[name], actors()[role_of(name)]
    other = house.other_side_of(name)
    forbidden = hidden_words(actor, other, house.sides.values())
    if not actor.may("private_notes.view"):
        forbidden.add(PRIVATE)
    kinds = [kind for kind in record_types() if kind.listed and actor.may(kind.permission("view"))]
    own = {kind.kind: house.own(kind, name) for kind in kinds if sight(kind, actor) != "none"}
    before, leaks = digest(), []
    for route in routes():
        operation = route.operations.get("GET")
        if operation is None or "{file}" in route.path or operation.kind.kind not in own:
            continue
        record = own[operation.kind.kind] if route.names_record else None
        answer = caller.get(path_to(route, operation, record, SYSTEM) if record else route.path)
        assert answer.status_code in (200, 403), route.path
        leaks += [(route.path, word) for word in forbidden if word.encode() in answer.sent]
    assert leaks == []
    assert digest() == before


def test_the_crawler_would_see_a_leak(house):
    """The positive control: the administrator, who sees all, does meet the mark of every field of every kind."""
    admin, ada, rita = house.callers["admin"], actors()["admin"], actors()["rep"]
    missed, unmarked = [], set()
    for kind in (kind for kind in record_types() if kind.listed):
        for side in (house.sides["A"], house.sides["B"]):
            record = side.records[kind.model]
            texts = dict(marked(kind, record))
            told = admin.get(f"/{kind.plural}/{record.ref}").body
            missed += [(kind.plural, n) for n, text in texts.items() if n in kind.readable(ada) and told[n] != text]
            unmarked |= {kind.plural} if not texts and has_texts(kind) and sight(kind, rita) != "all" else set()
    assert (missed, unmarked) == ([], set())


def test_links_to_foreign_records_are_refused_like_missing_ones(house):
    caller, actor = house.callers["rep_b"], cast.as_actor(house.callers["rep_b"].user)
    tried = 0
    for kind in record_types():
        if not kind.listed or not actor.may(kind.permission("edit")):
            continue
        own = house.own(kind, "rep_b")
        for name, field in kind.writable(actor).items():
            foreign = house.sides["A"].records.get(field.link) if field.link else None
            if foreign is None or field.link.visible_to(actor).filter(pk=foreign.pk).exists():
                continue
            tried += 1
            told = []
            for ref in (foreign.ref, MISSING):
                answer = caller.patch(f"/{kind.plural}/{own.ref}", {name: {"ref": ref}}, If_Match="*")
                told.append((answer.status_code, answer.body["fields"].get(name, "").replace(ref, "…")))
            assert told[0] == told[1], (kind.plural, name)
            assert told[0][0] == 422, (kind.plural, name)
    assert tried > 5


def test_fields_that_may_not_be_set_are_refused_and_never_stored(house):
    caller, actor = house.callers["rep_b"], cast.as_actor(house.callers["rep_b"].user)
    extra = {"id": 1, "ref": "X", "version": 9, "created_at": "2020-01-01T00:00Z", "binned_at": None, "is_staff": True}
    for kind in record_types():
        if not kind.listed or not actor.may(kind.permission("edit")):
            continue
        closed = extra | {name: "x" for name in kind.fields if name not in kind.writable(actor)}
        own = house.own(kind, "rep_b")
        before = digest()
        answer = caller.patch(f"/{kind.plural}/{own.ref}", closed, If_Match="*")
        assert (answer.status_code, set(answer.body["fields"])) == (422, set(closed)), kind.plural
        assert digest() == before


def test_the_table_in_the_docs_is_the_one_the_house_follows():
    stale = [name for name, text in pages().items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run bin/reference"


def test_every_guarded_field_is_in_the_field_policy():
    guarded = {(kind.plural, name) for kind in record_types() for name, field in kind.fields.items() if field.guard}
    told = {(plural, name) for plural, fields in policy()["fields"].items() for name in fields}
    assert told == guarded


def test_no_guarded_field_sorts_without_a_check():
    for kind in record_types():
        for name in kind.sorts:
            assert type_of(kind.model).fields[name].guard is None


@pytest.mark.slow
@pytest.mark.parametrize("subject", gate.SUBJECTS, ids=lambda one: one.kind)
def test_no_verb_lets_go_what_needs_approval(house, subject):
    assert gate.verbs_that_let_go(house, subject) == (gate.LETS_GO[subject.model], gate.LETS_GO[subject.model])
