"""What a link field offers while one types."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.doubles.finder import find_doubles
from followthrough.kernel.doubles.signs import traits_of
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.holding import holding
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import RecordType, record_types, type_of
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type

OFFERED = 12
FEW = 3  # with fewer, names written otherwise are offered too
LEAST = 3  # characters typed, before those are looked for


def choose(request: HttpRequest, kind: str) -> JsonResponse:
    """Up to twelve records that hold every word typed, those whose name begins with it first."""
    actor = actor_of_request(request)
    found = next((t for t in record_types() if t.kind == kind and t.listed), None)
    if found is None or not actor.may(found.permission("view")):
        raise NotFound(_("There is no such list."))
    typed = request.GET.get("q", "").strip()
    records = _holding(found, found.model.visible_to(actor), typed)
    offered = _offered(records)
    if request.GET.get("new") and typed:
        offered += _alike(found, typed, actor, {record.pk for record in records}) if len(records) < FEW else []
        offered += _makeable(found, typed, actor, {record.title.casefold() for record in records})
    return JsonResponse(offered, safe=False)


def choose_of(request: HttpRequest, plural: str, ref: str, verb: str, name: str) -> JsonResponse:
    """The same for a field of a verb that is narrowed to what belongs to the record."""
    actor = actor_of_request(request)
    of = listed_type(plural, actor)
    action = actions_on(of.model).get(verb)
    field = (
        next((one for one in action.fields if one.name == name), None) if action and actor.may(action.needs) else None
    )
    kind = type_of(field.link) if field and field.link else None
    if field is None or field.among is None or kind is None or not actor.may(kind.permission("view")):
        raise NotFound(_("There is no such list."))
    rows = kind.model.visible_to(actor).filter(field.among(found_record(of, ref, actor), actor))
    return JsonResponse(_offered(_holding(kind, rows, request.GET.get("q", "").strip())), safe=False)


def _holding(kind: RecordType, rows: QuerySet[Any], typed: str) -> list[Any]:
    """The first of those that hold every word typed, in order of their names."""
    if typed:
        rows = holding(kind, rows, typed)
    order = "name" if "name" in kind.sorts else "-id"
    records = list(rows.order_by(Fold("name") if order == "name" else order)[:OFFERED])
    records.sort(key=lambda record: not record.title.lower().startswith(typed.lower()))
    return records


def _offered(records: Iterable[Any]) -> list[dict[str, str]]:
    return [{"value": record.ref, "label": record.title, "note": record.ref} for record in records]


def _alike(kind: RecordType, typed: str, actor: Actor, there: set[int]) -> list[dict[str, str]]:
    """What the typed name may mean though it is written otherwise, each with why."""
    named = any("name" in trait.names for trait in traits_of(kind.model))
    if not named or len(typed) < LEAST:
        return []
    (matches,) = find_doubles(kind, [{"name": typed}], actor, most=FEW)
    return [
        {"value": one.record.ref, "label": one.record.title, "note": _("use this one: %(why)s") % {"why": one.why}}
        for one in matches
        if one.record.pk not in there
    ]


def _makeable(kind: RecordType, typed: str, actor: Actor, titles: set[str]) -> list[dict[str, str]]:
    """The last line: to make it, where its name is all that must be known and nothing is called so yet."""
    if typed.casefold() in titles or not is_made_by_name(kind, actor):
        return []
    words = _("Make “%(name)s”") % {"name": typed}
    return [{"value": "", "label": words, "note": str(kind.label), "create": f"/choose/{kind.kind}/new"}]


def is_made_by_name(kind: RecordType, actor: Actor) -> bool:
    """Whether this actor may make such a record knowing no more than its name."""
    needed = {name for name in kind.form if kind.field(name).required}
    made = actions_on(kind.model).get("create")
    return needed == {"name"} and made is not None and made.generic and made.is_open_to(actor)


@require_POST
def make(request: HttpRequest, kind: str) -> JsonResponse:
    """Make a record of the name typed into a link field, and give it as the field's value."""
    actor = actor_of_request(request)
    found = next((t for t in record_types() if t.kind == kind and t.listed), None)
    if found is None or not is_made_by_name(found, actor):
        raise Denied(_("Your role may not make this here."))
    sent = {"name": request.POST.get("name", "")}
    key = request.POST.get("idempotency_key", "")
    outcome = run(actions_on(found.model)["create"], actor=actor, surface="web", values=sent, key=key)
    return JsonResponse({"value": outcome.ref, "label": sent["name"].strip(), "text": outcome.message})
