"""What is done with documents."""

from followthrough.foundation.documents.actions.filing import file_document
from followthrough.foundation.documents.actions.keeping import reinstate_document, renew_document, withdraw_document
from followthrough.foundation.documents.actions.on_records import documents_on

__all__ = ["documents_on", "file_document", "reinstate_document", "renew_document", "withdraw_document"]
