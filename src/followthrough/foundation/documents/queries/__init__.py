"""Reads of documents and their versions, and the kinds there are."""

from followthrough.foundation.documents.queries.kinds import register_document_kind
from followthrough.foundation.documents.queries.versions import content_of, documents_about, latest_of, words_of

__all__ = ["content_of", "documents_about", "latest_of", "register_document_kind", "words_of"]
