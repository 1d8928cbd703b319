"""What stands side by side when paper came: the document that was sent, and the scan that was handed in."""

from typing import Any

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.winning.signing.models import Signer


def papers_to_compare(signer: Any, actor: Actor) -> Any:
    """Both files with their addresses, as far as the reader may open them; None where no paper came."""
    if not isinstance(signer, Signer) or signer.paper_id is None:
        return None
    pair = (signer.envelope.document_id, signer.paper_id)
    rows = DocumentVersion.visible_to(actor).filter(pk__in=pair).select_related("document")
    seen = {one.pk: one for one in rows}
    if signer.paper_id not in seen:
        return None
    sent, came = (_file(seen[pk]) if pk in seen else None for pk in pair)
    return {"sent": sent, "came": came, "pages": signer.envelope.pages}


def _file(version: DocumentVersion) -> dict[str, str]:
    return {"name": version.name, "url": f"/documents/{version.document.ref}/versions/{version.number}"}
