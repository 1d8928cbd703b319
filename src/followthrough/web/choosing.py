"""What a link field offers while one types."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.holding import holding
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import record_types
from followthrough.web.frame import actor_of_request

OFFERED = 12


def choose(request: HttpRequest, kind: str) -> JsonResponse:
    """Up to twelve records that hold every word typed, those whose name begins with it first."""
    actor = actor_of_request(request)
    found = next((t for t in record_types() if t.kind == kind and t.listed), None)
    if found is None or not actor.may(found.permission("view")):
        raise NotFound(_("There is no such list."))
    typed = request.GET.get("q", "").strip()
    rows: QuerySet[Any] = found.model.visible_to(actor)
    if typed:
        rows = holding(found, rows, typed)
    order = "name" if "name" in found.sorts else "-id"
    records = list(rows.order_by(Fold("name") if order == "name" else order)[:OFFERED])
    records.sort(key=lambda record: not record.title.lower().startswith(typed.lower()))
    offered = [{"value": record.ref, "label": record.title, "note": record.ref} for record in records]
    return JsonResponse(offered, safe=False)
