"""The rounds of a negotiation, the last first, each with its file and what it changed of the one before."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from followthrough.web.shapes import Cell, Column, Empty, Row, TablePanel
from followthrough.web.showing import Reader, moment_cell, url_of
from followthrough.winning.contracts.models import Contract, NegotiationRound, Side

SHOWN = 20


def rounds_panel(contract: Contract, reader: Reader) -> TablePanel:
    """Ours and theirs, with the way to the file and to the words that differ from the version before."""
    found = NegotiationRound.visible_to(reader.actor).filter(contract=contract)
    rows = list(found.select_related("paper__document", "contact", "person").order_by("-number")[: SHOWN + 1])
    heads = (_("Round"), _("When"), _("With"), _("File"), _("Words"), _("Note"))
    return TablePanel(
        "rounds",
        _("Rounds"),
        count=str(len(rows)) if len(rows) <= SHOWN else f"{SHOWN}+",
        columns=tuple(Column(head) for head in heads),
        rows=tuple(_row(one, reader) for one in rows[:SHOWN]),
        empty=Empty(_("It has not gone out yet.")),
    )


def _row(one: NegotiationRound, reader: Reader) -> Row:
    paper = one.paper
    file, words = Cell(_("no file"), quiet=True), Cell()
    if paper is not None:
        base = url_of(paper.document)
        file = Cell(paper.name, "link", f"{base}versions/{paper.number}")
        if paper.number > 1:
            asked = urlencode({"before": paper.number - 1, "after": paper.number})
            words = Cell(_("what differs"), "link", f"{base}compare?{asked}")
    whose = Cell(f"{one.number}. {Side(one.side).label}", strong=True)
    who = one.contact.name if one.contact else one.person.name if one.person else ""
    return Row(one.ref, "", whose.text, (whose, moment_cell(one.at, reader), Cell(who), file, words, Cell(one.note)))
