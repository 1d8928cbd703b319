"""What many records look like before they are changed: counts, old and new side by side, and what is left out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.bulk.applying import AT_ONCE, said_of
from followthrough.kernel.bulk.deciding import ADD, REMOVE, Decided, read_typed
from followthrough.kernel.bulk.models import Batch, State
from followthrough.kernel.bulk.previewing import OLD, decided_part
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.showing import linked
from followthrough.web.buttons import fresh_key
from followthrough.web.shapes import ActionButton, Cell, Column, Empty, Fact, Link, ReportPage, Row, TablePanel
from followthrough.web.shapes.many import Progress
from followthrough.web.showing import Reader, reader_of, url_of, worded_value
from followthrough.web.wording import capital, number_text

PART = 100


def title_of(kind: RecordType, batch: Batch) -> str:
    """What is to be done, with how many."""
    count = batch.chosen + len(batch.absent)
    words = {
        "edit": ngettext("Change %(count)s %(label)s", "Change %(count)s %(plural)s", count),
        "delete": ngettext("Delete %(count)s %(label)s", "Delete %(count)s %(plural)s", count),
        "restore": ngettext("Bring back %(count)s %(label)s", "Bring back %(count)s %(plural)s", count),
    }
    return words[batch.verb] % _gaps(kind, count)


def buttons(kind: RecordType, batch: Batch) -> tuple[ActionButton, ...]:
    """Back to the fields, and the one that does it and says how many."""
    count = int(batch.seen.get("change", 0))
    base = f"/{kind.plural}/bulk"
    words = {
        "edit": ngettext("Change %(count)s %(label)s", "Change %(count)s %(plural)s", count),
        "delete": ngettext("Move %(count)s %(label)s to the bin", "Move %(count)s %(plural)s to the bin", count),
        "restore": ngettext("Bring back %(count)s %(label)s", "Bring back %(count)s %(plural)s", count),
    }
    do = ActionButton(
        words[batch.verb] % _gaps(kind, count),
        f"{base}/apply?batch={batch.key}",
        how="post",
        primary=batch.verb != "delete",
        danger=batch.verb == "delete",
        disabled_reason="" if count else _("Nothing would change."),
        idempotency_key=fresh_key(),
    )
    other = ActionButton(_("Set something else"), f"{base}/{batch.key}/?edit=1", "pencil")
    return (other, do) if batch.verb == "edit" else (do,)


def previewed(kind: RecordType, batch: Batch, actor: Actor, *, after: int = 0) -> ReportPage:
    """What would change, a part of the rows at a time, and each that is left out with its reason."""
    count, same = int(batch.seen.get("change", 0)), int(batch.seen.get("same", 0))
    facts = [Fact(_("To change"), number_text(count)), Fact(_("Left out"), number_text(batch.skipped))]
    facts += [Fact(_("So already"), number_text(same))] if same else []
    panels = [_skips(batch)] if batch.skipped else []
    background = _("More than %(count)s are done in the background; you are told when it is finished.")
    return ReportPage(
        facts=tuple(facts),
        panels=(),
        wide=(*panels, *((_summary(kind, batch, actor),) if batch.typed else ()), _rows(kind, batch, actor, after)),
        note=background % {"count": number_text(AT_ONCE)} if batch.chosen > AT_ONCE else "",
    )


def progress(kind: RecordType, batch: Batch) -> Progress:
    """How far it is, with the way to call it off; at the end what came of it and the way back."""
    whole = batch.chosen
    ended = batch.state in (State.DONE, State.CANCELLED)
    gaps = {"done": number_text(batch.done), "whole": number_text(whole)}
    called_off = _("Called off.") if batch.state == State.CANCELLED else ""
    base = f"/{kind.plural}/bulk/{batch.key}/"
    return Progress(
        title=title_of(kind, batch),
        text=f"{called_off} {said_of(kind, batch)}".strip() if ended else _so_far(batch) % gaps,
        width=round(240 * batch.done / whole) if whole else 240,
        done=ended,
        called_off=batch.state == State.CANCELLED,
        refresh_url="" if ended else base,
        stop=None if ended else ActionButton(_("Stop"), f"{base}stop", "x", how="post", idempotency_key=fresh_key()),
        undo=ActionButton(_("Undo"), f"/history/{batch.run}/undo", "undo-2", how="dialog")
        if ended and batch.changed
        else None,
        skips=_skips(batch) if ended and batch.skipped else None,
        links=(Link(capital(kind.label_plural), f"/{kind.plural}/"),) if ended else (),
    )


def _so_far(batch: Batch) -> str:
    looking = batch.state == State.LOOKING
    return _("%(done)s of %(whole)s looked at") if looking else _("%(done)s of %(whole)s done")


def _summary(kind: RecordType, batch: Batch, actor: Actor) -> TablePanel:
    """Each field from what to what: "Ana Ruiz (30), none (7)" to "Ben Ortiz"."""
    reader, rows = reader_of(actor), []
    values = read_typed(kind, batch.typed, actor)
    for name, value in values.items():
        own = name.removesuffix(ADD).removesuffix(REMOVE)
        field = kind.fields[own]
        olds = batch.seen.get("olds", {}).get(own, [])
        before = ", ".join(f"{old or _('none')} ({number_text(count)})" for old, count in olds)
        before += ", …" if len(olds) == OLD and sum(count for _old, count in olds) < batch.seen["change"] else ""
        sign = "+ " if name.endswith(ADD) else "− " if name.endswith(REMOVE) else ""
        after = ", ".join(map(str, value)) if field.kind is Kind.TAGS else worded_value(field, value, None, reader).text
        cells = (Cell(capital(field.label), strong=True), Cell(before), Cell(sign + (after or _("none"))))
        rows.append(Row(name, "", str(field.label), cells))
    columns = (Column(_("Field")), Column(_("From")), Column(_("To")))
    return TablePanel("summary", _("What is set"), columns=columns, rows=tuple(rows))


def _rows(kind: RecordType, batch: Batch, actor: Actor, after: int) -> TablePanel:
    reader = reader_of(actor)
    decided = [one for one in decided_part(kind, batch, after, PART, actor) if one.values and not one.why]
    names = [n for n in dict.fromkeys(n for one in decided for n in one.values) if n in kind.fields]
    names = [n for n in names if kind.fields[n].editable]
    links = _links(kind, decided, names, actor)
    rows = tuple(
        Row(
            one.record.ref,
            url_of(one.record),
            one.record.title,
            (
                Cell(one.record.title, "link", url_of(one.record) if batch.verb != "restore" else "", strong=True),
                Cell(one.record.ref, quiet=True),
                *(_change(kind, one, name, links, reader) for name in names),
            ),
        )
        for one in decided
    )
    heads = (Column(capital(kind.label)), Column(_("Number")))
    more = after + PART < batch.chosen
    next_url = f"/{kind.plural}/bulk/{batch.key}/?after={after + PART}"
    return TablePanel(
        "changes",
        _("What changes"),
        note=_("from row %(first)s") % {"first": number_text(after + 1)} if after else "",
        links=(Link(_("Next %(count)s") % {"count": PART}, next_url),) if more else (),
        columns=(*heads, *(Column(capital(kind.fields[n].label)) for n in names)),
        rows=rows,
        empty=Empty(_("Nothing changes here.")),
    )


def _links(kind: RecordType, decided: list[Decided], names: list[str], actor: Actor) -> Any:
    wanted: dict[Any, set[int]] = {}
    for name in names:
        if target := kind.fields[name].link:
            wanted.setdefault(target, set()).update(getattr(one.record, f"{name}_id") or 0 for one in decided)
    return linked({model: ids - {0} for model, ids in wanted.items()}, actor)


def _change(kind: RecordType, one: Decided, name: str, links: Any, reader: Reader) -> Cell:
    if name not in one.values:
        return Cell()
    field = kind.fields[name]
    if field.link:
        found = links.get((field.link, getattr(one.record, f"{name}_id")))
        before = found.title if found else ""
    else:
        before = _plain(worded_value(field, getattr(one.record, name), one.record, reader))
    after = _plain(worded_value(field, one.values[name], one.record, reader))
    return Cell(after or _("none"), lead=f"{before or _('none')} →")


def _plain(cell: Cell) -> str:
    return cell.text or ", ".join((*(who.name for who in cell.people), *cell.tags))


def _skips(batch: Batch) -> TablePanel:
    rows = [
        Row(skip["ref"], "", skip["title"], (Cell(skip["title"], strong=True), Cell(skip["ref"]), Cell(skip["why"])))
        for skip in batch.skips
    ]
    gone = _("not there any more, or none you may see")
    rows += [Row(ref, "", ref, (Cell(ref, strong=True), Cell(ref), Cell(gone))) for ref in batch.absent[:PART]]
    untold = batch.skipped - len(rows)
    note = _("and %(count)s more") % {"count": number_text(untold)} if untold > 0 else ""
    columns = (Column(_("Record")), Column(_("Number")), Column(_("Why")))
    count = number_text(batch.skipped)
    return TablePanel("skips", _("Left out"), count, columns=columns, rows=tuple(rows), note=note)


def _gaps(kind: RecordType, count: int) -> dict[str, Any]:
    return {"count": number_text(count), "label": kind.label, "plural": kind.label_plural}
