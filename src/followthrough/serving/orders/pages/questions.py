"""Order information behind a link: the questions somebody can answer, or the whole of it to accept or return."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.kernel.people.models import company
from followthrough.serving.orders.models import AnswerKind, Giver, OrderSheet, SheetAnswer
from followthrough.serving.orders.queries.information import answers_of, missing, question_text
from followthrough.web import shapes
from followthrough.web.buttons import fresh_key
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.shapes import GuestForm

LOOKS: dict[str, Any] = {
    AnswerKind.TEXT: "text",
    AnswerKind.LONG: "textarea",
    AnswerKind.NUMBER: "text",
    AnswerKind.DATE: "date",
    AnswerKind.YES_NO: "select",
    AnswerKind.CHOICE: "select",
}


@dataclass(frozen=True, slots=True)
class SheetPage:
    """orders/questions.html: what is asked of whoever has the link, or what is handed over to them."""

    company: str
    title: str
    account: str
    ref: str
    guest: str
    questions: tuple[shapes.Field, ...]
    answers: tuple[tuple[str, str, str], ...]
    forms: tuple[GuestForm, ...]
    fill_url: str
    idempotency_key: str
    seen_url: str
    version: str
    thanks: str
    error: str
    language: str
    theme: str = "system"


def show_sheet(visit: GuestVisit) -> HttpResponse:
    """What is missing and they can say; for whoever receives it, all of it."""
    sheet: OrderSheet = visit.record
    fills = "fill" in visit.link.verbs
    asked = _asked(visit, sheet) if fills else []
    rest = tuple(form for form in visit.forms if not form.url.endswith("/fill"))
    page = SheetPage(
        company=company().name,
        title=_("A few questions") if fills else _("Order information"),
        account=sheet.account.name,
        ref=sheet.ref,
        guest=visit.link.name,
        questions=tuple(_field(one, visit) for one in asked)
        if any(f.url.endswith("/fill") for f in visit.forms)
        else (),
        answers=() if fills else tuple(_told(one) for one in answers_of(sheet)),
        forms=rest,
        fill_url=visit.url("fill"),
        idempotency_key=fresh_key(),
        seen_url=visit.url("seen"),
        version=str(sheet.version),
        thanks=visit.thanks,
        error=str(visit.errors.get("", "") or visit.errors.get("answers", "")),
        language=get_language() or "en",
    )
    return render(visit.request, "orders/questions.html", {"page": page}, status=visit.status)


def _asked(visit: GuestVisit, sheet: OrderSheet) -> list[SheetAnswer]:
    """Theirs for the customer, ours for a colleague; all that is missing where those are answered."""
    is_contact = bool(sheet.contact and sheet.contact.email == visit.link.email)
    givers = [Giver.CUSTOMER] if is_contact else [Giver.DEPARTMENT, Giver.US]
    return list(missing(sheet, givers) or missing(sheet))


def _told(answer: SheetAnswer) -> tuple[str, str, str]:
    text = question_text(answer.question)
    return (f"{text} ({answer.about})" if answer.about else text, answer.value or "–", answer.source)


def _field(answer: SheetAnswer, visit: GuestVisit) -> shapes.Field:
    question, name = answer.question, f"answers.{answer.ref}"
    typed = (visit.typed.get("answers") or {}).get(answer.ref, "") if visit.tried == "fill" else ""
    words = {"yes": _("Yes"), "no": _("No")} if question.kind == AnswerKind.YES_NO else {}
    choices = words or {one: one for one in question.options}
    text = question_text(question)
    blank = (shapes.Choice("", _("none"), selected=not typed),)
    return shapes.Field(
        name=name,
        label=f"{text} ({answer.about})" if answer.about else text,
        kind=LOOKS[question.kind],
        value=typed,
        choices=blank + tuple(shapes.Choice(v, w, selected=v == typed) for v, w in choices.items()) if choices else (),
        error=str(visit.errors.get(name, "")),
        required=True,
        wide=question.kind == AnswerKind.LONG,
    )
