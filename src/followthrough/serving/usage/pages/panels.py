"""Used and unused, as it stands on contracts, accounts and renewals."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.serving.usage.pages.saying import quantity_text
from followthrough.serving.usage.queries.unused import Unused, unused_of
from followthrough.web.shapes import Cell, Empty, Link, TablePanel
from followthrough.web.shapes.lists import Column, Row
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import day_text, percent_text
from followthrough.winning.contracts.models import Commitment, Contract, ContractState

MOST = 20


def used_by_contract(contract: Contract, actor: Actor) -> TablePanel | None:
    """What is used and left of one contract."""
    if not actor.may("commitments.view") or not contract.is_signed:
        return None
    return _panel(unused_of([contract])[contract.pk], actor, f"/commitments/?contract={contract.ref}&view=all")


def used_by_account(account: Account, actor: Actor) -> TablePanel | None:
    """What is used and left of all running contracts of a customer."""
    if not actor.may("commitments.view"):
        return None
    found = unused_of(_running(actor).rows(account=account.pk))
    return _panel([one for rows in found.values() for one in rows], actor, "")


@prepared
def _running(actor: Actor) -> QuerySet[Contract]:
    rows = Contract.visible_to(actor).filter(account=Given("account", ID), state=ContractState.SIGNED)
    return rows.order_by("pk")[:MOST]


def used_panel(record: Any, actor: Actor) -> TablePanel | None:
    """What is used and left of a contract, of all of an account, or of the contract that comes up for renewal."""
    if isinstance(record, Account):
        return used_by_account(record, actor)
    return used_by_contract(record if isinstance(record, Contract) else record.contract, actor)


def _panel(rows: Sequence[Unused], actor: Actor, url: str) -> TablePanel:
    reader = reader_of(actor)
    columns = (
        Column(_("What")),
        Column(_("Agreed"), numeric=True),
        Column(_("Used"), numeric=True),
        Column(_("Left"), numeric=True),
        Column(_("Until")),
    )
    return TablePanel(
        "used",
        _("Used and unused"),
        count=str(len(rows)),
        links=(Link(_("All"), url),) if url and rows else (),
        columns=columns,
        rows=tuple(_row(one, reader) for one in rows[:MOST]),
        empty=Empty(_("Nothing that can be used up or called is agreed.")),
    )


def _row(one: Unused, reader: Reader) -> Row:
    url = url_of(one.source)
    share = percent_text(one.used / one.entitled) if one.entitled else ""
    return Row(
        one.source.ref,
        url,
        one.what,
        (
            Cell(one.what, "link", url, strong=True, note=one.unit if isinstance(one.source, Commitment) else ""),
            Cell(quantity_text(one.entitled), "number"),
            Cell(quantity_text(one.used), "number", note=share),
            Cell(quantity_text(one.left), "number", tone="due" if one.is_worth_a_word else "plain"),
            Cell(day_text(one.until, today=reader.today) if one.until else _("no end"), quiet=not one.until),
        ),
    )
