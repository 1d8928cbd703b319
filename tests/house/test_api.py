"""What every declared record can do by the API, from the day it is declared."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from followthrough.api.openapi.document import document
from followthrough.api.openapi.schemas import schema_name
from followthrough.api.writes import sendable
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.custom import renew_custom
from followthrough.kernel.records.registry import record_types
from followthrough.winning.pipeline.models import Stage
from tests import cast
from tests.battery.conftest import signed_in
from tests.house.conftest import bin_it
from tests.house.samples import body_for, changed

pytestmark = pytest.mark.slow

KINDS = [kind for kind in record_types() if kind.listed]
MADE_BY_HAND = [kind for kind in KINDS if actions_on(kind.model)["create"].fields]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)


def misfits(value, schema):
    """What of a value does not fit a schema of the document."""
    whole = {"components": document()["components"], **schema}
    return [error.message for error in Draft202012Validator(whole).iter_errors(value)]


@contextmanager
def taken_back():
    """What happens inside is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.form], ids=lambda kind: kind.plural)
def test_what_comes_of_other_work_is_made_by_nobody_by_hand(house, kind):
    admin, browser = house.callers["admin"], signed_in(house, "admin")
    before = kind.model._default_manager.count()
    answers = [
        ask(path, {}).status_code
        for ask, path in ((admin.post, f"/{kind.plural}"), (browser.post, f"/{kind.plural}/do/create"))
    ]
    assert (answers, kind.model._default_manager.count()) == ([409, 422], before)


@every_kind
def test_list_and_record_hold_all_that_may_be_seen(house, kind):
    admin, record = house.callers["admin"], house.sides["A"].records[kind.model]
    page = admin.get(f"/{kind.plural}?ref={record.ref}").body
    readable = {"ref", "version", *kind.readable(cast.as_actor(admin.user))}  # with the custom fields the call met
    one = admin.get(f"/{kind.plural}/{record.ref}")
    more = {reading.name for reading in kind.readings}  # what only a record read alone tells besides
    alone = {name: value for name, value in one.body.items() if name not in more}
    assert (page["count"], page["items"], set(one.body)) == (1, [alone], readable | more)
    assert one["ETag"] == f'"{one.body["version"]}"'
    assert misfits(one.body, {"$ref": f"#/components/schemas/{schema_name(kind)}"}) == []
    for part in ("history", "notes", "files"):
        operation = document()["paths"][f"/{kind.plural}/{{ref}}/{part}"]["get"]
        told = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert misfits(admin.get(f"/{kind.plural}/{record.ref}/{part}").body, told) == []


@every_kind
def test_every_declared_filter_sort_column_and_search_answers(house, kind):
    admin = house.callers["admin"]
    for query in (
        *(f"{name}__empty=1" for name in (*kind.filters, *kind.match)),
        *(f"sort={sign}{name}" for name in (*kind.sorts, "id", "created_at") for sign in ("", "-")),
        *(f"{name}=yes" for name, condition in kind.conditions.items() if condition.field.kind == "yes_no"),
        "q=canary",
        "fields=" + ",".join((*kind.readable(cast.as_actor(admin.user)), *kind.computed)),
    ):
        assert admin.get(f"/{kind.plural}?{query}").status_code == 200, query


@every_kind
def test_a_list_costs_the_same_queries_for_one_row_and_for_three(house, kind):
    reader = house.callers["admin"]
    costs = []
    renew_custom()
    for sides in ("A", "ABC"):
        ids = ",".join(str(house.sides[letter].records[kind.model].pk) for letter in sides)
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(f"/{kind.plural}?id={ids}").body
        assert len(page["items"]) == len(sides)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


@pytest.mark.parametrize("kind", MADE_BY_HAND, ids=lambda kind: kind.plural)
def test_create_edit_delete_and_restore_leave_their_history(house, kind):
    admin = house.callers["admin"]
    side = house.sides["C"]
    with taken_back():
        bin_it(side.records[kind.model])  # whatever may be there once only
        body = body_for(kind, side, side.person)
        told = document()["paths"][f"/{kind.plural}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert misfits(body, told) == []
        made = admin.post(f"/{kind.plural}", body)
        assert made.status_code == 201, made.body
        if kind.model is Stage:  # the last one of its meaning can't be taken away
            cast.made(Stage, pipeline=side.records[Stage].pipeline, name="Another", kind=made.body["kind"])
        path = made["Location"].removeprefix("/api/v1")
        name, value = changed(kind, made.body, house.sides["B"])
        edited = admin.patch(path, {name: value}, If_Match=made["ETag"])
        assert (edited.status_code, edited.body[name]) == (200, value)
        assert admin.delete(path, If_Match=edited["ETag"]).status_code == 200
        assert admin.get(path).status_code == 404
        assert admin.post(f"{path}/restore").status_code == 200
        told = [entry["operation"] for entry in own_history(admin, path)]
        assert (told[:3], told[-1]) == (["change", "change", "change"], "create")
        entries = Entry.objects.filter(kind=kind.kind, surface="api", actor_id=admin.user.pk)
        assert {entry.verb for entry in entries} >= {
            action.name
            for verb, action in actions_on(kind.model).items()
            if verb in ("create", "edit", "delete", "restore")
        }


@every_kind
def test_each_action_says_what_it_does_and_shows_its_fields(kind):
    for verb, action in actions_on(kind.model).items():
        assert action.about.strip(), action.name
        path, method = {
            "create": (f"/{kind.plural}", "post"),
            "edit": (f"/{kind.plural}/{{ref}}", "patch"),
            "delete": (f"/{kind.plural}/{{ref}}", "delete"),
        }.get(verb, (f"/{kind.plural}/{verb}" if action.on_class else f"/{kind.plural}/{{ref}}/{verb}", "post"))
        told = document()["paths"][path][method]
        assert told["description"].startswith(action.about)
        if method != "delete":
            (content,) = told["requestBody"]["content"].values()
            named = {field.name for field in action.fields}
            assert set(content["schema"]["properties"]) >= named & sendable(action).keys(), action.name


def own_history(caller, path):
    return [entry for entry in caller.get(f"{path}/history").body["items"] if entry["record"]["ref"] in path]
