"""What a department without accounts finds behind the link to a promise besides it: the documents it needs for it."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from followthrough.kernel.records.problems import NotFound
from followthrough.serving.deliveries.queries.papers import papers_behind_link
from followthrough.web.downloads import handed_out
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.shapes import Link


def papers(visit: GuestVisit) -> tuple[Link, ...]:
    """The latest version of each."""
    return tuple(Link(one.document.name, visit.see(one.ref)) for one in papers_behind_link(visit.record))


def hand_out(visit: GuestVisit, name: str) -> HttpResponseBase:
    """One of them as a download. Raises NotFound."""
    found = next((one for one in papers_behind_link(visit.record) if one.ref == name), None)
    if found is None:
        raise NotFound(_("There is no such file."))
    return handed_out(found.sha256, found.name, found.media_type)
