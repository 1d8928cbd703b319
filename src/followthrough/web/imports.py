"""Step 1 of an upload: the file, what is in it, and what was uploaded before."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.reading.sources import MAX_TEXT_BYTES
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.kernel.records.registry import record_types, type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import typed_values
from followthrough.web.frame import actor_of_request, show
from followthrough.web.import_steps import crumbs, do_step
from followthrough.web.lists import columns_of, rows_of
from followthrough.web.shapes import Choice, Field, FieldSet, FormPage, ImportUploadPage, Link, TablePanel
from followthrough.web.showing import reader_of
from followthrough.web.wording import capital


def upload(request: HttpRequest) -> HttpResponse:
    """Step 1: the file, and what is in it."""
    actor = actor_of_request(request)
    action = actions_on(Import)["upload"]
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    error: dict[str, Any] = {}
    if request.method == "POST":
        try:
            outcome = do_step("upload", request, actor, values=typed_values(request, action.fields))
        except Invalid as problem:
            error = problem.fields
        else:
            return redirect(f"/imports/{outcome.ref}/match")
    kinds = [k for k in record_types() if k.importable and actor.may(k.permission("import"))]
    into = request.POST.get("into") or request.GET.get("into", "")
    form = FormPage(
        sets=(
            FieldSet(
                (
                    Field(
                        "into",
                        _("What is in it"),
                        "select",
                        choices=tuple(Choice(k.plural, capital(k.label_plural), k.plural == into) for k in kinds),
                        error=str(error.get("into", "")),
                        required=True,
                        autofocus=not into,
                    ),
                    Field(
                        "file",
                        _("File"),
                        "file",
                        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.gz",
                        max_length=MAX_TEXT_BYTES,
                        error=str(error.get("file", "")),
                        required=True,
                        autofocus=bool(into),
                        help=_("Excel or CSV, up to 512 MB."),
                    ),
                )
            ),
        ),
        submit=_("Upload and match columns"),
        cancel_url=f"/{into}/" if into else "/imports/",
        idempotency_key=fresh_key(),
        has_files=True,
        errors=tuple(Link(str(text), f"#f-{name}") for name, text in error.items()),
    )
    page = ImportUploadPage(form, _recent(actor))
    return show(
        request, "web/import_upload.html", page, title=_("Upload"), crumbs=crumbs(), status=422 if error else 200
    )


def _recent(actor: Actor) -> TablePanel | None:
    kind = type_of(Import)
    names: Sequence[str] = ("name", "into", "state", "author", "applied_at")
    found = list(Import.visible_to(actor).select_related("author").order_by("-id")[:8])
    if not found:
        return None
    return TablePanel(
        "recent",
        _("Earlier uploads"),
        columns=columns_of(kind, list(names)),
        rows=rows_of(kind, found, list(names), reader_of(actor)),
    )
