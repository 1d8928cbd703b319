"""From parts picked on "Find a part" to the form that puts them onto an opportunity."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel.records.problems import Denied
from followthrough.web.frame import actor_of_request

MOST = 100


@require_safe
def add_picked(request: HttpRequest) -> HttpResponse:
    """The dialog of `add-parts`, filled with what was picked and what was needed."""
    if not actor_of_request(request).may("lines.create"):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": _("Add parts")})
    given = {"parts": ",".join(request.GET.getlist("part")[:MOST]), "need": request.GET.get("need", "")[:300]}
    return redirect(f"/lines/do/add-parts?{urlencode(given)}")


urlpatterns = [path("parts/add", add_picked)]
