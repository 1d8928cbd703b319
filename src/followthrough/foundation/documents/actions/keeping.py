"""Keep a document by hand: add a version, withdraw one that is not to be used."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.documents.actions.filing import add_version, read_whole
from followthrough.foundation.documents.models import Document, DocumentState
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.registry import type_of


@action(
    Document,
    needs="documents.edit",
    button=gettext_lazy("Add a version"),
    icon="file-plus-2",
    primary=True,
    labels={"file": gettext_lazy("File"), "edition": gettext_lazy("Edition"), "language": gettext_lazy("Language")},
)
def renew_document(
    document: Document, *, file: Upload, edition: str = "", language: str = "", by: Actor, now: datetime
) -> Changes:
    """Put a file of at most 25 MB on the document as its next version; the earlier ones stay as they are."""
    sent: Any = file
    made = add_version(
        document, name=sent.name, content=read_whole(sent), edition=edition, language=language, by=by, now=now
    )
    return Changes(_("Version %(number)d of “%(title)s” is filed.") % {"number": made.number, "title": document.name})


@action(
    Document,
    needs="documents.edit",
    moves=(DocumentState.CURRENT, DocumentState.WITHDRAWN),
    button=gettext_lazy("Withdraw"),
    icon="ban",
    undone_by="reinstate",
)
def withdraw_document(document: Document, *, by: Actor, now: datetime) -> Changes:
    """Mark the document as one that is no longer to be used; it stays on file."""
    change_records(type_of(document), [(document, {"state": DocumentState.WITHDRAWN})], by=by, now=now)
    return Changes(_("“%(title)s” is withdrawn.") % {"title": document.name})


@action(
    Document,
    needs="documents.edit",
    moves=(DocumentState.WITHDRAWN, DocumentState.CURRENT),
    button=gettext_lazy("Use again"),
    icon="rotate-ccw",
    undone_by="withdraw",
)
def reinstate_document(document: Document, *, by: Actor, now: datetime) -> Changes:
    """Let a withdrawn document be used again."""
    change_records(type_of(document), [(document, {"state": DocumentState.CURRENT})], by=by, now=now)
    return Changes(_("“%(title)s” is used again.") % {"title": document.name})
