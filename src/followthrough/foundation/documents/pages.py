"""Versions of a document: the one door they are downloaded by, and two of them compared."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of, words_of
from followthrough.foundation.documents.rules import passages_between
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import NotFound
from followthrough.web.downloads import closed_answer
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Link
from followthrough.web.showing import url_of


def version_file(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The content of one version, as a download that no browser runs; who may and what it is are checked each time."""
    document = _document(request, ref)
    version = _version(document, number, actor_of_request(request))
    return closed_answer(content_of(version), version.media_type, version.name)


def compare_versions(request: HttpRequest, ref: str) -> HttpResponse:
    """Which words went and which came from one version to another; the last two unless others are asked for."""
    document = _document(request, ref)
    actor = actor_of_request(request)
    after = _version(document, _asked(request, "after", document.number), actor)
    before = _version(document, _asked(request, "before", max(after.number - 1, 1)), actor)
    texts = words_of(before), words_of(after)
    unread = [one.name for one, text in zip((before, after), texts, strict=True) if text is None]
    passages = passages_between(texts[0] or "", texts[1] or "")
    numbers = DocumentVersion.visible_to(actor).filter(document=document).order_by("number")
    return show(
        request,
        "documents/compare.html",
        None,
        title=_("What changed"),
        crumbs=(Link(document.name, url_of(document)),),
        before=before,
        after=after,
        unread=unread,
        passages=passages,
        is_empty=not any(texts),
        numbers=list(numbers.values_list("number", flat=True)),
    )


def _document(request: HttpRequest, ref: str) -> Document:
    actor = actor_of_request(request)
    found: Document = found_record(listed_type("documents", actor), ref, actor)
    return found


def _version(document: Document, number: int, actor: Actor) -> DocumentVersion:
    found = DocumentVersion.visible_to(actor).filter(document=document, number=number).first()
    if found is None:
        raise NotFound(_("There is no such version."))
    return found


def _asked(request: HttpRequest, name: str, usual: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else usual


urlpatterns = [
    path("documents/<slug:ref>/versions/<int:number>", version_file),
    path("documents/<slug:ref>/compare", compare_versions),
]
