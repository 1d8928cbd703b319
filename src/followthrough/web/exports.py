"""Download a list as it stands on the page: at once, or where it is long as a workbook made in the background."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.asking import ask_for, download_of, fetch, is_long, stop
from followthrough.kernel.downloads.bundles import XLSX, ZIP, bundle_of
from followthrough.kernel.downloads.models import Download, State
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.kernel.exchange.outgoing import exported_rows
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.addresses import asked_of, filters_asked
from followthrough.web.buttons import fresh_key
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import ActionButton, ActionDialog, FormPage, Link
from followthrough.web.shapes.many import Progress
from followthrough.web.wording import capital, number_text

WIDTH = 240


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list is to be downloaded."""

    kind: RecordType
    narrowing: Mapping[str, str]
    sort: str
    columns: list[str]
    name: str


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, plural: str, form: str) -> HttpResponseBase:
    """The rows of the list with its filters and order, as `xlsx` or `csv`; of chosen columns only these.

    A long workbook, or the `zip` that an area makes, is asked for first (GET), then made in the background (POST).
    """
    actor = actor_of_request(request)
    asked = _asked(request, listed_type(plural, actor), form, actor)
    if form == "csv":
        return _csv(asked, actor)
    if form == "zip" and bundle_of(asked.kind.kind) is None:
        raise NotFound(_("There is no such download."))
    if request.method == "POST":
        once, sort, columns = request.POST.get("idempotency_key", ""), asked.sort, asked.columns
        made = ask_for(
            asked.kind, actor, asked.narrowing, sort=sort, columns=columns, name=asked.name, form=form, once=once
        )
        return redirect(f"/downloads/{made.key}/")
    if form == "zip" or is_long(asked.kind, actor, asked.narrowing):
        return _offer(request, asked, actor)
    content = export_xlsx(asked.kind, actor, asked.narrowing, now=clock.now(), sort=asked.sort, columns=asked.columns)
    return FileResponse(content, as_attachment=True, filename=asked.name, content_type=XLSX)


@require_safe
def follow_download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """How far it is, asked again every two seconds; at the end the way to the file."""
    found = download_of(key, actor_of_request(request))
    page = _progress(found)
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/bulk_progress.html", {"page": page})
    return show(request, "web/bulk_progress.html", page, title=page.title, crumbs=_crumbs(type_named(found.kind)))


@require_safe
def fetch_download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file, once it is made, for the person who asked."""
    actor = actor_of_request(request)
    found = download_of(key, actor)
    content = fetch(found, actor)
    kind = ZIP if found.form == "zip" else XLSX
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def stop_download(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Call it off."""
    stop(download_of(key, actor_of_request(request)))
    return redirect(f"/downloads/{key}/")


def _asked(request: HttpRequest, kind: RecordType, form: str, actor: Actor) -> Asked:
    asked = asked_of(request.GET)
    columns = [one for one in asked.get("columns", "").split(",") if one]
    bundle = bundle_of(kind.kind) if form == "zip" else None
    name = f"{bundle.name if bundle else kind.plural}-{clock.today(actor.zone):%Y-%m-%d}.{form}"
    return Asked(kind, filters_asked(kind, asked), asked.get("sort", ""), columns, name)


def _csv(asked: Asked, actor: Actor) -> HttpResponseBase:
    pieces = export_csv(asked.kind, actor, asked.narrowing, sort=asked.sort, columns=asked.columns)
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{asked.name}"'
    return response


def _offer(request: HttpRequest, asked: Asked, actor: Actor) -> HttpResponseBase:
    """That it takes a while, with the button that begins it."""
    bundle = bundle_of(asked.kind.kind) if asked.name.endswith(".zip") else None
    title = _("Download %(plural)s as a workbook") % {"plural": asked.kind.label_plural}
    url = request.get_full_path()
    words = _("This is a long list. The workbook is made in the background; you are told when it is ready.")
    submit = _("Make the workbook")
    if bundle:
        count = exported_rows(asked.kind, actor, asked.narrowing).count()
        title = f"{bundle.label}: {number_text(count)}"
        words, submit = _("The ZIP is made in the background; you are told when it is ready."), _("Make the ZIP")
    form = FormPage((), submit, f"/{asked.kind.plural}/", url, idempotency_key=fresh_key())
    page = ActionDialog(title, form, words)
    return show(request, "web/action_page.html", page, title=title, crumbs=_crumbs(asked.kind))


def _progress(found: Download) -> Progress:
    url, under_way = f"/downloads/{found.key}/", found.is_under_way
    done = found.state == State.DONE
    size = _("%(mb)s MB, kept for three days.") % {"mb": number_text(max(1, round(found.size / 1_000_000)))}
    return Progress(
        title=found.name,
        text=_how_far(found) if under_way else f"{found.said} {size if done else ''}".strip(),
        width=round(WIDTH * found.done / found.total) if found.total else 0,
        done=not under_way,
        called_off=not done,
        refresh_url=url if under_way else "",
        stop=ActionButton(_("Stop"), f"{url}stop", "x", how="post", idempotency_key=fresh_key()) if under_way else None,
        undo=ActionButton(_("Download"), f"{url}file", "download", primary=True) if done else None,
    )


def _how_far(found: Download) -> str:
    if not found.total:
        return _("Waiting for its turn …")
    gaps = {"done": number_text(found.done), "whole": number_text(found.total)}
    return _("%(done)s of %(whole)s done") % gaps + ". " + _("You may leave this page; it goes on.")


def _crumbs(kind: RecordType | None) -> tuple[Link, ...]:
    return (Link(capital(kind.label_plural), f"/{kind.plural}/"),) if kind else ()
