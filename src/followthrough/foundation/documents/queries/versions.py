"""Versions of documents: the latest, what they hold, and their words."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.documents.models import Document, DocumentVersion, about
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.files.store import Damaged, checked_content
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.search.models import FiledText


def documents_about(record: Record, actor: Actor) -> QuerySet[Document]:
    """The documents that arose from this record and that the actor sees."""
    return Document.visible_to(actor).filter(about(record))


def latest_of(document: Document) -> DocumentVersion:
    """The latest version of a document the caller has reached."""
    found: DocumentVersion = document.versions.filter(binned_at__isnull=True).latest("number")
    return found


def content_of(version: DocumentVersion) -> bytes:
    """What the version holds, read from the store and checked against its hash. Raises Refused if that does not fit."""
    try:
        return checked_content(version.sha256)
    except Damaged as problem:
        words = _("“%(name)s” is not what was filed: its content does not fit its SHA-256. It is not handed out.")
        raise Refused(words % {"name": version.name}) from problem
    except FileNotFoundError as problem:
        raise Refused(_("The content of “%(name)s” is not in the store.") % {"name": version.name}) from problem


def words_of(version: DocumentVersion) -> str | None:
    """The words that were read in it; None as long as it has not been read."""
    found: str | None = FiledText.objects.filter(sha256=version.sha256).values_list("text", flat=True).first()
    return found
