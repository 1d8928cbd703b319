"""A contract's clauses as they stand, each with what differs from the standard."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.web.shapes import Badge, Link, TemplatePanel
from followthrough.web.showing import url_of
from followthrough.winning.contracts.models import Contract, ContractClause
from followthrough.winning.contracts.queries.wording import clause_texts, field_values, standard_text
from followthrough.winning.contracts.rules.standing import CHANGEABLE
from followthrough.winning.contracts.rules.wording import Piece, compared, filled, is_same, paragraphs


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause: number, heading, its paragraphs, or the pieces that show what differs from the standard."""

    number: int
    heading: str
    url: str
    badges: tuple[Badge, ...]
    paragraphs: tuple[str, ...]
    pieces: tuple[Piece, ...]
    lang: str


def clauses_panel(contract: Contract, actor: Actor) -> TemplatePanel:
    """All clauses in order, fields filled in."""
    values = field_values(contract)
    shown = tuple(_shown(n, one, text, contract, values) for n, (one, text) in enumerate(clause_texts(contract), 1))
    links: tuple[Link, ...] = ()
    if contract.state in CHANGEABLE and actor.may("contract-clauses.create"):
        links = (Link(_("Add"), f"/contract-clauses/new?contract={contract.ref}&back={url_of(contract)}"),)
    count = str(len(shown) or "")
    return TemplatePanel("clauses", _("Clauses"), count, links=links, body="contracts/clauses.html", content=shown)


def _shown(number: int, one: ContractClause, text: str, contract: Contract, values: Mapping[str, str]) -> ShownClause:
    standard = filled(standard_text(one, contract.language), values)
    differs = bool(one.text) and bool(standard) and not is_same(standard, text)
    badges: list[Badge] = []
    if one.clause_version is not None:
        badges.append(Badge(_("version %(number)d") % {"number": one.clause_version.number}, "line"))
    if differs:
        badges.append(Badge(_("differs from the standard"), "due"))
    elif one.clause_version is None:
        badges.append(Badge(_("of its own"), "due"))
    return ShownClause(
        number,
        one.title,
        url_of(one),
        tuple(badges),
        tuple(paragraphs(text)),
        tuple(compared(standard, text)) if differs else (),
        contract.language,
    )
