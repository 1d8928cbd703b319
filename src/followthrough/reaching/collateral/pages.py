"""What stands behind a link to a library item: what it is, and the latest edition to take away, in each language."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext as _

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import NotFound
from followthrough.reaching.collateral.actions.publishing import LANGUAGES
from followthrough.reaching.collateral.models import Item
from followthrough.reaching.collateral.queries import shared_editions
from followthrough.web.downloads import closed_answer
from followthrough.web.guest_pages import GuestVisit, guest_page_of
from followthrough.web.shapes import GuestForm, Link
from followthrough.web.wording import full_text


@dataclass(frozen=True, slots=True)
class SharedPage:
    """collateral/shared.html: the item, and its files once they were asked for."""

    company: str
    title: str
    about: str
    edition: str
    guest: str
    fetch: GuestForm | None
    files: tuple[Link, ...]
    version: str
    seen_url: str
    until: str
    error: str
    theme: str = "system"


def show_shared(visit: GuestVisit) -> HttpResponse:
    """The item behind a link; whoever presses the button is counted and gets the files."""
    item: Item = visit.record
    found, zone = shared_editions(item), ZoneInfo(visit.guest.zone)
    page = SharedPage(
        company=company().name,
        title=item.name,
        about=item.about,
        edition=_("Edition %(number)d") % {"number": item.edition} if found else "",
        guest=visit.link.name,
        fetch=next((one for one in visit.forms if one.url.endswith("/fetch")), None),
        files=tuple(Link(LANGUAGES[key], visit.see(key)) for key in found) if visit.thanks else (),
        version=str(item.version),
        seen_url=visit.url("seen"),
        until=full_text(visit.link.expires_at.astimezone(zone).date(), zone=zone),
        error=str(visit.errors.get("", "")),
    )
    return render(visit.request, "collateral/shared.html", {"page": page}, status=visit.status)


def _file(visit: GuestVisit, language: str) -> HttpResponse:
    edition = shared_editions(visit.record).get(language)
    if edition is None:
        raise NotFound(_("There is no such edition any more."))
    version = edition.filed_as
    return closed_answer(content_of(version), version.media_type, version.name)


guest_page_of(Item, show_shared, also={"en": lambda visit: _file(visit, "en"), "es": lambda visit: _file(visit, "es")})
urlpatterns: list[URLPattern] = []
