"""The customer's page after a delivery: two questions and their own words, made for a phone."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel.people.models import company
from followthrough.serving.deliveries.models import Satisfaction
from followthrough.web.guest_pages import GuestVisit
from followthrough.web.shapes import Field, GuestForm
from followthrough.web.wording import long_day_text


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """deliveries/answer.html."""

    company: str
    title: str
    about: str
    guest: str
    form: GuestForm | None
    thanks: str
    back_url: str
    answered: tuple[tuple[str, str], ...]
    version: str
    seen_url: str
    language: str
    theme: str = "system"


def show_questions(visit: GuestVisit) -> HttpResponse:
    """What they got, and the two questions; once answered, what they said, which may be changed that day."""
    asked: Satisfaction = visit.record
    form = next((one for one in visit.forms if one.url == visit.url("answer")), None)
    delivered = asked.promise.closed_at
    day = long_day_text(delivered.astimezone(ZoneInfo(asked.zone)).date()) if delivered else ""
    page = AnswerPage(
        company=company().name,
        title=_("Was it as you expected?"),
        about=f"{asked.promise.what}, {day}" if day else asked.promise.what,
        guest=visit.link.name,
        form=_as_taps(form, asked, visit) if form else None,
        thanks=visit.thanks,
        back_url=f"/g/{visit.link.ref}/" if visit.thanks else "",
        answered=_answered(asked) if not form else (),
        version=str(asked.version),
        seen_url=visit.url("seen"),
        language=translation.get_language() or "en",
    )
    return render(visit.request, "deliveries/answer.html", {"page": page}, status=visit.status)


def _as_taps(form: GuestForm, asked: Satisfaction, visit: GuestVisit) -> GuestForm:
    """The form with its choices as buttons, and what they said before already chosen."""
    return replace(form, fields=tuple(_field(field, asked, visit) for field in form.fields))


def _field(field: Field, asked: Satisfaction, visit: GuestVisit) -> Field:
    said = str(visit.typed.get(field.name) or getattr(asked, field.name) or "")
    if field.kind != "select":
        return replace(field, value=said)
    choices = tuple(replace(one, selected=one.value == said) for one in field.choices if one.value)
    return replace(field, kind="radio", value=said, choices=choices)


def _answered(asked: Satisfaction) -> tuple[tuple[str, str], ...]:
    if asked.answered_at is None:
        return ()
    told = (
        (_("Was it there in time?"), asked.get_on_time_display()),
        (_("Was it what you expected?"), asked.get_as_expected_display()),
        (_("In your words"), asked.words),
    )
    return tuple((label, str(text)) for label, text in told if text)
