"""Files on their way out: attached ones through the record they stand on, others closed to browser and cache."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from followthrough.kernel.files.store import Damaged, checked_content
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.problems import NotFound, Refused
from followthrough.kernel.records.registry import type_named
from followthrough.web.frame import actor_of_request

CLOSED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def download(request: HttpRequest, ref: str) -> FileResponse:
    """The content, as an attachment that no browser runs, for those who may look at the record it stands on.

    Seeing a row is not enough: a department sees of its orders what it owes, and not their papers.
    """
    actor = actor_of_request(request)
    found = Attachment.visible_to(actor).filter(ref=ref).first()
    kind = type_named(found.kind) if found else None
    if found is None or kind is None or not actor.may(kind.permission("view")):
        raise NotFound(_("There is no such file."))
    if not kind.model.visible_to(actor).filter(pk=found.record_id).exists():
        raise NotFound(_("There is no such file."))
    return handed_out(found.sha256, found.name, found.media_type)


def handed_out(sha256: str, name: str, media_type: str) -> FileResponse:
    """A content as a download that no browser runs. Raises Refused where it is not what was kept."""
    try:
        content = checked_content(sha256)
    except Damaged as problem:
        words = _("“%(name)s” is not what was filed: its content does not fit its SHA-256. It is not handed out.")
        raise Refused(words % {"name": name}) from problem
    response = FileResponse(BytesIO(content), as_attachment=True, filename=name, headers=CLOSED)
    response["Content-Type"] = media_type
    return response


def closed_answer(content: bytes, media_type: str, name: str = "", *, in_place: bool = False) -> HttpResponse:
    """A content that no browser runs and no cache keeps: a download, or with `in_place` to be looked at where it is."""
    response = HttpResponse(content, content_type=media_type, headers=CLOSED)
    if name:
        response["Content-Disposition"] = content_disposition_header(not in_place, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
