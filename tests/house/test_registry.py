"""What holds for every record and action that is declared."""

import pytest
from django.apps import apps
from django.db import connection

from followthrough.config.areas import AREAS, KERNEL
from followthrough.kernel.access.actor import NOBODY
from followthrough.kernel.access.permissions import grants
from followthrough.kernel.actions.declare import all_actions
from followthrough.kernel.actions.run import run
from followthrough.kernel.doubles.signs import recognised, traits_of
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.keys import KEYS
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import record_types, type_of

KINDS = record_types()
TRIGGERS = {"ft_touch", "ft_insert", "ft_update", "ft_delete"}
ACTIONS = list(all_actions())


def concrete_records(model=Record):
    for below in model.__subclasses__():
        yield from concrete_records(below)
        if not below._meta.abstract:
            yield below


def floor_of(model):
    """The height of a model's area; the whole kernel is one floor, Django's own apps lie below it."""
    name = apps.get_app_config(model._meta.app_label).name
    return -1 if name not in AREAS else 0 if name in KERNEL else AREAS.index(name)


def test_every_record_is_declared():
    assert set(concrete_records()) == {kind.model for kind in KINDS}


def test_every_empty_panel_says_how_what_stands_there_comes():
    silent = [
        f"{kind.plural}: {panel.key}"
        for kind in KINDS
        for panel in (*kind.contributed, *kind.panels)
        if panel.of and not (panel.begins or type_of(panel.of).begins)
    ]
    assert silent == []


def test_foreign_keys_never_point_upward():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and floor_of(field.related_model) > floor_of(model) >= 0
    ]
    assert upward == []


def test_what_doubles_are_found_by_has_an_index_of_its_key():
    few = {User, Team}
    wanted = [(one.of or model, one) for model in recognised() if model not in few for one in traits_of(model)]
    assert len(wanted) > 8
    without = [
        f"{model._meta.label}.{one.column}"
        for model, one in wanted
        if one.key and [KEYS[one.key](one.column)] not in [list(index.expressions) for index in model._meta.indexes]
    ]
    assert without == []


@pytest.mark.django_db
def test_every_record_has_its_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, array_agg(t.tgname::text) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'O' GROUP BY c.relname"
        )
        found = {table: set(names) & TRIGGERS for table, names in cursor.fetchall()}
    assert {kind.model._meta.db_table: found.get(kind.model._meta.db_table) for kind in KINDS} == {
        kind.model._meta.db_table: TRIGGERS for kind in KINDS
    }


def test_every_record_can_be_searched_and_its_declared_names_exist():
    for kind in KINDS:
        columns = {column.name for column in kind.model._meta.concrete_fields}
        assert set(kind.model.searched) <= columns, kind.plural
        assert set(kind.filters) | set(kind.sorts) | set(kind.match) <= columns, kind.plural
        assert set(kind.columns) <= columns | kind.computed.keys(), kind.plural
        assert set(kind.form) <= kind.fields.keys() | kind.extras.keys(), kind.plural


def test_every_permission_that_is_asked_for_is_held_by_somebody():
    listed = {kind.model for kind in KINDS if kind.listed}  # the others are written by the verbs of their parents
    assert [action.name for action in ACTIONS if action.model in listed and not grants(action.needs)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.model.__name__}.{action.verb}")
def test_every_action_is_refused_without_its_permission(action):
    with pytest.raises(Denied):
        run(action, actor=NOBODY, surface="test", target="X-1", values={})


def test_every_change_of_a_record_can_be_taken_back_and_the_rest_say_why_not():
    final = [action for action in ACTIONS if not action.is_undoable]
    assert [action.name for action in final if action.generic or action.from_states] == []
    assert [action.name for action in final if not str(action.undo_words).endswith(".")] == []
