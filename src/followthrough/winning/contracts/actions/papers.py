"""File what belongs to a contract under it: its text as each side had it, what was signed, as versions of documents."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.actions.filing import read_whole
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.fields import Words
from followthrough.kernel.speaking import ENGLISH
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.paper import amendment_pdf, contract_pdf
from followthrough.winning.contracts.rules.standing import OPEN

TEXT, SIGNED = "contracts.text", "contracts.signed"


def file_paper(
    about: Contract | Amendment, kind: str, title: Words, file: Any, *, edition: Words = "", by: Actor, now: datetime
) -> DocumentVersion:
    """Keep an uploaded file of at most 25 MB as a document of the contract or amendment. Raises Invalid if larger.

    Words of the house are written in the contract's language, whoever files it.
    """
    with override(language_of(about)):
        named, told = str(title), str(edition)
    return file_document(
        about,
        account=about.account,
        kind=kind,
        title=named,
        name=file.name,
        content=read_whole(file),
        edition=told,
        by=by,
        now=now,
    )


def file_text(about: Contract | Amendment, *, edition: Words = "", by: Actor, now: datetime) -> DocumentVersion:
    """Set the contract's or amendment's text as it stands and file it: the next version where it differs."""
    language = language_of(about)
    with override(language):
        told = str(edition)
        if isinstance(about, Contract):
            content, title = contract_pdf(about, at=now), about.name
        else:
            content, title = amendment_pdf(about, at=now), _("Amendment %(number)d") % {"number": about.number}
    return file_document(
        about,
        account=about.account,
        kind=TEXT,
        title=title,
        name=f"{about.ref}.pdf",
        content=content,
        edition=told,
        language=language,
        by=by,
        now=now,
    )


def language_of(about: Contract | Amendment) -> str:
    """The language its text is written in."""
    return (about if isinstance(about, Contract) else about.contract).language or ENGLISH


@action(
    Contract,
    needs="contracts.negotiate",
    button=gettext_lazy("File its text as PDF"),
    icon="file-text",
    applies=lambda one: one.state in OPEN,
)
def print_contract(contract: Contract, *, by: Actor, now: datetime) -> Changes:
    """Set the contract's text as it stands in its language and file it as a PDF, the next version of its document."""
    made = file_text(contract, by=by, now=now)
    return Changes(_("Filed as version %(number)d.") % {"number": made.number}, record=contract)


@action(
    Amendment,
    needs="amendments.edit",
    button=gettext_lazy("File its text as PDF"),
    icon="file-text",
    applies=lambda one: one.state in (AmendmentState.DRAFT, AmendmentState.SIGNATURE),
)
def print_amendment(amendment: Amendment, *, by: Actor, now: datetime) -> Changes:
    """Set the amendment's text and file it as a PDF: each change before and after, and the money."""
    made = file_text(amendment, by=by, now=now)
    return Changes(_("Filed as version %(number)d.") % {"number": made.number}, record=amendment)
