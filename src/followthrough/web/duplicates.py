"""What the last scan takes for doubles: groups to compare, merge or tell apart."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.doubles.limits import is_mergeable
from followthrough.kernel.doubles.models import Scan
from followthrough.kernel.doubles.scanning import SCAN, Group, groups_of
from followthrough.kernel.doubles.signs import recognised
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.frame import actor_of_request, keep_toast, show
from followthrough.web.menu import MenuItem, menu_item
from followthrough.web.merging import compare_url
from followthrough.web.shapes import Empty, Link, Segment, Toast
from followthrough.web.shapes.doubles import DoublesGroup, DuplicatesPage
from followthrough.web.showing import reader_of, url_of
from followthrough.web.wording import moment_text

menu_item(
    MenuItem("setup", gettext_lazy("Duplicates"), "/duplicates/", "git-compare", needs="merges.unmerge", order=90)
)


def duplicates(request: HttpRequest, plural: str = "") -> HttpResponse:
    """The groups of one kind to GET; to POST with `apart` those told apart, with `scan` a new look through all."""
    actor = actor_of_request(request)
    kinds = [kind for model in recognised() if _may_merge(kind := type_of(model), actor)]
    if not kinds:
        raise Denied(_("Your role may not merge records."))
    asked = [kind for kind in kinds if plural in ("", kind.plural)]
    if not asked:
        raise NotFound(_("There is no such list."))
    kind = asked[0]
    if request.method == "POST":
        return _done(request, kind, actor)
    page = DuplicatesPage(
        groups=tuple(_shown(kind, group, actor) for group in groups_of(kind, actor)),
        told=_told(kind, actor),
        url=f"/duplicates/{kind.plural}/",
        idempotency_key=fresh_key(),
        empty=Empty(
            _("No doubles"), _("What looks alike will be shown here after the next look through."), "git-compare"
        ),
    )
    segments = tuple(
        Segment(_capital(str(one.label_plural)), f"/duplicates/{one.plural}/", current=one is kind) for one in kinds
    )
    label = _("Kinds of records")
    return show(request, "web/duplicates.html", page, title=_("Duplicates"), segments=segments, segments_label=label)


def _may_merge(kind: RecordType, actor: Actor) -> bool:
    return (
        is_mergeable(kind) and actor.may(actions_on(kind.model)["merge"].needs) and actor.may(kind.permission("view"))
    )


def _done(request: HttpRequest, kind: RecordType, actor: Actor) -> HttpResponse:
    refs = request.POST.getlist("apart")
    if len(refs) > 1:
        verb = actions_on(kind.model)["tell-apart"]
        key = request.POST.get("idempotency_key", "")
        for place, ref in enumerate(refs[:-1]):
            values = {"others": refs[place + 1 :]}
            own_key = f"{key}-{ref}" if key else ""
            outcome = run(verb, actor=actor, surface="web", target=ref, values=values, key=own_key)
        keep_toast(request, Toast(outcome.message))
    elif "scan" in request.POST:
        defer(SCAN, kind=kind.kind)
        keep_toast(request, Toast(_("All %(plural)s are being looked through.") % {"plural": kind.label_plural}))
    return redirect(f"/duplicates/{kind.plural}/")


def _shown(kind: RecordType, group: Group, actor: Actor) -> DoublesGroup:
    refs = tuple(record.ref for record in group.records)
    members: Sequence[Link] = [Link(f"{record.title} · {record.ref}", url_of(record)) for record in group.records]
    score = _("%(percent)d %%") % {"percent": group.score}
    return DoublesGroup(score, group.why, tuple(members), compare_url(kind, refs), refs)


def _told(kind: RecordType, actor: Actor) -> str:
    last = Scan.objects.filter(kind=kind.kind).first()
    if last is None:
        return _("Never looked through yet. It happens every night.")
    reader = reader_of(actor)
    gaps = {"when": moment_text(last.at, now=reader.now, zone=reader.zone), "plural": kind.label_plural}
    return _("All %(plural)s were last looked through %(when)s. It happens every night.") % gaps


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
