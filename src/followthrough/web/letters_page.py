"""The words of letters: which there are, and an editor beside the list of what may be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.mail.models import MailTemplate
from followthrough.kernel.mail.templates import LetterKind, fill, letter_kind, letter_kinds, words_of
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.speaking import LANGUAGES, SPOKEN
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import error_links, form_fields
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.mail_page import allowed
from followthrough.web.shapes import ActionButton, Cell, Column, FieldSet, FormPage, Link, Row, Segment, TablePanel
from followthrough.web.wording import number_text


@dataclass(frozen=True, slots=True)
class LettersPage:
    """letters.html: every letter with its words in each language."""

    panels: tuple[TablePanel, ...]


@dataclass(frozen=True, slots=True)
class LetterPage:
    """letter.html: the editor, what may be filled in beside it, and how the letter reads with samples."""

    form: FormPage
    gaps: tuple[tuple[str, str], ...]
    subject: str
    text: str
    language: str


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """All letters the house can send."""
    allowed(request)
    own = {(one.key, one.language) for one in MailTemplate.visible_to(actor_of_request(request))}
    rows = tuple(_row(kind, own) for kind in letter_kinds())
    columns = (Column(_("Letter")), *(Column(name) for _code, name in SPOKEN))
    panel = TablePanel("letters", _("Letters"), number_text(len(rows)), columns=columns, rows=rows)
    crumbs = (Link(_("Settings"), "/settings/"),)
    return show(request, "web/letters.html", LettersPage((panel,)), title=_("Letters"), crumbs=crumbs)


def _row(kind: LetterKind, own: set[tuple[str, str]]) -> Row:
    cells = [
        Cell(
            _("your own words") if (kind.key, language) in own else _("as it came"),
            "link",
            _address(kind, language),
            tone="info",
        )
        for language in LANGUAGES
    ]
    return Row(kind.key, "", str(kind.label), (Cell(str(kind.label), strong=True), *cells))


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The words of one letter in one language."""
    actor, kind = allowed(request), _found(key, language)
    if request.method != "POST":
        return _page(request, actor, kind, language)
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in ("subject", "text")}
    own = _own(actor, kind, language)
    action = actions_on(MailTemplate)["edit" if own else "create"]
    values = typed if own else {"key": key, "language": language, **typed}
    once = request.POST.get("idempotency_key", "")
    try:
        outcome = run(action, actor=actor, surface="web", target=own.ref if own else None, values=values, key=once)
    except Invalid as problem:
        return _page(request, actor, kind, language, typed=typed, errors=problem.fields)
    keep_toast(request, toast_of(outcome))
    return redirect(_address(kind, language))


@require_POST
def put_letter_back(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Let the letter have the words again that it came with; one's own lie in the bin."""
    actor, kind = allowed(request), _found(key, language)
    own = _own(actor, kind, language)
    if own is not None:
        outcome = run(actions_on(MailTemplate)["delete"], actor=actor, surface="web", target=own.ref, values={})
        keep_toast(request, toast_of(outcome))
    return redirect(_address(kind, language))


def _page(
    request: HttpRequest,
    actor: Actor,
    kind: LetterKind,
    language: str,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
) -> HttpResponse:
    subject, text = words_of(kind, language)
    values = typed or {"subject": subject, "text": text}
    known = type_of(MailTemplate).fields
    fields = form_fields([known["subject"], known["text"]], values, actor, errors)
    form = FormPage(
        sets=(FieldSet((replace(fields[0], wide=True), replace(fields[1], rows=14))),),
        submit=_("Save"),
        cancel_url="/settings/letters/",
        url=_address(kind, language),
        idempotency_key=fresh_key(),
        errors=error_links(errors or {}),
    )
    samples = {name: f"[{label}]" for name, label in kind.fields.items()}
    samples |= {"company": company().name, "code": "123 456"}
    page = LetterPage(
        form=form,
        gaps=tuple((f"{{{name}}}", str(label)) for name, label in kind.fields.items()),
        subject=fill(values["subject"], samples),
        text=fill(values["text"], samples),
        language=language,
    )
    back = ActionButton(_("Put back as it came"), f"{_address(kind, language)}put-back", "undo-2", how="post")
    return show(
        request,
        "web/letter.html",
        page,
        title=str(kind.label),
        crumbs=(Link(_("Settings"), "/settings/"), Link(_("Letters"), "/settings/letters/")),
        segments=tuple(Segment(name, _address(kind, one), one == language) for one, name in SPOKEN),
        segments_label=_("Language"),
        actions=(back,) if _own(actor, kind, language) else (),
        status=422 if errors else 200,
    )


def _own(actor: Actor, kind: LetterKind, language: str) -> MailTemplate | None:
    return MailTemplate.visible_to(actor).filter(key=kind.key, language=language).first()


def _found(key: str, language: str) -> LetterKind:
    kind = letter_kind(key)
    if kind is None or language not in LANGUAGES:
        raise NotFound(_("There is no such letter."))
    return kind


def _address(kind: LetterKind, language: str) -> str:
    return f"/settings/letters/{kind.key}/{language}/"
