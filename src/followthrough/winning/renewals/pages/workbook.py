"""The expiry calendar as a workbook: every contract that the page counts, with its two days and its worth."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.bundles import XLSX
from followthrough.kernel.exchange.writing import Column, write_xlsx
from followthrough.kernel.records.problems import Denied
from followthrough.values.money import Money
from followthrough.web.frame import actor_of_request
from followthrough.web.showing import reader_of
from followthrough.winning.renewals.pages.asking import read_address
from followthrough.winning.renewals.pages.calendar import may_look, on_label, then_text
from followthrough.winning.renewals.queries.expiring import Asked, groups_of, rows_of, total_of

AT_A_TIME = 1000


def calendar_workbook(request: HttpRequest) -> FileResponse:
    """The same contracts as on the page, one a row, with the sums of each currency below."""
    actor = actor_of_request(request)
    may_look(actor)
    if not actor.may("contracts.export"):
        raise Denied(_("Your role may not download contracts."))
    reader = reader_of(actor)
    asked = read_address(request.GET.dict(), actor, reader.today).asked
    name = f"expiries-{asked.first:%Y-%m}-{asked.last:%Y-%m}.xlsx"
    about = [
        (_("What"), _("Expiries")),
        (_("Days"), f"{asked.first.isoformat()} – {asked.last.isoformat()}"),
        (_("Which day"), on_label(asked.on)),
        (_("For"), actor.name),
    ]
    stream = BytesIO()
    write_xlsx(stream, _("Expiries"), _columns(), _rows(actor, asked), about, below=_sums(actor, asked))
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def _columns() -> list[Column]:
    return [
        Column(_("Number")),
        Column(_("Contract"), "long"),
        Column(_("Account"), "long"),
        Column(_("Rep")),
        Column(_("Team")),
        Column(_("Notice by"), "date"),
        Column(_("Ends"), "date"),
        Column(_("Then")),
        Column(_("A year"), "money"),
        Column(_("Currency"), width=10),
    ]


def _rows(actor: Actor, asked: Asked) -> Iterator[list[Any]]:
    for one in rows_of(actor, asked).iterator(AT_A_TIME):
        yearly: Any = one
        yield [
            one.ref,
            one.name,
            one.account.name,
            one.owner.name if one.owner else "",
            one.team.name if one.team else "",
            one.notice_by,
            one.term_ends_on,
            then_text(one),
            Money.of(yearly.yearly, one.currency).rounded(),
            one.currency,
        ]


def _sums(actor: Actor, asked: Asked) -> list[list[Any]]:
    groups = [one for one in groups_of(actor, asked) if asked.group in ("", one.key)]
    yearly = sorted(total_of(groups).yearly.items())
    return [[_("All"), *[""] * 7, Money.of(amount, code).rounded(), code] for code, amount in yearly]
