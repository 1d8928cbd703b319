"""Write many rows of one table at once: COPY for new ones, one UPDATE for changed ones; few go the ordinary way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, connections, models
from django.db.models import DEFERRED
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

from followthrough.kernel.records.copying import PLAIN, copy_text
from followthrough.kernel.records.custom_columns import HOLDER, custom_column
from followthrough.kernel.records.sending import send_rows

_by_sets: ContextVar[bool] = ContextVar("by_sets", default=False)
MANY = 200  # rows from which COPY and the joined UPDATE win
BATCH = 2_000


@contextmanager
def checked_by_sets() -> Iterator[None]:
    """Inside, whoever tidies many rows one by one finds out itself, for all at once, whether what must be unique is."""
    token = _by_sets.set(True)
    try:
        yield
    finally:
        _by_sets.reset(token)


def is_checked_by_sets() -> bool:
    """Whether a look into the database for each row can be left out."""
    return _by_sets.get()


def new_instances(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Unsaved instances with these values by field name, as the model itself would make them, but many at once."""
    if len(rows) < MANY:
        return [model(**row) for row in rows]
    usual: dict[str, Any] = {}
    called: list[tuple[str, Callable[[], Any]]] = []
    links: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        first = _default_of(field)
        if callable(first):
            called.append((field.attname, first))
        elif first is not DEFERRED:
            usual[field.attname] = first
        if field.is_relation:
            links[field.name] = field.attname
    return [_instance(model, usual, called, links, row) for row in rows]


def insert_rows(model: type[models.Model], made: Sequence[Any]) -> None:
    """Insert unsaved instances and give them their ids; statement triggers see them as one statement."""
    fields = _columns_given(model, made) if len(made) >= MANY else None
    if fields is None:
        model._default_manager.bulk_create(made, batch_size=BATCH)
        return
    key = model._meta.pk
    for instance, number in zip(made, _next_ids(model, len(made)), strict=True):
        setattr(instance, key.attname, number)
    columns = (key, *fields)
    names = sql.SQL(", ").join(sql.Identifier(field.column) for field in columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    send_rows(statement, [_lines(columns, made[at : at + BATCH]) for at in range(0, len(made), BATCH)])
    alias = connection.alias
    for instance in made:
        instance._state.adding, instance._state.db = False, alias


def update_rows(model: type[models.Model], changed: Sequence[Any], names: Sequence[str]) -> None:
    """Write the named fields of instances that are there already."""
    columns = dict.fromkeys(HOLDER if custom_column(model, name) else name for name in names)
    fields = [_field(model, name) for name in columns]
    if len(changed) == 1:
        (one,) = changed
        values = {field.name: getattr(one, field.attname) for field in fields}
        model._default_manager.filter(pk=one.pk).update(**values)
        return
    if len(changed) < MANY:
        model._default_manager.bulk_update(changed, list(columns), batch_size=BATCH)
        return
    key = _field(model, "pk")
    types = sql.SQL(", ").join(
        sql.SQL("{} {}").format(
            sql.Identifier(field.column),
            sql.SQL(field.rel_db_type(connection) if field is key else field.db_type(connection)),
        )
        for field in (key, *fields)
    )
    statement = sql.SQL(
        "UPDATE {table} AS held SET {changes} FROM json_to_recordset(%s) AS given({types}) "
        "WHERE held.{key} = given.{key}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        changes=sql.SQL(", ").join(sql.SQL("{0} = given.{0}").format(sql.Identifier(field.column)) for field in fields),
        types=types,
        key=sql.Identifier(key.column),
    )
    with connection.cursor() as cursor:
        for start in range(0, len(changed), BATCH):
            rows = [
                {field.column: field.get_prep_value(getattr(one, field.attname)) for field in (key, *fields)}
                for one in changed[start : start + BATCH]
            ]
            cursor.execute(statement, [orjson.dumps(rows, default=str).decode()])


def _instance(
    model: type[models.Model],
    usual: Mapping[str, Any],
    called: Sequence[tuple[str, Callable[[], Any]]],
    links: Mapping[str, str],
    row: Mapping[str, Any],
) -> Any:
    """What `model(**row)` makes, without asking each field of each row what to do: no model listens to its making."""
    made: Any = model.__new__(model)
    made._state = ModelState()
    values = made.__dict__
    values.update(usual)
    for name, make in called:
        values[name] = make()
    columns = len(values)
    values.update(row)
    for name, column in links.items():
        if name in row:
            value = values[column] = values.pop(name)
            if isinstance(value, models.Model):
                values[column] = value.pk
                made._state.fields_cache[name] = value
    if len(values) > columns:  # what is no column is told to the instance, such as a custom field
        for name in row.keys() - {field.attname for field in model._meta.concrete_fields} - links.keys():
            setattr(made, name, values.pop(name))
    return made


def _default_of(field: Any) -> Any:
    """The value of a field nobody sets; something to call where each instance needs its own."""
    if field.generated:
        return DEFERRED
    first = field.get_default()
    return first if isinstance(first, (*PLAIN, DatabaseDefault)) else field.get_default


def _lines(columns: Sequence[Any], made: Sequence[Any]) -> str:
    rows = [instance.__dict__ for instance in made]
    return copy_text((list(map(itemgetter(field.attname), rows)), _writer(field)) for field in columns)


def _writer(field: Any) -> Callable[[Any], Any]:
    database = connections[connection.alias]
    if isinstance(field, models.CharField | models.TextField):  # a choice is text of its own type
        return lambda value: str(value) if isinstance(value, str) else field.get_db_prep_save(value, database)
    if isinstance(field, models.JSONField):  # nearly always empty: the custom values of a record
        return lambda value: "{}" if value == {} else field.get_db_prep_save(value, database)
    return lambda value: field.get_db_prep_save(value, database)


def _columns_given(model: type[models.Model], made: Sequence[Any]) -> list[Any] | None:
    """The columns to write, without those all rows leave to the database; None if they differ in that."""
    rows = [instance.__dict__ for instance in made]
    given = []
    for field in model._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        types = set(map(type, map(itemgetter(field.attname), rows))) if field.has_db_default() else set()
        if DatabaseDefault not in types:
            given.append(field)
        elif len(types) > 1:
            return None
    return given


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH own AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence) "
            "SELECT nextval(sequence) FROM own, generate_series(1, %s)",
            [f'"{model._meta.db_table}"', model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
