"""Compare records side by side, choose whose value to keep, see the result, and make them one."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.doubles.actions import counts_in_words
from followthrough.kernel.doubles.combining import Choice, choices_of
from followthrough.kernel.doubles.finder import find_doubles
from followthrough.kernel.doubles.limits import why_not
from followthrough.kernel.doubles.moving import attached
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Problem
from followthrough.kernel.records.registry import RecordType
from followthrough.web.buttons import fresh_key
from followthrough.web.doubles_hint import shown_double
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Cell, Link
from followthrough.web.shapes.doubles import MergePage, MergeRecord, MergeRow, MergeValue
from followthrough.web.showing import Reader, reader_of, url_of, worded_value

MOST = 10
PICK = "pick-"


def merge_records(request: HttpRequest, plural: str) -> HttpResponse:
    """The comparison to GET; to POST with `stays` the merge, without it the way to the comparison."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    action = actions_on(kind.model).get("merge")
    if action is None:
        raise NotFound(_("%(plural)s can't be merged.") % {"plural": kind.label_plural})
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    asked = request.POST if request.method == "POST" else request.GET
    refs = list(dict.fromkeys(ref for ref in asked.getlist("ref") if ref))
    if request.method == "POST" and "stays" not in asked:
        return HttpResponse(status=204, headers={"HX-Redirect": compare_url(kind, refs)})
    records = _compared(kind, refs, asked.get("stays", ""), actor)
    problem = ""
    if request.method == "POST":
        try:
            return _merge(request, kind, action, records, actor)
        except Problem as refused:
            problem = str(refused.message)
    page = _page(kind, records, _picked(asked), actor, problem)
    label = str(kind.label_plural)
    crumb = Link(label[:1].upper() + label[1:], f"/{kind.plural}/")
    return show(request, "web/merge.html", page, title=_("Merge"), crumbs=(crumb,), status=422 if problem else 200)


def merge_this(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """From a record's page: on to the comparison, with what it may be a double of."""
    kind = listed_type(plural, actor_of_request(request))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": compare_url(kind, [ref])})
    return redirect(compare_url(kind, [ref]))


def compare_url(kind: RecordType, refs: Sequence[str]) -> str:
    """The address of the comparison of these records."""
    return f"/{kind.plural}/merge?{urlencode([('ref', ref) for ref in refs])}"


def _compared(kind: RecordType, refs: Sequence[str], stays: str, actor: Actor) -> list[Any]:
    """The records asked for that the actor sees, the one that stays first."""
    if len(refs) > MOST:
        raise Invalid({"ref": _("Compare at most %(most)d records at a time.") % {"most": MOST}})
    found = {record.ref: record for record in kind.model.visible_to(actor).filter(ref__in=refs)}
    if missing := [ref for ref in refs if ref not in found]:
        raise NotFound(_("There is no %(label)s “%(ref)s”.") % {"label": kind.label, "ref": missing[0]})
    return sorted(found.values(), key=lambda record: (record.ref != stays, refs.index(record.ref)))


def _picked(asked: Any) -> dict[str, str]:
    return {name.removeprefix(PICK): str(asked[name]) for name in asked if name.startswith(PICK)}


def _merge(
    request: HttpRequest, kind: RecordType, action: Action, records: Sequence[Any], actor: Actor
) -> HttpResponse:
    if len(records) < 2:
        raise Invalid({"ref": _("Choose at least two records to merge.")})
    stays, *others = records
    outcome = run(
        action,
        actor=actor,
        surface="web",
        target=stays.ref,
        values={"others": [one.ref for one in others], "pick": _picked(request.POST)},
        key=request.POST.get("idempotency_key", ""),
    )
    keep_toast(request, toast_of(outcome))
    return redirect(url_of(stays))


def _page(kind: RecordType, records: Sequence[Any], pick: dict[str, str], actor: Actor, problem: str) -> MergePage:
    reader = reader_of(actor)
    hanging = {record.pk: attached(kind, record) for record in records}
    whole = sum((hanging[record.pk] for record in records[1:]), Counter[Any]())
    choices = choices_of(kind, records, pick, actor) if records else []
    return MergePage(
        url=f"/{kind.plural}/merge",
        records=tuple(_head(kind, record, records[0], hanging[record.pk]) for record in records),
        rows=tuple(_row(kind, choice, records, reader) for choice in choices),
        whole=counts_in_words(sum(hanging.values(), Counter[Any]())),
        result=_result(records, whole),
        submit=_("Merge %(count)d into one") % {"count": len(records)},
        cancel_url=url_of(records[0]) if len(records) == 1 else f"/{kind.plural}/",
        idempotency_key=fresh_key(),
        search_url=f"/choose/{kind.kind}",
        problem=problem,
        suggested=_suggested(kind, records, actor),
    )


def _head(kind: RecordType, record: Any, stays: Any, hanging: Counter[Any]) -> MergeRecord:
    refused = why_not(kind, record, stays) if record is not stays else ""
    return MergeRecord(
        record.ref, record.title, url_of(record), record is stays, counts_in_words(hanging) or (_("nothing"),), refused
    )


def _result(records: Sequence[Any], whole: Counter[Any]) -> str:
    if len(records) < 2:
        return _("Choose what else is the same.")
    told = {"title": records[0].title, "what": ", ".join(counts_in_words(whole))}
    if not whole:
        return _("%(title)s stays; nothing hangs on the others.") % told
    return _("%(title)s stays, and what hangs on the others moves to it: %(what)s.") % told


def _row(kind: RecordType, choice: Choice, records: Sequence[Any], reader: Reader) -> MergeRow:
    field, stays = choice.field, records[0]
    cells = [worded_value(field, value, one, reader) for value, one in zip(choice.values, records, strict=True)]
    label = str(field.label)
    values = tuple(
        MergeValue(one.ref, cell, choice.kept == n, f"{label}: {cell.text or _('empty')}")
        for n, (one, cell) in enumerate(zip(records, cells, strict=True))
    )
    owner = records[choice.kept] if choice.kept is not None and field.kind is Kind.MONEY else stays
    result: Cell = worded_value(field, choice.result, owner, reader)
    return MergeRow(field.name, label[:1].upper() + label[1:], values, result, choice.differs)


def _suggested(kind: RecordType, records: Sequence[Any], actor: Actor) -> tuple[Any, ...]:
    """What else the first of them may be a double of."""
    if not records:
        return ()
    row = {name: getattr(records[0], name) for name in kind.fields}
    (found,) = find_doubles(kind, [row], actor, without=[record.pk for record in records])
    return tuple(shown_double(match) for match in found)
