"""Give a batch of invoices to the books as a journal, and make the very same batch again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import keep
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.models import Invoice, Journal, JournalMapping
from followthrough.serving.billing.models.terms import BOOKKEEPERS
from followthrough.serving.billing.queries.booking import booked_as, csv_of, invoices_between, journal_rows, xlsx_of
from followthrough.serving.billing.rules.journal import FIELDS, BadMapping, read_accounts, read_columns

LARGEST = 200 * 1024 * 1024


def clean_mapping(values: Values, mapping: JournalMapping | None) -> Values:
    """Columns and accounts that can be read, and a form of dates that gives a date."""
    try:
        if "columns" in values and not read_columns(values["columns"]):
            raise Invalid({"columns": _("Name at least one column.")})
    except BadMapping as problem:
        gaps = {"number": problem.args[0], "fields": ", ".join(FIELDS)}
        said = _("Line %(number)d can't be read. Write heading = field, with one of: %(fields)s.") % gaps
        raise Invalid({"columns": said}) from problem
    try:
        if "accounts" in values:
            read_accounts(values["accounts"])
    except BadMapping as problem:
        said = _("Write one rule a line, what = account; receivable and revenue are needed.")
        raise Invalid({"accounts": said}) from problem
    if "date_format" in values and date(2026, 11, 30).strftime(values["date_format"]) == values["date_format"]:
        raise Invalid({"date_format": _("Write a form such as %(form)s.") % {"form": "%Y-%m-%d"}})
    return values


@action(
    JournalMapping,
    needs="journals.create",
    roles=BOOKKEEPERS,
    button=gettext_lazy("Export a journal"),
    icon="download",
    primary=True,
    labels={"starts_on": gettext_lazy("Invoices from"), "ends_on": gettext_lazy("Until")},
)
def export_journal_mapping(
    mapping: JournalMapping, *, starts_on: date, ends_on: date, by: Actor, now: datetime
) -> Changes:
    """Write all numbered invoices and credit notes of these days as CSV and Excel, each balanced to the cent.

    The files are kept as they were given; the same batch again gives the same bytes.
    """
    if ends_on < starts_on:
        raise Invalid({"ends_on": _("It can't end before it begins.")})
    invoices = invoices_between(starts_on, ends_on)
    if not invoices:
        raise Refused(_("No invoice was handed off on these days."))
    journal = _kept(mapping, invoices, starts_on, ends_on, by=by, now=now)
    gaps = {"ref": journal.ref, "invoices": journal.invoices, "rows": journal.rows}
    return Changes(_("%(ref)s holds %(invoices)d invoices in %(rows)d rows.") % gaps, record=journal)


def _kept(
    mapping: JournalMapping, invoices: Sequence[Invoice], start: date, end: date, *, by: Actor, now: datetime
) -> Journal:
    try:
        rows = journal_rows(booked_as(invoices), mapping)
    except BadMapping as problem:
        said = _("No account is mapped for “%(what)s”. Add a line to the mapping.")
        raise Refused(said % {"what": problem.args[1]}) from problem
    csv, _size = keep([csv_of(rows, mapping)], limit=LARGEST)
    xlsx, _size = keep([xlsx_of(rows, mapping)], limit=LARGEST)
    values: Values = {
        "mapping": mapping,
        "starts_on": start,
        "ends_on": end,
        "invoices": len(invoices),
        "rows": len(rows),
        "numbers": [one.number for one in invoices],
        "csv": csv,
        "xlsx": xlsx,
    }
    (made,) = create_records(type_of(Journal), [values], by=by, now=now)
    found: Journal = made
    return found
