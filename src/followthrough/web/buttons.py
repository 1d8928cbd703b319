"""Which verbs a person may use here, as buttons."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.notes.queries import taker_of
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.web.shapes.lists import BulkAction
from followthrough.web.shapes.parts import ActionButton

IN_THE_MENU = (
    "add-note",
    "attach",
    "merge",
    "hand-out",
    "erase",
    "terminate",
    "miss",
    "let-go",
    "tax",
    "delete",
)  # rare, or not to be pressed by accident
_everywhere: list[tuple[str, Words, str, str, str]] = []


def offer_on_every_record(plural: str, verb: str, label: Words, icon: str, *, needs: str) -> None:
    """Put a verb that needs no record of its own on every record's menu; `about` holds the record's number."""
    _everywhere.append((f"/{plural}/do/{verb}", label, icon, needs, plural))


def fresh_key() -> str:
    """An idempotency key for a form: pressed twice, it has one effect."""
    return uuid.uuid4().hex


def class_buttons(kind: RecordType, actor: Actor) -> tuple[ActionButton, ...]:
    """Verbs that need no record yet, such as inviting a person."""
    return tuple(
        ActionButton(
            str(a.label), f"/{kind.plural}/do/{verb}", a.icon, key=a.key.upper(), how="dialog", final=not a.is_undoable
        )
        for verb, a in actions_on(kind.model).items()
        if a.on_class and a.button and not a.generic and actor.may(a.needs)
    )


def bulk_actions(kind: RecordType, actor: Actor) -> tuple[BulkAction, ...]:
    """What may be done with many records of a list at once; what it comes to is shown before anything is written."""
    verbs = (("edit", _("Change"), "pencil"), ("delete", _("Delete"), "trash-2"))
    return tuple(
        BulkAction(label, f"/{kind.plural}/bulk?do={verb}", icon, danger=verb == "delete")
        for verb, label, icon in verbs
        if (many := actions_on(kind.model).get(f"{verb}-many")) and actor.may(many.needs)
    )


def record_buttons(record: Any, actor: Actor) -> tuple[tuple[ActionButton, ...], tuple[ActionButton, ...]]:
    """The two or three verbs that stand out, the filled one last, and the rest for the menu."""
    kind = type_of(record)
    allowed = [
        (verb, a)
        for verb, a in actions_on(kind.model).items()
        if a.button and not a.on_class and a.is_offered(record, actor) and _fits(verb, record)
    ]
    prominent = [(v, a) for v, a in allowed if not a.generic and a.verb not in IN_THE_MENU]
    prominent.sort(key=lambda pair: not pair[1].primary)
    first = prominent[:3]
    rest = [pair for pair in allowed if pair not in first]
    shown = [_button(kind, record, v, a, actor) for v, a in first]
    return (
        (*reversed([replace(one, primary=False) for one in shown[1:]]), *shown[:1]),
        (*(_button(kind, record, v, a, actor) for v, a in rest), *_offered(kind, record, actor)),
    )


def verb_buttons(record: Any, verbs: Iterable[str], actor: Actor) -> tuple[ActionButton, ...]:
    """These verbs of a record, where this person may use them."""
    kind, known = type_of(record), actions_on(type(record))
    return tuple(_button(kind, record, v, known[v], actor) for v in verbs if known[v].is_offered(record, actor))


def button_on_file(kind: RecordType, record: Any, attached: Record, actor: Actor) -> ActionButton | None:
    """The verb that makes more of a file attached to the record, for those who may."""
    verb, field = taker_of(kind.model)
    action = actions_on(kind.model).get(verb)
    if action is None or not action.is_offered(record, actor):
        return None
    url = f"/{kind.plural}/{record.ref}/do/{verb}?{urlencode({field: attached.ref})}"
    return ActionButton(str(action.label), url, action.icon, how="dialog")


def _offered(kind: RecordType, record: Any, actor: Actor) -> Iterator[ActionButton]:
    for url, label, icon, needs, plural in _everywhere:
        if actor.may(needs) and kind.plural != plural and record.binned_at is None:
            yield ActionButton(str(label), f"{url}?{urlencode({'about': record.ref})}", icon, how="dialog")


def _fits(verb: str, record: Any) -> bool:
    """What is in the bin is brought back from there; nothing else can be."""
    return verb != "restore" or record.binned_at is not None


def _button(kind: RecordType, record: Any, verb: str, a: Action, actor: Actor) -> ActionButton:
    base = f"/{kind.plural}/{record.ref}"
    if a.generic and verb == "edit":
        return ActionButton(str(a.label), f"{base}/edit", a.icon)
    return ActionButton(
        str(a.label),
        f"{base}/do/{verb}",
        a.icon,
        key=a.key.upper(),
        how="dialog",
        primary=a.primary,
        danger=a.generic and verb == "delete",
        final=not a.is_undoable,
        disabled_reason=a.why_not_yet(record, actor),
    )
