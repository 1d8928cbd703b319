"""Read a recurrence as people write it: "every 2 weeks on Tuesday", "cada mes el último viernes", or an RRULE."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from babel.dates import get_day_names, get_month_names

from followthrough.keystone.promises.rules.rrule import (
    WEEKDAYS,
    BadRecurrenceError,
    Frequency,
    Recurrence,
    parse_recurrence,
    written,
)
from followthrough.values.contactdata.folded import folded_words
from followthrough.values.sentence import gettext_noop as _

LANGUAGES = ("en", "es")  # whatever the reader's: a sheet or a mail may be in the other one
_UNTIL = re.compile(r"\b(?:until|till|hasta)\s+(?:el\s+)?(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})(st|nd|rd|th|o|a)?")
_UNITS = {
    (Frequency.DAILY, 1): "daily diario diaria",
    (Frequency.WEEKLY, 1): "week weeks weekly semana semanas semanal",
    (Frequency.MONTHLY, 1): "month months monthly mes meses mensual",
    (Frequency.MONTHLY, 3): "quarter quarters quarterly trimestre trimestres trimestral",
    (Frequency.MONTHLY, 6): "semester semesters semestre semestres semestral",
    (Frequency.YEARLY, 1): "year years yearly annual annually ano anos anual",
}
_NUMBERS = {
    1: "one un una", 2: "two other dos", 3: "three tres", 4: "four cuatro", 5: "five cinco", 6: "six seis",
    7: "seven siete", 8: "eight ocho", 9: "nine nueve", 10: "ten diez", 11: "eleven once", 12: "twelve doce",
}  # fmt: skip
_ORDINALS = {
    1: "first primer primero primera", 2: "second segundo segunda", 3: "third tercer tercero tercera",
    4: "fourth cuarto cuarta", 5: "fifth quinto quinta", -1: "last ultimo ultima", -2: "penultimate penultimo",
}  # fmt: skip
_WEEKDAYS_SHORT = ("mon lun", "tue", "wed mie", "thu jue", "fri vie", "sat sab", "sun dom")
_SKIPPED = "every each the on in at from el la los las cada todo todos todas en"
_PAUSES = "and y e of de del"  # what came before stands by itself
_RANGES = "to through a"


@cache
def _known() -> dict[str, tuple[str, object]]:
    """What each word is, and its value; put together when the first is read, since names of days weigh much."""
    found: dict[str, tuple[str, object]] = {}

    def learn(sort: str, value: object, words: str) -> None:
        found.update((word, (sort, value)) for word in words.split())

    for sort, words in (("skipped", _SKIPPED), ("pause", _PAUSES), ("range", _RANGES)):
        learn(sort, None, words)
    for sort, table in (("unit", _UNITS), ("number", _NUMBERS), ("nth", _ORDINALS)):
        for value, words in table.items():
            learn(sort, value, words)
    for language in LANGUAGES:
        for day, name in get_day_names("wide", locale=language).items():
            (word,) = folded_words(name)
            learn("weekday", day, f"{word} {_WEEKDAYS_SHORT[day]} {word.removesuffix('s')}s")
        for month, name in get_month_names("wide", locale=language).items():
            learn("month", month, " ".join(folded_words(name)))
    learn("day", None, "day days dia dias")
    learn("weekdays", None, "weekday weekdays laborable laborables")
    learn("times", None, "time times vez veces")
    return found


def read_recurrence(text: str) -> str:
    """The rule it means, as ``FREQ=MONTHLY;BYDAY=-1FR``: of words in English or Spanish, or of a rule as it stands.

    Raises BadRecurrenceError, whose sentence says which word is not understood or what is missing.
    """
    if "FREQ" in text.upper():
        return written(parse_recurrence(text))
    reading = _Reading()
    if until := _UNTIL.search(text):
        reading.parts["UNTIL"] = until[1].replace("-", "")
        text = f"{text[: until.start()]} {text[until.end() :]}"
    words = chain.from_iterable([*folded_words(piece), "and"] for piece in re.split(r"[,;]", text))
    for word in words:
        reading.take(word)
    return written(reading.rule())


@dataclass
class _Reading:
    """What the words so far have said; a number or an ordinal waits for the word that says what it counts."""

    parts: dict[str, str] = field(default_factory=dict)
    unit: Frequency | None = None
    interval: int = 1
    number: int | None = None
    nths: list[int] = field(default_factory=list)
    is_paused: bool = False  # after an ordinal: "the 15th of every month" is no "15th month"
    is_day_named: bool = False  # "day": of the month if a number follows, else each day
    range_from: int | None = None
    days: list[int] = field(default_factory=list)
    weekdays: list[tuple[int, int]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    last_weekday: int | None = None
    dated: list[tuple[int, ...]] = field(default_factory=list)  # the days before each month: "15 March"

    def take(self, word: str) -> None:
        """Go on by one word. Raises BadRecurrenceError for one that means nothing here."""
        sort, value = _known().get(word, ("", None))
        if counted := _NUMBER.fullmatch(word):
            sort, value = "nth" if counted[2] else "number", int(counted[1])
        if not sort:
            raise BadRecurrenceError(
                _("“%(word)s” is not understood. Write it like “every 2 weeks on Tuesday” or “every month on day 15”."),
                word=word[:40],
            )
        getattr(self, f"_{sort}")(value)
        self.last_weekday = self.weekdays[-1][1] if sort in ("weekday", "skipped") and self.weekdays else None

    def rule(self) -> Recurrence:
        """What all the words together mean."""
        self._pause(None)
        self._end_ordinals()
        if len(set(self.dated)) > 1:
            raise BadRecurrenceError(_("A recurrence has the same days in each of its months. Make one for each day."))
        unit = self.unit or self._unit_meant()
        parts = {"FREQ": unit.value, "INTERVAL": str(self.interval)}
        if self.months:
            parts["BYMONTH"] = ",".join(map(str, sorted(set(self.months))))
        if self.days:
            parts["BYMONTHDAY"] = ",".join(map(str, self.days))
        if self.weekdays:
            parts["BYDAY"] = ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.weekdays)
        return parse_recurrence(";".join(f"{name}={value}" for name, value in {**parts, **self.parts}.items()))

    def _unit_meant(self) -> Frequency:
        if self.weekdays:
            return Frequency.MONTHLY if any(nth for nth, _day in self.weekdays) else Frequency.WEEKLY
        if self.months:
            return Frequency.YEARLY
        if self.days:
            return Frequency.MONTHLY
        raise BadRecurrenceError(_("Say how often, such as “every month”, “every 2 weeks on Tuesday” or “every year”."))

    def _skipped(self, _value: object) -> None:
        """A word that says nothing by itself."""

    def _pause(self, _value: object) -> None:
        """A number that waits is a day of the month; ordinals may go on: "the first and third Friday"."""
        if self.is_day_named:
            self.is_day_named = False
            self._unit((Frequency.DAILY, 1))
        if self.number is not None:
            self.days.append(self.number)
        self.number, self.is_paused = None, True

    def _end_ordinals(self) -> None:
        """Ordinals that wait are days of the month: "the 15th of March"."""
        self.days += self.nths
        self.nths, self.is_paused = [], False

    def _range(self, _value: object) -> None:
        self.range_from = self.last_weekday

    def _number(self, value: int) -> None:
        if self.is_day_named:
            self.days.append(value)
            self.is_day_named = False
            return
        self._pause(None)
        self.number = value

    def _nth(self, value: int) -> None:
        if value == -1 and self.nths and not self.is_paused:
            self.nths[-1] *= -1  # "second last"
        else:
            self.nths.append(value)
        self.is_paused = False

    def _unit(self, value: tuple[Frequency, int]) -> None:
        if self.unit is not None:
            raise BadRecurrenceError(_("It says twice how often. Write it like “every 2 weeks” or “every month”."))
        counted = 1 if self.number is None else self.number
        if self.is_paused:
            self._end_ordinals()
        elif self.nths:  # "every second week"
            counted = self.nths.pop()
        self.unit, self.interval, self.number = value[0], value[1] * counted, None

    def _day(self, _value: object) -> None:
        if self.number is not None:
            self._unit((Frequency.DAILY, 1))
        elif self.nths:
            self._end_ordinals()
        else:
            if self.is_day_named:  # "every day on day 1"
                self._unit((Frequency.DAILY, 1))
            self.is_day_named = True

    def _weekday(self, value: int) -> None:
        if self.range_from is not None:
            span = (value - self.range_from) % 7
            self.weekdays += [(0, (self.range_from + step) % 7) for step in range(1, span + 1)]
            self.range_from = None
            return
        if self.number is not None:  # "every other Tuesday"
            self._unit((Frequency.WEEKLY, 1))
        self.weekdays += [(nth, value) for nth in self.nths or [0]]
        self.nths, self.is_paused = [], False

    def _weekdays(self, _value: object) -> None:
        self.is_day_named = False  # "cada día laborable"
        self.weekdays += [(0, day) for day in range(5)]

    def _month(self, value: int) -> None:
        self._pause(None)
        self._end_ordinals()
        self.months.append(value)
        if dated := tuple(self.days[sum(map(len, self.dated)) :]):
            self.dated.append(dated)

    def _times(self, _value: object) -> None:
        if self.number is None:
            raise BadRecurrenceError(_("Say how many times, such as “every month, 6 times”."))
        self.parts["COUNT"], self.number = str(self.number), None
