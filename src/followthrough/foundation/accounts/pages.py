"""The account page: figures, what is owed and sold, the people with how to reach them, and the whole story."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint, Interaction, Validity
from followthrough.foundation.accounts.queries import Happened, Happening, Mark, timeline_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.countries import country_said
from followthrough.kernel.history.models import Operation
from followthrough.kernel.notes.queries import written_by
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import ID, IDS, Given, among, prepared
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.mail_told import mail_entry
from followthrough.web.record_page import (
    badges_of,
    details_panel,
    facts_of,
    files_panel,
    panels_of,
    show_record,
)
from followthrough.web.shapes import Cell, Empty, Link, RecordPage, Segment, TimelineEntry, TimelinePanel
from followthrough.web.shapes.panels import ContactPerson, PeoplePanel, PromisePanel, ReachWay
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.timeline import author_said, by_day, change_entry, learn_links, note_entry, with_then
from followthrough.web.tones import tone_of
from followthrough.web.wording import full_text, initials_of, phone_text, time_text

SHOWN = 25
PEOPLE = 8
# Panels this page shows in its own way.
OWN_WAY = ("contacts", "conversations")
ICONS = {"call": "phone", "meeting": "users", "visit": "map-pin", "email": "mail", "note": "message-circle"}
STORIES = {
    "": tuple(Happening),
    "talk": (Happening.CONVERSATION, Happening.MAIL),
    "notes": (Happening.NOTE, Happening.FILE),
    "changes": (Happening.CHANGE,),
}


def account_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One account."""
    actor = actor_of_request(request)
    kind = listed_type("accounts", actor)
    account: Account = found_record(kind, ref, actor)
    if account.ref != ref:
        return redirect(url_of(account))  # the number of one that was merged into it
    main = panels_of(kind, account, actor, side=False, but=OWN_WAY)
    main = tuple(sorted(main, key=lambda panel: not isinstance(panel, PromisePanel)))
    added = len([panel for panel in kind.contributed if not panel.side])
    page = RecordPage(
        title=account.title,
        initials=initials_of(account.title),
        ref=account.ref,
        kind=str(kind.label),
        subtitle=_subtitle(account),
        badges=badges_of(kind, account),
        facts=facts_of(kind, account, reader_of(actor)),
        main=(*main[:added], details_panel(kind, account, actor), *main[added:]),
        side=(
            people_panel(account, actor),
            *panels_of(kind, account, actor, side=True, but=OWN_WAY),
            story_panel(account, reader_of(actor), request.GET.get("kind", "")),
            files_panel(kind, account, actor),
        ),
    )
    return show_record(request, kind, account, page)


def account_story(request: HttpRequest, ref: str) -> HttpResponse:
    """The older part of the story."""
    actor = actor_of_request(request)
    account: Account = found_record(listed_type("accounts", actor), ref, actor)
    try:
        before = Mark.read(request.GET.get("before", ""))
    except ValueError as problem:
        raise Invalid({"before": _("This page mark is not valid. Start again from the first page.")}) from problem
    panel = story_panel(account, reader_of(actor), request.GET.get("kind", ""), before)
    return render(request, "web/parts/timeline_days.html", {"days": panel.days, "next_url": panel.next_url})


def _subtitle(account: Account) -> tuple[Cell, ...]:
    place = ", ".join(part for part in (account.city, country_said(account.country)) if part)
    said = [str(account.get_kind_display()), account.industry, place]
    cells = [Cell(text) for text in said if text]
    if account.parent:
        cells.append(Cell(account.parent.name, "link", url_of(account.parent), lead=_("part of")))
    if account.owner:
        cells.append(Cell(account.owner.name, "link", url_of(account.owner), lead=_("looked after by")))
    return tuple(cells)


def people_panel(account: Account, actor: Actor) -> PeoplePanel:
    """The people there, those who left last, each with the ways they are reached and whether these work."""
    people = _people_of(actor).rows(account=account.pk)
    shown = people[:PEOPLE]
    points: dict[int, list[ContactPoint]] = {}
    for point in _ways_to(actor).rows(ids=[one.pk for one in shown]) if shown else ():
        points.setdefault(point.contact_id, []).append(point)
    links = [Link(_("All"), f"/contacts/?account={account.ref}")] if len(people) > PEOPLE else []
    if actor.may("contacts.create"):
        links.append(Link(_("Add"), f"/contacts/new?account={account.ref}&back={url_of(account)}"))
    return PeoplePanel(
        "contacts",
        _("Contacts"),
        count=str(len(shown)) if len(people) <= PEOPLE else f"{PEOPLE}+",
        links=tuple(links),
        empty=Empty(_("Nobody is known here yet.")),
        people=tuple(_person(one, points.get(one.pk, [])) for one in shown),
    )


@prepared
def _people_of(actor: Actor) -> QuerySet[Contact]:
    rows = Contact.visible_to(actor).filter(account=Given("account", ID))
    return rows.order_by("left_on", "pk")[: PEOPLE + 1]


@prepared
def _ways_to(actor: Actor) -> QuerySet[ContactPoint]:
    rows = ContactPoint.visible_to(actor).filter(among("contact", Given("ids", IDS)), is_primary=True)
    return rows.order_by("channel", "pk")


def _person(contact: Contact, points: Sequence[ContactPoint]) -> ContactPerson:
    return ContactPerson(
        contact.name,
        url_of(contact),
        initials_of(contact.name),
        role=contact.job_title or ", ".join(contact.roles),
        gone=contact.left_on is not None,
        ways=tuple(_way(point) for point in points),
    )


def _way(point: ContactPoint) -> ReachWay:
    is_mail = point.channel == "email"
    works, fails = ("mail-check", "mail-x") if is_mail else ("phone", "phone-off")
    icon = {Validity.WORKS: works, Validity.NOT_CHECKED: "mail" if is_mail else "phone"}.get(
        Validity(point.validity), fails
    )
    tone: Any = tone_of(point.validity)
    title = " · ".join(part for part in (point.value, str(point.get_validity_display()), point.source) if part)
    text = point.value if is_mail else phone_text(point.value)
    return ReachWay(text, icon, "plain" if tone == "line" else tone or "plain", title)


def story_panel(account: Account, reader: Reader, chosen: str = "", before: Mark | None = None) -> TimelinePanel:
    """What happened, newest first: all of it, or what was said, noted or changed."""
    kinds = STORIES.get(chosen, STORIES[""])
    found = timeline_of(account, reader.actor, kinds=kinds, before=before, limit=SHOWN + 1)
    shown, base = found[:SHOWN], f"/accounts/{account.ref}"
    told_of = _records_behind(shown, account)
    learn_links((one.row for one in shown if one.kind is Happening.CHANGE), reader)
    names = written_by(one.row for one in shown if one.kind in (Happening.NOTE, Happening.FILE))
    words = {"": _("All"), "talk": _("Conversations"), "notes": _("Notes"), "changes": _("Changes")}
    return TimelinePanel(
        "timeline",
        _("What happened"),
        segments=tuple(
            Segment(label, f"{base}/?kind={key}#panel-timeline" if key else f"{base}/", key == chosen)
            for key, label in words.items()
        ),
        days=by_day([(one.at, _entry(one, told_of, names, reader, account)) for one in shown], reader),
        next_url=f"{base}/story?kind={chosen}&before={shown[-1].mark.text}" if len(found) > SHOWN else "",
        links=(Link(_("As of a time"), f"{base}/as-of"),),
        empty=Empty(_("Nothing yet.")),
    )


def _records_behind(shown: Sequence[Happened], account: Account) -> dict[tuple[str, int], Any]:
    """The records, other than the account itself, whose changes are told; one query for each kind of them."""
    wanted: dict[str, set[int]] = {}
    for one in shown:
        if one.kind is Happening.CHANGE and (one.row.kind, one.row.record_id) != (
            Account._meta.label_lower,
            account.pk,
        ):
            wanted.setdefault(one.row.kind, set()).add(one.row.record_id)
    kinds = [(kind, ids) for name, ids in wanted.items() if (kind := type_named(name)) is not None]
    return {(kind.kind, row.pk): row for kind, ids in kinds for row in _by_ids(kind.model).rows(ids=list(ids))}


@prepared
def _by_ids(model: type[Record]) -> QuerySet[Any]:
    return model._default_manager.filter(among("pk", Given("ids", IDS)))


def _change(entry: Any, told_of: Mapping[tuple[str, int], Any], reader: Reader) -> TimelineEntry:
    """A change of something that hangs on the account names it."""
    said = change_entry(entry, reader)
    record = told_of.get((entry.kind, entry.record_id))
    if record is None:
        return said
    kind = type_of(record)
    may_open = kind.listed and reader.actor.may(kind.permission("view"))
    words = {
        Operation.CREATE: _("%(who)s made %(what)s"),
        Operation.CHANGE: _("%(who)s changed %(what)s"),
        Operation.DELETE: _("%(who)s removed %(what)s"),
    }[Operation(entry.operation)]
    text = words % {"who": entry.actor_name, "what": kind.label}
    return replace(said, text=text, link=Link(record.title, url_of(record) if may_open else ""))


def _entry(
    one: Happened,
    told_of: Mapping[tuple[str, int], Any],
    names: Mapping[Any, str],
    reader: Reader,
    account: Account,
) -> TimelineEntry:
    if one.kind is Happening.CHANGE:
        return with_then(_change(one.row, told_of, reader), one.row, account)
    if one.kind is Happening.MAIL:
        return mail_entry(one.row, reader)
    if one.kind is Happening.NOTE:
        return note_entry(one.row, reader, names)
    if one.kind is Happening.CONVERSATION:
        return _said(one.row, reader)
    text = _("%(who)s attached") % {"who": author_said(one.row, names)}
    time, title = time_text(one.at, zone=reader.zone), full_text(one.at, zone=reader.zone)
    return TimelineEntry(text, "paperclip", time, title, link=Link(one.row.name, f"/files/{one.row.ref}"))


def _said(said: Interaction, reader: Reader) -> TimelineEntry:
    """ "Ana Ruiz: call with Dana Whitfield, 6 min, left a message"."""
    with_ = _("%(kind)s with %(name)s") if said.contact else "%(kind)s"
    what = with_ % {"kind": said.get_kind_display(), "name": said.contact.name if said.contact else ""}
    minutes = _("%(count)s min") % {"count": said.minutes} if said.minutes else ""
    parts = [part for part in (what, minutes, str(said.get_outcome_display())) if part]
    who = f"{said.by.name}: " if said.by else ""
    return TimelineEntry(
        who + ", ".join(parts),
        ICONS.get(said.kind, "message-circle"),
        time_text(said.at, zone=reader.zone),
        full_text(said.at, zone=reader.zone),
        quote=said.text,
    )


urlpatterns = [
    path("accounts/<slug:ref>/", account_page),
    path("accounts/<slug:ref>/story", account_story),
]
