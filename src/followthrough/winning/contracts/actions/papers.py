"""File what belongs to a contract under it: its text as each side had it, what was signed, as versions of documents."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.actions.filing import read_whole
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.paper import amendment_pdf, contract_pdf
from followthrough.winning.contracts.rules.standing import OPEN

TEXT, SIGNED = "contracts.text", "contracts.signed"


def file_paper(
    about: Contract | Amendment, kind: str, title: str, file: Any, *, edition: str = "", by: Actor, now: datetime
) -> DocumentVersion:
    """Keep an uploaded file of at most 25 MB as a document of the contract or amendment. Raises Invalid if larger."""
    return file_document(
        about,
        account=about.account,
        kind=kind,
        title=title,
        name=file.name,
        content=read_whole(file),
        edition=edition,
        by=by,
        now=now,
    )


def file_text(about: Contract | Amendment, *, edition: str = "", by: Actor, now: datetime) -> DocumentVersion:
    """Set the contract's or amendment's text as it stands and file it: the next version where it differs."""
    if isinstance(about, Contract):
        content, language, title = contract_pdf(about, at=now), about.language, about.name
    else:
        content, language = amendment_pdf(about, at=now), about.contract.language
        title = _("Amendment %(number)d") % {"number": about.number}
    return file_document(
        about,
        account=about.account,
        kind=TEXT,
        title=title,
        name=f"{about.ref}.pdf",
        content=content,
        edition=edition,
        language=language,
        by=by,
        now=now,
    )


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
