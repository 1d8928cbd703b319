"""Queries whose SQL is written once: what pages ask again and again with other values costs only the asking.

Django puts a query together and writes its SQL each time it is asked, which for the page of a record takes longer than
the database does. A prepared query leaves gaps for what changes and keeps the rest:

    @prepared
    def _people_of(actor: Actor) -> QuerySet[Contact]:
        return Contact.visible_to(actor).filter(account=Given("account", ID)).order_by("left_on")

    _people_of(actor).rows(account=account.pk)

The database keeps it too: each connection reads and plans the text once and is sent only the values afterwards, which
halves what such a query costs. What a query says by itself, such as the state it looks for, stands in its text: the
database then knows which indexes hold exactly these rows, and that an expression which stands there twice is the same.
"""

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, ParamSpec, TypeVar, cast
from weakref import WeakValueDictionary

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, BooleanField, Expression, F, Field, Func, Q, QuerySet, Value
from psycopg.sql import Literal
from psycopg.types.numeric import Int2, Int4, Int8

P = ParamSpec("P")
R = TypeVar("R")
ID = BigIntegerField()
IDS = ArrayField(ID)
MOST = 4096  # kept queries: each a list of parameters, since readers whose SQL has the same text share the rest
MOST_OF_A_CONNECTION = 256  # texts that the database keeps for one connection; what was asked longest ago goes first
SAID = (str, bool, Int2, Int4, Int8)  # of parameters that are no gaps; plain numbers are mostly a reader's own
_NO_BRACKETS = str.maketrans("", "", "() ")
ONCE = 1  # a text that was asked this often on a connection is kept there

_preparing: ContextVar[bool] = ContextVar("preparing", default=False)


class Given(Expression):
    """A gap in a prepared query, filled by the value of this name when it is asked."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A parameter that is not known yet."""
        return "%s", [_Gap(self.name, itemgetter(self.name))]


class AtAsking(Expression):
    """A value that is found out whenever its query is asked, prepared or not: the time, or a day."""

    def __init__(self, value: Callable[[], Any], field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.value = value

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A parameter that is not known yet, or what it is now."""
        return "%s", [_Gap(self.value, lambda _values: self.value()) if _preparing.get() else self.value()]


def among(column: str, ids: Collection[int] | Expression) -> Q:
    """Whether the column is one of the ids: one parameter however many there are, so that it can be a gap."""
    found = ids if isinstance(ids, Expression) else Value(list(ids), output_field=IDS)
    return Q(Func(F(column), found, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()))


@dataclass(frozen=True, slots=True)
class _Gap:
    """A parameter to be filled; those that come of the same are equal."""

    of: Hashable
    filled: Callable[[Mapping[str, Any]], Any] = field(compare=False)


class _Keeping:
    """Django's connection as a compiler asks it, but that its cursors keep their texts."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """A new cursor, seen and counted by Django like its own."""
        django = self._connection
        django.ensure_connection()
        with django.wrap_database_errors:
            django.connection.prepare_threshold, django.connection.prepared_max = ONCE, MOST_OF_A_CONNECTION
            cursor: Any = psycopg.Cursor(django.connection)  # Django's own write the values into the text
        return django.make_debug_cursor(cursor) if django.queries_logged else django.make_cursor(cursor)


class _Shape:
    """What the queries of all readers with the same text have in common: how rows become what is asked for."""

    def __init__(self, rows: "QuerySet[Any, Any]", compiler: Any, text: str) -> None:
        self.rows, self.text, self._compiler = rows, text, compiler
        columns = [column for column, _written, _name in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        compiler.get_converters = lambda _columns: converters

    def asked(self, params: Mapping[str, Any]) -> Any:
        """Django's compiler of this query, as if it had just written it with these parameters."""
        compiler = copy(self._compiler)
        compiler.connection = _Keeping(connections[compiler.using])
        compiler.as_sql = lambda *_given, **_named: (self.text, params)
        return compiler


_shapes: WeakValueDictionary[tuple[Any, ...], _Shape] = WeakValueDictionary()


class Prepared(Generic[R]):
    """A query that is asked by filling its gaps; readable as often as needed, never to be narrowed further."""

    def __init__(self, rows: "QuerySet[Any, R]", made_by: object) -> None:
        compiler = rows.query.get_compiler(rows.db)
        self._shape: _Shape | None = None
        token = _preparing.set(True)
        try:
            text, params = compiler.as_sql()
        except EmptyResultSet:  # a reader who sees nothing of it
            return
        finally:
            _preparing.reset(token)
        connection = connections[rows.db]
        connection.ensure_connection()
        text, self._params = _named(text, params, connection.connection)
        # What rows become is not in the text; Django keeps it in these two, which no public name leads to.
        known = made_by, rows._iterable_class, rows._prefetch_related_lookups, text  # type: ignore[attr-defined]
        self._shape = _shapes.setdefault(known, _Shape(rows, compiler, text))

    def rows(self, **values: Any) -> list[R]:
        """The rows for these values, one for each gap."""
        if self._shape is None:
            return []
        params = {name: one.filled(values) if type(one) is _Gap else one for name, one in self._params.items()}
        asked, compiler = self._shape.rows.all(), self._shape.asked(params)
        # The one place where Django asks for SQL; the query is this one's own and ends here, so nobody narrows it.
        asked.query.get_compiler = lambda *_given, **_named: compiler  # type: ignore[method-assign]
        return list(asked)


def _named(text: str, params: Sequence[Any], connection: Any) -> tuple[str, dict[str, Any]]:
    """SQL with what the query itself says written into it, and what differs from asking to asking or reader by names.

    A gap that stands in several places has one name wherever the words before it are the same: by these the database
    tells of which type it is.
    """
    names: dict[Any, str] = {}
    named: dict[str, Any] = {}
    left = iter(params)

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        param = next(left)
        if isinstance(param, SAID):
            return Literal(param).as_string(connection).replace("%", "%%")
        before = text[max(0, found.start() - 60) : found.start()]
        words = before.translate(_NO_BRACKETS)[-20:]  # one place may have more brackets than another
        likeness = (words, param) if isinstance(param, _Gap) else object()
        name = names.setdefault(likeness, str(len(names)))
        named[name] = param
        return f"%({name})s"

    return re.sub("%[%s]", place, text), named


def prepared(make: "Callable[P, QuerySet[Any, R]]") -> Callable[P, Prepared[R]]:
    """Keep what the function makes for each of its arguments: the reader, and what shapes the query."""

    @lru_cache(maxsize=MOST)
    def made(*given: Any) -> Prepared[Any]:
        return Prepared(make(*given), make)  # type: ignore[call-arg]  # a cache forgets what it was called with

    return cast("Callable[P, Prepared[R]]", made)
