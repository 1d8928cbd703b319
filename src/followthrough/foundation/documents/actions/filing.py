"""File a document: under its account, about its source, as the next version of what has the same title there."""

import mimetypes
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.actions.retaining import kept_day
from followthrough.foundation.documents.models import Document, DocumentVersion, sources_of_documents
from followthrough.foundation.documents.models import about as documents_of
from followthrough.foundation.documents.queries.kinds import document_kinds
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.files.store import LIMIT, TooLarge, keep
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of


def file_document(
    about: Record,
    *,
    account: Account | None,
    kind: str,
    title: str,
    name: str,
    content: bytes,
    edition: str = "",
    language: str = "",
    is_private: bool = False,
    by: Actor,
    now: datetime,
) -> DocumentVersion:
    """File a content about a record; called inside an action, so that row and step stand or fall together.

    The same record (or what it took the place of), kind and title make the next version of the one document; the very
    same content again gives the version that is there. `kind` and the record's type are registered
    (`register_document_kind`, `documents_on`).
    """
    if type(about) not in sources_of_documents() or kind not in document_kinds():
        raise ValueError(f"no documents {kind!r} arise from {type(about).__name__}")
    source = {"about_kind": type_of(about).kind, "about_id": about.pk, "about_ref": about.ref}
    found = Document._default_manager.select_for_update().filter(
        documents_of(about), kind=kind, name=title, is_private=is_private, binned_at__isnull=True
    )
    document = found.order_by("id").first()
    if document is None:
        values = {**source, "account": account, "kind": kind, "name": title, "is_private": is_private}
        (document,) = create_records(type_of(Document), [{**values, "author_id": by.user_id}], by=by, now=now)
    return add_version(document, name=name, content=content, edition=edition, language=language, by=by, now=now)


def add_version(
    document: Document, *, name: str, content: bytes, edition: str, language: str, by: Actor, now: datetime
) -> DocumentVersion:
    """Put the next version on a locked document; the name is only a label and never a path."""
    label = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[:255] or _("file")
    try:
        sha256, size = keep([content])
    except TooLarge as problem:
        raise Invalid({"file": _("A file may have at most 25 MB.")}) from problem
    versions = DocumentVersion._default_manager.filter(document=document).order_by("-number")
    same: Any = versions.filter(number=document.number, sha256=sha256, edition=edition, binned_at__isnull=True).first()
    if same is not None:
        return same  # type: ignore[no-any-return]
    number = (versions.values_list("number", flat=True).first() or 0) + 1
    values = {
        "document": document,
        "number": number,
        "name": label,
        "media_type": mimetypes.guess_type(label)[0] or "application/octet-stream",
        "sha256": sha256,
        "size": size,
        "author_id": by.user_id,
        "edition": edition,
        "language": language,
    }
    made: DocumentVersion
    (made,) = create_records(type_of(DocumentVersion), [values], by=by, now=now)
    kept = {"number": number, "keep_until": kept_day(document.kind, now)}
    change_records(type_of(Document), [(document, kept)], by=by, now=now)
    defer("notes.read_files")
    return made


def read_whole(sent: Any) -> bytes:
    """The content of an uploaded file. Raises Invalid, with nothing kept, where it is too long."""
    parts, size = [], 0
    for part in sent.chunks():
        size += len(part)
        if size > LIMIT:
            raise Invalid({"file": _("A file may have at most 25 MB.")})
        parts.append(part)
    return b"".join(parts)
