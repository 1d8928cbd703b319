"""The four verbs every record has: create, edit, delete (to the bin) and restore."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on, exchange, register
from followthrough.kernel.actions.generic import bin_records, change_records, create_records, read_values
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import RecordType, record_types


def declare_standard_actions() -> None:
    """Give each record the verbs its area did not declare itself; called once, when all areas are known."""
    for kind in record_types():
        if not kind.writers:
            continue  # written by its area's own verbs only
        for verb, call, label, permission in (
            ("create", _creator(kind), gettext_lazy("New"), "create"),
            ("edit", _editor(kind), gettext_lazy("Edit"), "edit"),
            ("delete", _binner(kind), gettext_lazy("Delete"), "delete"),
            ("restore", _restorer(kind), gettext_lazy("Bring back"), "delete"),
        ):
            if verb not in actions_on(kind.model):
                register(_standard(kind, verb, call, label, permission))


def renew_fields(kind: RecordType) -> None:
    """Let creating and editing ask for the fields the record has now."""
    for verb in ("create", "edit"):
        made = actions_on(kind.model).get(verb)
        if made is not None and made.generic:
            exchange(replace(made, fields=_asked(kind, verb)))


def _asked(kind: RecordType, verb: str) -> tuple[Field, ...]:
    names = kind.form if verb == "create" else tuple(n for n, f in kind.fields.items() if f.editable)
    return tuple(kind.field(name) for name in names)


def _standard(kind: RecordType, verb: str, call: Any, label: Any, permission: str) -> Action:
    return Action(
        name=f"{verb}_{kind.singular}",
        model=kind.model,
        call=call,
        needs=kind.permission(permission),
        label=label,
        about=call.__doc__ or "",
        fields=_asked(kind, verb) if verb in ("create", "edit") else (),
        from_states=(),
        to_state="",
        state="",
        button=verb in ("edit", "delete"),
        icon={"create": "plus", "edit": "pencil", "delete": "trash-2", "restore": "undo-2"}[verb],
        key="",
        primary=False,
        undone_by={"delete": "restore", "restore": "delete"}.get(verb, ""),
        undo_words="",
        on_class=verb == "create",
        applies=None,
        guests=None,
        generic=True,
    )


def _creator(kind: RecordType) -> Any:
    def create(*, values: Mapping[str, Any], by: Actor, now: datetime) -> Changes:
        """Make a new record."""
        if not kind.form:
            words = _("Nobody makes %(plural)s by hand: they come of other work.")
            raise Refused(words % {"plural": kind.label_plural})
        (made,) = create_records(kind, [read_values(kind, values, by)], by=by, now=now)
        return Changes(_("%(title)s is there.") % {"title": made.title}, record=made)

    return create


def _editor(kind: RecordType) -> Any:
    def edit(record: Any, *, values: Mapping[str, Any], by: Actor, now: datetime) -> Changes:
        """Change what is named and leave the rest."""
        change_records(kind, [(record, read_values(kind, values, by, record=record))], by=by, now=now)
        return Changes(_("Saved."), record=record)

    return edit


def _binner(kind: RecordType) -> Any:
    def delete(record: Any, *, values: Mapping[str, Any], by: Actor, now: datetime) -> Changes:
        """Move the record to the bin, from where it can be brought back."""
        if kind.kept and (why := kind.kept(record, by)):
            raise Refused(str(why))
        bin_records(kind, [record], now=now)
        return Changes(_("%(title)s is in the bin.") % {"title": record.title}, record=record)

    return delete


def _restorer(kind: RecordType) -> Any:
    def restore(record: Any, *, values: Mapping[str, Any], by: Actor, now: datetime) -> Changes:
        """Bring the record back from the bin."""
        bin_records(kind, [record], now=None)
        return Changes(_("%(title)s is back.") % {"title": record.title}, record=record)

    return restore
