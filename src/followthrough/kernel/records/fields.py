"""What a value is: one description serves forms, API, import, export and command line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record

Words = str | LazyText


class Kind(StrEnum):
    """The kinds of values the house knows."""

    TEXT = "text"
    LONG = "long"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LINK = "link"
    LINKS = "links"
    TAGS = "tags"
    FILE = "file"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record or one parameter of an action.

    `guard` is the permission to see it, `write_guard` one needed besides to set it; `retired` choices are no longer
    offered; `says` words a stored text for the present reader, such as a country by its name in their language, and
    `reads` turns what they write into what is stored. Of a verb on a record, `among` narrows what a link may lead to
    and is offered, and `asked` says of which records the dialog asks for it at all. `late` says of a record, at the
    reader's moment, whether the time the field tells is over and what it is for has not come; it is shown as such.
    What is not `told` is a count that the house keeps beside what it counts: the timeline leaves it out. What is not
    `detailed` is said elsewhere on the record's page, or for programs alone: its details leave it out.
    """

    name: str
    kind: Kind
    label: Words
    required: bool = False
    default: Any = None
    nullable: bool = True  # whether it may hold nothing
    help: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    retired: tuple[tuple[str, Words], ...] = ()
    link: type[Record] | None = None
    max_length: int | None = None
    decimals: int | None = None
    currency: str | None = None
    day: str | None = None  # of a moment: the column of the whole day it ends, which is shown where it is set
    guard: str | None = None
    write_guard: str | None = None
    editable: bool = True
    aliases: tuple[str, ...] = ()
    creates: bool = False
    adds_up: bool = True  # whether a sum of it means something
    told: bool = True
    detailed: bool = True
    exact: bool = False  # money shown with all its decimals, as a price each is
    says: Callable[[str], str] | None = None
    reads: Callable[[str], str] | None = None
    among: Callable[[Any, Actor], models.Q] | None = None
    asked: Callable[[Any], bool] | None = None
    late: Callable[[Any, datetime], bool] | None = None
    is_object: bool = False  # a structure of names with values, no list and no plain value
    ticks: bool = False  # an item of a checklist: shown with it, asked for in no form
    is_sentence: bool = False  # put together by the house; pages write the days in it as their reader does

    @property
    def is_year(self) -> bool:
        """Whether its numbers are years, which bear no thousands mark."""
        return self.kind is Kind.INTEGER and self.name.endswith("_year")

    @property
    def is_worded(self) -> bool:
        """Whether what is stored is not what people read."""
        return self.kind is Kind.CHOICE or self.says is not None

    def choice_label(self, value: object) -> str:
        """The word for a stored choice, or the stored value itself when it is an old one."""
        stored = str(value)
        if self.says:
            return self.says(stored)
        return str(next((words for one, words in (*self.choices, *self.retired) if one == stored), value))


NUMBERS = (Kind.MONEY, Kind.DECIMAL, Kind.INTEGER)  # what adds up, and stands to the right
_KINDS: list[tuple[type[Any], Kind]] = [
    (models.EmailField, Kind.EMAIL),
    (models.URLField, Kind.URL),
    (MoneyColumn, Kind.MONEY),
    (models.DecimalField, Kind.DECIMAL),
    (models.DateTimeField, Kind.INSTANT),
    (models.DateField, Kind.DATE),
    (models.TimeField, Kind.TIME),
    (models.BooleanField, Kind.YES_NO),
    (models.ForeignKey, Kind.LINK),
    (models.IntegerField, Kind.INTEGER),
    (models.JSONField, Kind.STRUCTURE),
    (models.FileField, Kind.FILE),
    (models.TextField, Kind.LONG),
    (models.CharField, Kind.TEXT),
]


def _kind_of(column: Any) -> Kind:
    if column.choices:
        return Kind.CHOICE
    if type(column).__name__ == "ArrayField":
        return Kind.TAGS
    for cls, kind in _KINDS:
        if isinstance(column, cls):
            return kind
    return Kind.TEXT


def field_of(model: type[models.Model], name: str, **changes: Any) -> Field:
    """The field behind a model column; `changes` override what the column says."""
    column: Any = model._meta.get_field(name)
    kind = _kind_of(column)
    if kind is Kind.TEXT and "phone" in name:
        kind = Kind.PHONE
    has_default = column.has_default() or bool(
        getattr(column, "db_default", models.NOT_PROVIDED) is not models.NOT_PROVIDED
    )
    found = Field(
        name=name,
        kind=kind,
        # Django's own name for a column that declares none is a plain string; it too is shown in the reader's language.
        label=gettext_lazy(column.verbose_name) if isinstance(column.verbose_name, str) else column.verbose_name,
        required=not (column.blank or column.null or has_default),
        default=_default_of(column),
        nullable=column.null,
        help=column.help_text,
        choices=tuple((str(value), text) for value, text in column.choices or ()),
        link=column.related_model if kind is Kind.LINK else None,
        max_length=column.max_length or getattr(getattr(column, "base_field", None), "max_length", None),
        decimals=getattr(column, "decimal_places", None),
        currency=getattr(column, "currency", None) if kind is Kind.MONEY else None,
        editable=column.editable,
        is_object=kind is Kind.STRUCTURE and isinstance(_default_of(column), dict),
        # What the house writes itself and gives no words is for its own use.
        detailed=column.editable or kind is Kind.LINK or not isinstance(column.verbose_name, str),
    )
    return replace(found, **changes)


def _default_of(column: Any) -> Any:
    default = column.default
    if default is models.NOT_PROVIDED:
        return "" if column.empty_strings_allowed and not column.null else None
    return default() if isinstance(default, Callable) else default  # type: ignore[arg-type]
