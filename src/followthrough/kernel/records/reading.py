"""Turn what a person or a program wrote into the value a field holds, or say what is wrong with it."""

import json
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import CharField, Q, QuerySet, Value
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.fields import NUMBERS, Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import Given, prepared
from followthrough.kernel.records.problems import Invalid
from followthrough.values.contactdata.emails import plain_address

EMPTY: tuple[object, ...] = (None, "", [], ())
TRUE = {"true", "yes", "on", "1", "y", "sí", "si"}
FALSE = {"false", "no", "off", "0", "n"}


def read_value(field: Field, raw: Any, actor: Actor) -> Any:
    """The typed value of `raw`; raises `Invalid` naming the field. Empty stays empty unless the field is required."""
    if raw in EMPTY and not isinstance(raw, bool):
        if field.required or _is_kept(field):
            raise Invalid({field.name: _("Fill in %(label)s.") % {"label": str(field.label).lower()}})
        return _empty(field)
    try:
        value = _READERS[field.kind](field, raw, actor)
    except ValueError as problem:
        raise Invalid({field.name: str(problem)}) from problem
    if field.max_length and isinstance(value, str) and len(value) > field.max_length:
        raise Invalid(
            {
                field.name: _("Write at most %(most)d characters; these are %(now)d.")
                % {"most": field.max_length, "now": len(value)}
            }
        )
    return value


def _is_kept(field: Field) -> bool:
    """Whether it is a number that is there from the start and may not be emptied."""
    return field.kind in NUMBERS and not field.nullable and field.default is not None


def _empty(field: Field) -> Any:
    if field.kind in (Kind.TAGS, Kind.LINKS):
        return []
    if field.kind is Kind.YES_NO:
        return False
    if field.kind in (Kind.TEXT, Kind.LONG, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.CHOICE):
        return "" if field.default is None or field.kind is not Kind.CHOICE else field.default
    return field.default if field.kind is Kind.STRUCTURE else None


def _text(field: Field, raw: Any, actor: Actor) -> str:
    if not isinstance(raw, str | int | Decimal):
        raise ValueError(_("Write text here."))
    text = str(raw).replace("\r\n", "\n")
    if "\x00" in text:
        raise ValueError(_("This text holds a character that can't be stored. Remove it and save again."))
    text = text.strip() if field.kind is not Kind.LONG else text.rstrip()
    return field.reads(text) if field.reads else text


def _email(field: Field, raw: Any, actor: Actor) -> str:
    if known := plain_address(_text(field, raw, actor)):
        return known
    try:
        return validate_email(_text(field, raw, actor), check_deliverability=False).normalized
    except EmailNotValidError as problem:
        raise ValueError(_("Not a whole e-mail address: write it like name@example.com.")) from problem


def _url(field: Field, raw: Any, actor: Actor) -> str:
    text = _text(field, raw, actor)
    full = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(full)
    except ValidationError as problem:
        raise ValueError(_("Write a web address such as https://example.com.")) from problem
    return full


def _integer(field: Field, raw: Any, actor: Actor) -> int:
    try:
        value = Decimal(str(raw).strip())
    except InvalidOperation as problem:
        raise ValueError(_("Write a whole number.")) from problem
    if (
        isinstance(raw, bool)
        or not value.is_finite()
        or _too_large(value, 10)
        or abs(value) >= 2**31
        or value != int(value)
    ):
        raise ValueError(_("Write a whole number."))
    return int(value)


def _decimal(field: Field, raw: Any, actor: Actor) -> Decimal:
    if isinstance(raw, float | bool):
        raise ValueError(_('Write the number as text, such as "12.50", so that no cent is lost.'))
    try:
        value = Decimal(str(raw).strip().replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation as problem:
        raise ValueError(_("Write a number such as 1250.00.")) from problem
    if not value.is_finite() or _too_large(value, 15):
        raise ValueError(_("This number is too large."))
    places = 4 if field.decimals is None else field.decimals
    if value != round(value, places):
        raise ValueError(_("Write at most %(places)d decimals.") % {"places": places})
    return value


def _too_large(value: Decimal, digits: int) -> bool:
    """Looked at before anything is done with it: "1e999999999" is a short text and an endless number."""
    return value.adjusted() >= digits or value.adjusted() < -100


def _date(field: Field, raw: Any, actor: Actor) -> date:
    if isinstance(raw, datetime):
        raise ValueError(_("Write a date without a time, such as 2026-11-30."))
    if isinstance(raw, date):
        return raw
    found = parse_date(str(raw).strip())
    if found is None:
        raise ValueError(_("Write a date such as 2026-11-30."))
    return found


def _instant(field: Field, raw: Any, actor: Actor) -> datetime:
    found = raw if isinstance(raw, datetime) else parse_datetime(str(raw).strip())
    if found is None:
        raise ValueError(_("Write a date and time such as 2026-11-30 14:00."))
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(actor.zone))


def _time(field: Field, raw: Any, actor: Actor) -> time:
    found = raw if isinstance(raw, time) else parse_time(str(raw).strip())
    if found is None:
        raise ValueError(_("Write a time such as 14:00."))
    return found


def _yes_no(field: Field, raw: Any, actor: Actor) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word not in TRUE | FALSE:
        raise ValueError(_("Say yes or no."))
    return word in TRUE


def _choice(field: Field, raw: Any, actor: Actor) -> str:
    word = str(raw).strip()
    for value, label in field.choices:
        if word == value or word.casefold() in (value.casefold(), str(label).casefold()):
            return value
    raise ValueError(
        _("Choose one of: %(choices)s.") % {"choices": ", ".join(str(label) for _v, label in field.choices)}
    )


def _tags(field: Field, raw: Any, actor: Actor) -> list[str]:
    words = raw if isinstance(raw, list | tuple) else str(raw).replace(";", ",").split(",")
    found = list(dict.fromkeys(str(word).strip() for word in words if str(word).strip()))
    if field.max_length and any(len(word) > field.max_length for word in found):
        raise ValueError(_("Write at most %(most)d characters for each.") % {"most": field.max_length})
    return found


def _structure(field: Field, raw: Any, actor: Actor) -> Any:
    try:
        value = json.loads(raw) if isinstance(raw, str) else raw
    except json.JSONDecodeError as problem:
        raise ValueError(_("This is not valid JSON: %(why)s.") % {"why": problem.msg}) from problem
    if field.is_object and not isinstance(value, dict):
        raise ValueError(_("Write an object: names with their values, such as {“kind”: “client”}."))
    return value


def texts_of(name: str, given: Any) -> dict[str, str]:
    """Names with plain values, as texts. Raises Invalid, at `name`, for anything else."""
    if not isinstance(given, dict) or not all(isinstance(value, str | int | bool) for value in given.values()):
        raise Invalid({name: _("Write names with plain values, such as {“kind”: “client”}.")})
    return {str(key): str(value) for key, value in given.items()}


def _link(field: Field, raw: Any, actor: Actor) -> Record:
    assert field.link is not None
    found = find_linked(field.link, raw, actor)
    if found is None:
        raise ValueError(_("There is no %(label)s “%(typed)s”.") % {"label": str(field.label).lower(), "typed": raw})
    return found


def _links(field: Field, raw: Any, actor: Actor) -> list[Record]:
    parts = raw if isinstance(raw, list | tuple) else [part for part in str(raw).split(",") if part.strip()]
    return [_link(field, part, actor) for part in parts]


def _file(field: Field, raw: Any, actor: Actor) -> Any:
    if isinstance(raw, str):
        raise ValueError(_("Choose a file."))
    return raw


def leads_to(kind: str, ref: str) -> int | None:
    """The id of the record that a number leads to since its own was merged into it; None for any other number."""
    led = _led().rows(kind=kind, ref=ref.upper()) if ref else []
    return led[0] if led else None


@prepared
def _led() -> QuerySet[FormerNumber, int]:
    former = FormerNumber.objects.filter(kind=Given("kind", CharField()), ref=Given("ref", CharField()))
    return former.values_list("record_id", flat=True)[:1]


def record_numbered(model: type[Record], ref: str, actor: Actor, *, binned: bool = False) -> Any | None:
    """The record of this number, or that it leads to since a merge, among those the actor sees (in the bin)."""
    found = _numbered(model, actor, binned).rows(ref=ref)
    if not found and (led := leads_to(model._meta.label_lower, ref)):
        found = list(model.visible_to(actor, binned=binned).filter(pk=led))
    return found[0] if found else None


@prepared
def _numbered(model: type[Record], actor: Actor, binned: bool) -> QuerySet[Any]:
    return model.visible_to(actor, binned=binned).filter(ref=Given("ref", CharField()))


def find_linked(model: type[Record], raw: Any, actor: Actor) -> Record | None:
    """The record meant by a number, an id, `me`, or an exact name, among those the actor may see."""
    if isinstance(raw, Record):
        return raw if isinstance(raw, model) else None
    if isinstance(raw, dict):
        raw = raw.get("ref") or raw.get("id") or ""
    word = str(raw).strip()
    rows = model.visible_to(actor)
    if word == "me" and model._meta.label == settings.AUTH_USER_MODEL:
        return rows.filter(pk=actor.user_id).first()
    by = Q(ref__iexact=word)
    if word.isdecimal() and len(word) < 19:
        by |= Q(pk=int(word))
    found = rows.filter(by).first() or rows.filter(pk=leads_to(model._meta.label_lower, word)).first()
    if found is None and any(column.name == "name" for column in model._meta.concrete_fields):
        named = rows.alias(folded=Fold("name")).filter(folded=Fold(Value(word)))[:2]
        found = named[0] if len(named) == 1 else None
    return found


_READERS = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.EMAIL: _email,
    Kind.PHONE: _text,
    Kind.URL: _url,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: _date,
    Kind.INSTANT: _instant,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.LINK: _link,
    Kind.LINKS: _links,
    Kind.TAGS: _tags,
    Kind.FILE: _file,
    Kind.STRUCTURE: _structure,
}
