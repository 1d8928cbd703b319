"""What a person was told, by day: opened one by one or all read at once."""

from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followthrough.kernel import clock
from followthrough.kernel.notify.models import Notice as Told
from followthrough.kernel.notify.tell import unread
from followthrough.kernel.records.problems import NotFound
from followthrough.web.addresses import local_path
from followthrough.web.frame import actor_of_request, keep_toast, person_of_request, show
from followthrough.web.shapes import ActionButton, Empty, Notice, NoticeDay, NoticesPage, Toast
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import day_text, full_text, number_text, time_text

PAGE = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The latest notices, newest first; `before` is the number of the last one seen."""
    actor, person = actor_of_request(request), person_of_request(request)
    reader = reader_of(actor)
    told = Told.objects.filter(user=person).order_by("-at", "-id")
    before = request.GET.get("before", "")
    last = told.filter(pk=int(before)).first() if before.isascii() and before.isdigit() and len(before) < 19 else None
    if last is not None:
        told = told.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
    found = list(told[: PAGE + 1])
    waiting = unread(person.pk).count()
    page = NoticesPage(
        days=tuple(
            NoticeDay(_day_label(day, reader), tuple(_notice(one, reader) for one in of_day))
            for day, of_day in groupby(found[:PAGE], key=lambda one: one.at.astimezone(reader.zone).date())
        ),
        read_all=ActionButton(_("Mark all as read"), "/notices/read-all", "check", how="post") if waiting else None,
        empty=None if found else Empty(_("Nothing yet."), _("What concerns you is told here."), "bell"),
        next_url=f"/notices?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    )
    note = _("%(count)s new") % {"count": number_text(waiting)} if waiting else ""
    return show(request, "web/notices.html", page, title=_("Notices"), note=note)


@require_POST
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Go where a notice leads; it counts as read from then on."""
    person = person_of_request(request)
    found = Told.objects.filter(user=person, pk=number).first()
    if found is None:
        raise NotFound(_("There is no such notice."))
    Told.objects.filter(pk=found.pk, read_at__isnull=True).update(read_at=clock.now())
    return redirect(local_path(found.url, "/notices"))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read that was told so far."""
    unread(person_of_request(request).pk).update(read_at=clock.now())
    keep_toast(request, Toast(_("All read.")))
    return redirect("/notices")


def _notice(told: Told, reader: Reader) -> Notice:
    return Notice(
        told.text,
        f"/notices/{told.pk}",
        time_text(told.at, zone=reader.zone),
        unread=told.read_at is None,
        title=full_text(told.at, zone=reader.zone),
    )


def _day_label(day: date, reader: Reader) -> str:
    return _("Today") if day == reader.today else day_text(day, today=reader.today)
