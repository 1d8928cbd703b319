"""Let documents arise from a kind of record: its panel, its verb to file one by hand."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.actions.filing import file_document, read_whole
from followthrough.foundation.documents.models import bear_documents
from followthrough.foundation.documents.queries.panels import show_documents_on
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import register
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import Damaged, checked_content
from followthrough.kernel.notes.actions import verb_on
from followthrough.kernel.notes.queries import files_on, take_attached
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of

FOR_DELIVERY = "delivery"
BY_HAND: tuple[tuple[str, Words], ...] = (
    ("their_paper", gettext_lazy("Their paper")),
    ("letter", gettext_lazy("Letter")),
    (FOR_DELIVERY, gettext_lazy("For whoever delivers (artwork, specification)")),
    ("drawing", gettext_lazy("Drawing")),
    ("certificate", gettext_lazy("Certificate")),
    ("other", gettext_lazy("Other")),
)


def documents_on(
    model: type[Record], *, under: Iterable[str] = (), kin: Callable[[Any], QuerySet[Any]] | None = None
) -> None:
    """Let documents arise from records of this kind and show them on their page; called from `records.py`.

    `under` names links of the model, such as a quote's opportunity: their pages show its documents too. `kin` as for
    `bear_documents`.
    """
    bear_documents(model, kin)
    show_documents_on(model, under)
    _declare_filing(model)


def _declare_filing(model: type[Record]) -> None:
    """Give records of this kind the verb `file-document`, for those who may edit them."""
    kind = type_of(model)
    fields = (
        Field("file", Kind.FILE, gettext_lazy("File")),
        Field("attached", Kind.TEXT, gettext_lazy("Or the number of an attached file"), default="", max_length=40),
        Field("title", Kind.TEXT, gettext_lazy("Title"), help=gettext_lazy("The file's name if empty."), default=""),
        Field("kind", Kind.CHOICE, gettext_lazy("Kind"), choices=BY_HAND, default="other"),
        Field("edition", Kind.TEXT, gettext_lazy("Edition"), default="", max_length=60),
        Field("is_private", Kind.YES_NO, gettext_lazy("Only for me and managers"), default=False),
    )
    name = f"file_document_{kind.singular}"
    register(verb_on(kind, name, file_on_record, gettext_lazy("File a document"), "file-plus-2", fields))
    take_attached(model, "file-document", "attached")


def file_on_record(
    record: Record,
    *,
    file: Any = None,
    attached: str = "",
    title: str = "",
    kind: str = "other",
    edition: str = "",
    is_private: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """File a document of at most 25 MB about the record; the same title and kind again make its next version.

    What is attached to the record already need not be uploaded again: name it by its number.
    """
    name, content = (file.name, read_whole(file)) if file else _attached(record, attached, by)
    made = file_document(
        record,
        account=account_of(record),
        kind=kind,
        title=(title.strip() or str(name))[:240],
        name=name,
        content=content,
        edition=edition,
        is_private=is_private,
        by=by,
        now=now,
    )
    words = _("“%(title)s” is filed as version %(number)d.")
    return Changes(words % {"title": made.document.name, "number": made.number})


def _attached(record: Record, number: str, by: Actor) -> tuple[str, bytes]:
    """A file that is attached to the record: its name and content. Raises Invalid."""
    if not number.strip():
        raise Invalid({"file": _("Choose a file.")})
    found = files_on(record, by).filter(ref=number.strip().upper()).first()
    if found is None:
        raise Invalid({"attached": _("No file %(number)s is attached here.") % {"number": number}})
    try:
        return found.name, checked_content(found.sha256)
    except Damaged as problem:
        raise Refused(_("“%(name)s” is not what was attached; upload it again.") % {"name": found.name}) from problem


def account_of(record: Record) -> Account | None:
    """The account a record belongs to: itself, or the one that it or the record above it names."""
    if isinstance(record, Account):
        return record
    above = type_of(record).parent
    return account_of(getattr(record, above)) if above else getattr(record, "account", None)
