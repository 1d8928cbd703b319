"""The calendar feed behind its secret address: read by calendar programs, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel.links.knocking import count_knock
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.web.signing import address_of
from followthrough.winning.renewals.queries.feed import FeedGone, feed_behind, feed_of


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed as it is now; 410 for an address that was ended, 404 for one that never was."""
    with translation.override(translation.get_language_from_request(request)):
        try:
            count_knock(address_of(request))
            found = feed_behind(secret)
        except SlowDown as problem:
            answer = _said(str(problem.message), problem.status)
            answer["Retry-After"] = str(problem.seconds)
            return answer
        except FeedGone as problem:
            return _said(str(problem.message), problem.status)
        if found is None:
            return _said(_("There is no calendar at this address."), 404)
    answer = HttpResponse(feed_of(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="expiries.ics"'
    return _unkept(answer)


def _said(text: str, status: int) -> HttpResponse:
    return _unkept(HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8"))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
