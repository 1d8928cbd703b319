"""The page of a mail: the letter as it was written, who it is from and for, what became of it, and the files in it."""

from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.mail.letters import shown
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.sending import TO_GO
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.web.downloads import handed_out
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.mail_told import called, why_none_leaves
from followthrough.web.record_page import badges_of, show_record
from followthrough.web.shapes import Cell, Fact, Link, RecordPage, TemplatePanel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import full_text, initials_of, moment_text, number_text


@dataclass(frozen=True, slots=True)
class MailSheet:
    """mail_sheet.html: the letter; `lines` are its head, `files` what goes along, `thread` the mails around it.

    `waits` says why it has not left, and `serve_url` where who may mends that.
    """

    lines: tuple[tuple[str, str], ...]
    text: str
    quoted: str
    files: tuple[Link, ...]
    thread: tuple[Link, ...]
    language: str
    problem: str = ""
    waits: tuple[str, str] = ("", "")
    serve_url: str = ""


def mail_record(request: HttpRequest, ref: str) -> HttpResponse:
    """One mail."""
    actor = actor_of_request(request)
    kind = listed_type("mails", actor)
    mail: Mail = found_record(kind, ref, actor)
    if mail.ref != ref:
        return redirect(url_of(mail))
    reader = reader_of(actor)
    sheet = TemplatePanel("letter", _("Letter"), body="web/parts/mail_sheet.html", content=_sheet(mail, reader))
    page = RecordPage(
        title=mail.title,
        initials=initials_of(mail.author.name if mail.author and not mail.is_received else called(mail.sender)),
        ref=mail.ref,
        kind=str(kind.label),
        subtitle=_about(mail, reader),
        badges=badges_of(kind, mail),
        facts=_facts(mail, reader),
        main=(sheet,),
        side=(timeline_panel(mail, kind, reader),),
    )
    return show_record(request, kind, mail, page)


def mail_file(request: HttpRequest, ref: str, number: int) -> FileResponse:
    """A file that went along or came in, as an attachment that no browser runs."""
    actor = actor_of_request(request)
    mail: Mail = found_record(listed_type("mails", actor), ref, actor)
    if not 0 < number <= len(mail.enclosed):
        raise NotFound(_("There is no such file."))
    one = mail.enclosed[number - 1]
    return handed_out(one["sha256"], one["name"], one["media_type"])


def _sheet(mail: Mail, reader: Reader) -> MailSheet:
    lines = [
        (_("From"), named(mail.sender)),
        (_("To"), ", ".join(map(named, mail.to))),
        (_("Copy"), ", ".join(map(named, mail.cc))),
        (_("Answers go to"), named(mail.reply_to)),
        (_("When"), full_text(mail.at, zone=reader.zone)),
        (_("Subject"), shown(mail.subject)),
    ]
    return MailSheet(
        lines=tuple((label, text) for label, text in lines if text),
        text=shown(mail.text),
        quoted=mail.quoted,
        files=tuple(
            Link(one["name"], f"/mails/{mail.ref}/files/{place}") for place, one in enumerate(mail.enclosed, 1)
        ),
        thread=tuple(Link(f"{called(one.sender)}: {one.title}", url_of(one)) for one in _thread(mail, reader)),
        language=mail.language,
        problem=mail.problem,
        waits=why_none_leaves() if mail.state in TO_GO else ("", ""),
        serve_url="/settings/mail/" if reader.actor.may("mails.serve") else "",
    )


def _thread(mail: Mail, reader: Reader) -> list[Mail]:
    """The mail it answers and those that answer it, as far as the reader sees them."""
    seen = Mail.visible_to(reader.actor)
    before = list(seen.filter(pk=mail.answers_id)) if mail.answers_id else []
    return [*before, *seen.filter(answers=mail).order_by("at", "id")[:20]]


def _about(mail: Mail, reader: Reader) -> tuple[Cell, ...]:
    kind = type_named(mail.kind) if mail.kind else None
    found: Any = kind.model.visible_to(reader.actor).filter(pk=mail.record_id).first() if kind else None
    if kind is None or found is None or not kind.listed:
        return (Cell(str(type_of(Mail).label)),)
    return (Cell(found.title, "link", url_of(found), lead=_("about")),)


def _facts(mail: Mail, reader: Reader) -> tuple[Fact, ...]:
    is_held = mail.state == MailState.WAITING and mail.hold_until is not None and mail.hold_until > reader.now
    held = mail.hold_until if is_held else None
    moments = ((_("Sent"), mail.sent_at), (_("Held until"), held), (_("Next try"), mail.next_try_at))
    told = [Fact(label, moment_text(at, now=reader.now, zone=reader.zone)) for label, at in moments if at]
    return (*told, Fact(_("Tries"), number_text(mail.tries))) if mail.tries > 1 else tuple(told)


def named(address: str) -> str:
    """An address for the eye: `Hetty Moss, hetty@example.com`."""
    name, _open, plain = address.rpartition("<")
    parts = (name.strip().strip('"'), plain.rstrip(">").strip().strip('"'))
    return ", ".join(part for part in parts if part)
