"""What was done, in words: which verb, on what, and whether it can still be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.actions.undo import taken_back, verbs_of, why_not
from followthrough.kernel.history.models import Deed
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.records.showing import Links, linked
from followthrough.web.shapes import ActionButton
from followthrough.web.showing import url_of
from followthrough.web.wording import capital, number_text


@dataclass(frozen=True, slots=True)
class Told:
    """A deed in words; `url` leads to its record, if it stands on one that is still there. `is_back`: taken back."""

    deed: Deed
    verb: str
    what: str
    url: str = ""
    is_back: bool = False
    undo: ActionButton | None = None


def told(deeds: Sequence[Deed], actor: Actor) -> list[Told]:
    """Deeds in words, in the order given, with the button that takes each back where this actor may."""
    kinds = {kind.kind: kind for kind in record_types()}
    wanted: dict[type[Record], set[int]] = {}
    for deed in deeds:
        if deed.kind in kinds:
            wanted.setdefault(kinds[deed.kind].model, set()).add(deed.record_id)
    links, back, verbs = linked(wanted, actor), taken_back(deeds), verbs_of(deeds)
    found = []
    for deed in deeds:
        action, is_back = verbs[deed.run], deed.run in back
        what, url = _on_what(deed, kinds.get(deed.kind), links)
        found.append(Told(deed, verb_words(deed, action), what, url, is_back, _undo(deed, action, actor, is_back)))
    return found


def deed_words(deed: Deed, actor: Actor) -> str:
    """A deed in one line: "Edit: Juniper Controls", "Delete: 37 accounts"."""
    (one,) = told([deed], actor)
    return f"{one.verb}: {one.what}"


def undo_buttons(deeds: Sequence[Deed], actor: Actor) -> dict[UUID, ActionButton]:
    """By run the button that asks and takes it back; without those that can't be, or were already."""
    back, verbs = taken_back(deeds), verbs_of(deeds)
    buttons = {deed.run: _undo(deed, verbs[deed.run], actor, deed.run in back) for deed in deeds}
    return {run: button for run, button in buttons.items() if button}


def verb_words(deed: Deed, action: Action | None) -> str:
    """The verb as people know it; of an undo what it took back."""
    if deed.root:
        words = _("Undone: %(what)s") if deed.takes_back else _("Done again: %(what)s")
        return words % {"what": action.label if action else deed.verb}
    return str(action.label) if action else capital(_(deed.verb.replace("_", " ")))


def _undo(deed: Deed, action: Action | None, actor: Actor, is_back: bool) -> ActionButton | None:
    if is_back or why_not(deed, action, actor):
        return None
    label = _("Do again") if deed.takes_back else _("Undo")
    return ActionButton(label, f"/history/{deed.run}/undo", "undo-2", how="dialog")


def _on_what(deed: Deed, kind: RecordType | None, links: Links) -> tuple[str, str]:
    if kind is None:
        return deed.kind, ""
    if deed.records > 1:
        words = ngettext("%(count)s %(label)s", "%(count)s %(plural)s", deed.records)
        gaps = {"count": number_text(deed.records), "label": kind.label, "plural": kind.label_plural}
        return words % gaps, ""
    record = links.get((kind.model, deed.record_id))
    if record is None:
        return capital(kind.label), ""
    return record.title, url_of(record) if kind.listed and record.binned_at is None else ""
