"""A recurrence is typed and shown in words of either language, and kept as a rule."""

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followthrough.keystone.promises.models import StandingPromise
from followthrough.keystone.promises.queries.repeating import recurrence_kept, recurrence_said
from followthrough.keystone.promises.rules import BadRecurrenceError, Frequency, parse_recurrence, read_recurrence
from tests import cast

TYPED = {
    "every month": "FREQ=MONTHLY",
    "Monthly": "FREQ=MONTHLY",
    "every 2 weeks on Tuesday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "every other Tuesday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "every Tue and Thu": "FREQ=WEEKLY;BYDAY=TU,TH",
    "every month on the last Friday": "FREQ=MONTHLY;BYDAY=-1FR",
    "first and third Monday of the month": "FREQ=MONTHLY;BYDAY=1MO,3MO",
    "the 2nd Friday of every month": "FREQ=MONTHLY;BYDAY=2FR",
    "the 15th of every month": "FREQ=MONTHLY;BYMONTHDAY=15",
    "1st and 15th of each month": "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "every month on days 15 and 30": "FREQ=MONTHLY;BYMONTHDAY=15,30",
    "last day of the month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "the second last day of every quarter": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-2",
    "every second month": "FREQ=MONTHLY;INTERVAL=2",
    "every weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every day in July": "FREQ=DAILY;BYMONTH=7",
    "every day on day 1": "FREQ=DAILY;BYMONTHDAY=1",
    "15 March": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
    "every 6 months, 4 times": "FREQ=MONTHLY;INTERVAL=6;COUNT=4",
    "every week until 2027-01-31": "FREQ=WEEKLY;UNTIL=20270131",
    "cada mes el día 15": "FREQ=MONTHLY;BYMONTHDAY=15",
    "último viernes de cada mes": "FREQ=MONTHLY;BYDAY=-1FR",
    "cada dos semanas hasta el 2027-01-31": "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270131",
    "de lunes a viernes": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "los sábados": "FREQ=WEEKLY;BYDAY=SA",
    "cada 3 días": "FREQ=DAILY;INTERVAL=3",
    "el 1 de enero y el 1 de julio": "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
    "trimestral": "FREQ=MONTHLY;INTERVAL=3",
    "RRULE:freq=monthly;interval=1;bymonthday=15": "FREQ=MONTHLY;BYMONTHDAY=15",
}  # fmt: skip
REFUSED = {
    "every blue moon": "“blue” is not understood. Write it like “every 2 weeks on Tuesday” or “every month on day 15”.",
    "on": "Say how often, such as “every month”, “every 2 weeks on Tuesday” or “every year”.",
    "5 times": "Say how often, such as “every month”, “every 2 weeks on Tuesday” or “every year”.",
    "every month, times": "Say how many times, such as “every month, 6 times”.",
    "monthly every week": "It says twice how often. Write it like “every 2 weeks” or “every month”.",
    "1 January and 2 July": "A recurrence has the same days in each of its months. Make one for each day.",
    "every 0 weeks": "INTERVAL can't be 0.",
    "every week on day 3": "A weekly recurrence has weekdays, such as “on Tuesday” (BYDAY), not days of the month.",
    "every year on the last Friday": "A yearly recurrence on weekdays needs its month, such as “in March” (BYMONTH).",
}
SAID = {
    "": ("", ""),
    "FREQ=DAILY;INTERVAL=3": ("every 3 days", "cada 3 días"),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU": ("every 2 weeks on Tuesday", "cada 2 semanas el martes"),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": ("every week from Monday to Friday", "cada semana de lunes a viernes"),
    "FREQ=MONTHLY;BYDAY=-1FR": ("every month on the last Friday", "cada mes el último viernes"),
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,-1": (
        "every 3 months on day 1 and the last day", "cada 3 meses el día 1 y el último día"
    ),
    "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15;COUNT=4": (
        "every year on day 15 in March and September, 4 times", "cada año el día 15 en marzo y septiembre, 4 veces"
    ),
    "FREQ=MONTHLY;UNTIL=20271231": ("every month, until 2027-12-31", "cada mes, hasta 2027-12-31"),
    "every blue moon": ("every blue moon",) * 2,  # as a form gives back what it refused
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1": ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",) * 2,
}  # fmt: skip


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules as sentences say them: of weekdays or of days of the month, and with an end or none."""
    frequency = draw(st.sampled_from(list(Frequency)))
    parts = {"FREQ": frequency.value, "INTERVAL": str(draw(st.integers(1, 40)))}
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    if months:
        parts["BYMONTH"] = ",".join(map(str, sorted(months)))
    days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
    if frequency in (Frequency.MONTHLY, Frequency.YEARLY):
        days = st.tuples(st.sampled_from(["1", "2", "3", "4", "5", "-1", "-2"]), days).map("".join)
    by = draw(st.sampled_from(["", "BYDAY", "BYMONTHDAY"]))
    if by == "BYDAY" and (frequency is not Frequency.YEARLY or months):
        parts[by] = ",".join(draw(st.lists(days, min_size=1, max_size=5, unique=True)))
    if by == "BYMONTHDAY" and frequency is not Frequency.WEEKLY:
        numbers = st.integers(-2, 31).filter(bool)
        parts[by] = ",".join(map(str, draw(st.lists(numbers, min_size=1, max_size=3, unique=True))))
    ends = {"COUNT": str(draw(st.integers(1, 90))), "UNTIL": f"{draw(st.dates()).isoformat().replace('-', '')}"}
    end = draw(st.sampled_from(["", *ends]))
    return ";".join(f"{name}={value}" for name, value in {**parts, **({end: ends[end]} if end else {})}.items())


@pytest.mark.parametrize("typed", TYPED)
def test_typed_words_are_kept_as_a_rule(typed: str) -> None:
    assert read_recurrence(typed) == TYPED[typed]


@pytest.mark.parametrize("typed", REFUSED)
def test_words_that_mean_no_recurrence_are_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(BadRecurrenceError) as refused:
        read_recurrence(typed)
    assert str(refused.value) == REFUSED[typed]


@pytest.mark.parametrize("kept", SAID)
def test_a_rule_is_said_in_the_readers_language(kept: str) -> None:
    with translation.override("en"):
        english = recurrence_said(kept)
    with translation.override("es"):
        spanish = recurrence_said(kept)
    assert (english, spanish) == SAID[kept]


@given(rules(), st.sampled_from(["en", "es"]))
def test_what_is_shown_is_read_back_as_the_same_rule(rule: str, language: str) -> None:
    with translation.override(language):
        said = recurrence_said(rule)
        assert "FREQ" not in said
        assert parse_recurrence(recurrence_kept(said)) == parse_recurrence(rule)


@given(st.text(max_size=60) | st.lists(st.sampled_from(" ".join(TYPED).split()), max_size=9).map(" ".join))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        kept = recurrence_kept(typed)
    except ValueError as refused:
        assert str(refused).endswith((".", ")."))
    else:
        assert recurrence_kept(kept) == kept


@pytest.mark.django_db
def test_the_form_says_what_to_write_and_keeps_what_was_typed(client: Client) -> None:
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(ana, backend="followthrough.kernel.people.backend.PersonBackend")
    typed = {"what": "Visit", "kind": "promise", "owner": ana.ref, "starts_on": "2026-12-01", "lead_days": "0"}
    page = client.post("/standing-promises/new", {**typed, "recurrence": "every blue moon"})
    assert page.status_code == 422
    assert "“blue” is not understood" in page.content.decode() and 'value="every blue moon"' in page.content.decode()
    client.post("/standing-promises/new", {**typed, "recurrence": "every month on the last Friday"})
    assert StandingPromise.objects.get().recurrence == "FREQ=MONTHLY;BYDAY=-1FR"


def test_a_refusal_is_said_in_the_readers_language() -> None:
    with translation.override("es"), pytest.raises(ValueError, match="«luna» no se entiende"):
        recurrence_kept("cada luna")
