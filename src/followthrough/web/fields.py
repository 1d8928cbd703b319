"""Fields of forms, made from what records and actions declare."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.reading import find_linked
from followthrough.web import shapes
from followthrough.web.shapes.forms import FieldKind

LOOKS: dict[Kind, FieldKind] = {
    Kind.TEXT: "text",
    Kind.LONG: "textarea",
    Kind.EMAIL: "email",
    Kind.PHONE: "tel",
    Kind.URL: "url",
    Kind.INTEGER: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.DATE: "date",
    Kind.INSTANT: "datetime",
    Kind.TIME: "time",
    Kind.YES_NO: "checkbox",
    Kind.CHOICE: "select",
    Kind.LINK: "link",
    Kind.LINKS: "links",
    Kind.TAGS: "text",
    Kind.FILE: "file",
    Kind.STRUCTURE: "textarea",
}


def typed_values(request: HttpRequest, fields: Iterable[Field]) -> dict[str, Any]:
    """What was typed, by field; a box not ticked is a no."""
    values: dict[str, Any] = {}
    for field in fields:
        if field.kind is Kind.FILE:
            if field.name in request.FILES:
                values[field.name] = request.FILES[field.name]
        elif field.kind is Kind.YES_NO:
            values[field.name] = field.name in request.POST
        elif field.kind is Kind.LINKS:
            values[field.name] = request.POST.getlist(field.name)
        elif field.kind is Kind.STRUCTURE and (parts := _parts(request, field)):
            values[field.name] = parts
        elif field.name in request.POST:
            values[field.name] = _typed(request, field)
    return values


def _parts(request: HttpRequest, field: Field) -> dict[str, str]:
    """A structure typed part by part, in fields such as `answers.gate`."""
    start = f"{field.name}."
    return {name.removeprefix(start): str(value) for name, value in request.POST.items() if name.startswith(start)}


def _typed(request: HttpRequest, field: Field) -> str:
    value = str(request.POST[field.name])
    if field.kind is Kind.LINK and not value:
        return str(request.POST.get(f"{field.name}_text", ""))
    return value


def form_field(
    field: Field,
    value: Any,
    actor: Actor,
    *,
    error: Any = "",
    autofocus: bool = False,
    record: Any = None,
    blank: str = "",
) -> shapes.Field:
    """A field as the form shows it; `value` is stored, or typed and sent back with an error.

    `blank` words the choice that chooses nothing.
    """
    label = str(field.label)
    look: FieldKind = LOOKS[field.kind]
    if field.name in ("password", "current", "new"):
        look = "password"
    shown, plain = "", plain_text(field, value, actor)
    choices: tuple[shapes.Choice, ...] = ()
    if field.kind is Kind.LINK and field.link is not None:
        value = None if isinstance(value, Record) and not _is_seen(field, value, actor) else value
        linked = find_linked(field.link, value, actor) if value else None
        shown, plain = (linked.title, linked.ref) if linked else (str(value or ""), "")
    if field.kind is Kind.LINKS:
        choices = tuple(shapes.Choice(one.ref, one.title) for one in value or () if isinstance(one, Record))
    if field.kind is Kind.CHOICE:
        # What must be chosen and has no usual answer is chosen by hand: the first one would be a careless one.
        words = _("Choose…") if field.required else blank or pgettext("choice", "none")
        is_open = not field.default and not (field.required and plain)
        none = (shapes.Choice("", words, selected=not plain),) if is_open else ()
        choices = none + tuple(shapes.Choice(v, str(text), selected=v == plain) for v, text in field.choices)
    return shapes.Field(
        name=field.name,
        label=label[:1].upper() + label[1:],
        kind=look,
        value=plain,
        shown=shown,
        choices=choices,
        search_url=f"/choose/{field.link._meta.label_lower}?new=1" if field.link else "",
        help=str(field.help) or (_("Several with commas.") if field.kind is Kind.TAGS else ""),
        error=str(error),
        required=field.required or (field.kind is Kind.CHOICE and bool(field.default)),
        autofocus=autofocus,
        max_length=0 if field.reads else field.max_length or 0,  # what is typed is longer than what is kept
        wide=field.kind in (Kind.LONG, Kind.STRUCTURE),
    )


def _is_seen(field: Field, linked: Record, actor: Actor) -> bool:
    """Custom links may lead anywhere; built-in ones lead where whoever sees the record may look as well."""
    return not field.name.startswith(PREFIX) or type(linked).visible_to(actor).filter(pk=linked.pk).exists()


def plain_text(field: Field, value: Any, actor: Actor) -> str:
    """The value as the browser's field wants it: dates ISO, links by number, amounts without marks."""
    if value is None or value == []:
        return ""
    if field.kind is Kind.YES_NO:
        return "on" if value and value not in ("false", "False", "0") else ""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(actor.zone)).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, Record):
        return value.ref
    if field.kind is Kind.TAGS and isinstance(value, list):
        return ", ".join(map(str, value))
    if field.kind is Kind.STRUCTURE and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, indent=1)
    if field.kind in (Kind.MONEY, Kind.DECIMAL) and not isinstance(value, str):
        return format(value.normalize(), "f")
    return field.says(str(value)) if field.says else str(value)


def form_fields(
    fields: Iterable[Field],
    values: Mapping[str, Any],
    actor: Actor,
    errors: Mapping[str, Any] | None = None,
    *,
    blank: str = "",
) -> tuple[shapes.Field, ...]:
    """All fields of a form; the first one, or the first wrong one, gets the focus."""
    wrong = errors or {}
    listed = list(fields)
    focus = next((f.name for f in listed if f.name in wrong), listed[0].name if listed else "")
    return tuple(
        form_field(
            f,
            values.get(f.name, f.default),
            actor,
            error=wrong.get(f.name, ""),
            autofocus=f.name == focus,
            blank=blank,
        )
        for f in listed
    )


def error_links(errors: Mapping[str, Any]) -> tuple[shapes.Link, ...]:
    """The summary over a form, each leading to its field."""
    return tuple(shapes.Link(str(text), f"#f-{name}") for name, text in errors.items())
