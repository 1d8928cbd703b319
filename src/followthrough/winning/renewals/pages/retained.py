"""The retention report in values, and as a workbook: a row for each month, quarter or group, with the same figures."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.downloads.bundles import XLSX
from followthrough.kernel.exchange.writing import Column, write_xlsx
from followthrough.kernel.records.problems import Denied
from followthrough.values.money import Money
from followthrough.web.frame import actor_of_request
from followthrough.web.showing import Reader, reader_of
from followthrough.winning.renewals.pages.calendar import may_look
from followthrough.winning.renewals.pages.looking import Looking, by_label, part_label, read_looking, row_name
from followthrough.winning.renewals.queries.retention import (
    By,
    Reading,
    Told,
    by_group,
    by_time,
    end_of,
    stretches,
)
from followthrough.winning.renewals.rules.retention import Movement, Part, movement


def reading_for(asked: Looking, reader: Reader) -> tuple[Reading, list[str], str]:
    """What the report is read from, the currencies there are, and its own: as asked, else that of most customers."""
    reading = Reading(reader.actor, end_of(asked.until, reader.actor) if asked.as_then else None)
    reading.read(day for pair in stretches(asked.until, asked.months, 1) for day in pair)
    codes = reading.currencies(asked.before, asked.until)
    return reading, codes, asked.currency if asked.currency in codes else (codes or [reader.currency])[0]


def report_of(reading: Reading, asked: Looking, currency: str) -> tuple[Movement, list[Told]]:
    """The movement between the two days as a whole, and told apart as asked."""
    before, until = asked.before, asked.until
    whole = movement(reading.sums(before, currency), reading.sums(until, currency))
    if asked.by in (By.MONTH, By.QUARTER):
        return whole, by_time(reading, until, asked.months, 1 if asked.by is By.MONTH else 3, currency)
    return whole, by_group(reading, before, until, asked.by, currency)


def retention_workbook(request: HttpRequest) -> FileResponse:
    """The rows of the report, the comparison of the first day with the last below."""
    actor = actor_of_request(request)
    may_look(actor)
    if not actor.may("contracts.export"):
        raise Denied(_("Your role may not download contracts."))
    reader = reader_of(actor)
    asked = read_looking(request.GET.dict(), reader.today)
    reading, _codes, currency = reading_for(asked, reader)
    whole, told = report_of(reading, asked, currency)
    about = [
        (_("What"), _("Retention")),
        (_("Days"), f"{asked.before.isoformat()} – {asked.until.isoformat()}"),
        (_("Currency"), currency),
        (_("For"), actor.name),
    ]
    stream = BytesIO()
    below = [[_("All"), *_figures(whole, currency)]]
    write_xlsx(stream, _("Retention"), _columns(asked), _rows(told, asked, currency, reader), about, below=below)
    stream.seek(0)
    name = f"retention-{asked.before:%Y-%m}-{asked.until:%Y-%m}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def _columns(asked: Looking) -> list[Column]:
    parts = (Column(part_label(part), "money") for part in Part)
    return [Column(by_label(asked.by), "long"), *parts, Column(_("Gross"), "number"), Column(_("Net"), "number")]


def _rows(told: list[Told], asked: Looking, currency: str, reader: Reader) -> Iterator[list[Any]]:
    for one in told:
        yield [row_name(one, asked.by, reader.today), *_figures(one.movement, currency)]


def _figures(found: Movement, currency: str) -> list[Any]:
    """Each part in money, and both shares as percent with one decimal."""
    parts = [Money.of(getattr(found, part.value), currency).rounded() for part in Part]
    return [*parts, *("" if share is None else round(float(share) * 100, 1) for share in (found.gross, found.net))]
