"""How a commitment stands, in words and figures."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.serving.usage.queries.standing import Standing, Word
from followthrough.web.shapes import Badge, Fact
from followthrough.web.shapes.parts import Tone
from followthrough.web.wording import day_text, money_text, number_text, percent_text

WORDS = {
    Word.NO_METER: gettext_lazy("No meter"),
    Word.EARLY: gettext_lazy("Too early to say"),
    Word.WITHIN: gettext_lazy("On course"),
    Word.SHORT: gettext_lazy("Falls short"),
    Word.EXCEEDS: gettext_lazy("Will go over"),
    Word.EXCEEDED: gettext_lazy("Gone over"),
}
TONES: dict[Word, Tone] = {
    Word.NO_METER: "line",
    Word.EARLY: "line",
    Word.WITHIN: "kept",
    Word.SHORT: "due",
    Word.EXCEEDS: "due",
    Word.EXCEEDED: "late",
}


def quantity_text(number: Decimal | None) -> str:
    """A quantity with no more decimals than it has, and none from a hundred on."""
    if number is None:
        return ""
    whole = number == number.to_integral_value() or abs(number) >= 100
    return number_text(number.quantize(Decimal(1)) if whole else number.normalize())


def badge_of(word: Word) -> Badge:
    """The word on its colour."""
    return Badge(str(WORDS[word]), TONES[word])


def sentence(found: Standing, today: date) -> str:
    """What is to be known first."""
    gaps = {
        "unit": found.unit,
        "taken": quantity_text(found.taken),
        "maximum": quantity_text(found.maximum),
        "minimum": quantity_text(found.minimum),
        "projected": quantity_text(found.projected),
        "low": quantity_text(found.low),
        "high": quantity_text(found.high),
        "over": quantity_text(found.over),
        "overage": quantity_text(found.overage),
        "shortfall": quantity_text(found.shortfall),
        "day": day_text(found.maximum_on, today=today) if found.maximum_on else "",
        "end": day_text(found.period.end, today=today) if found.period.end else "",
    }
    match found.word:
        case Word.NO_METER:
            said = _("Nothing is counted for it. Give it a meter.")
        case Word.EARLY:
            said = _("Too early to say where it is heading: that takes fourteen whole days of use.")
        case Word.EXCEEDED:
            said = _("%(over)s %(unit)s more than agreed were taken; the most was passed on %(day)s.")
        case Word.EXCEEDS:
            said = _("It goes over the most about %(day)s, by about %(overage)s %(unit)s by %(end)s.")
        case Word.SHORT if found.projected is None:
            said = _("It ended with less than the least agreed.")
        case Word.SHORT:
            said = _("About %(shortfall)s %(unit)s will be missing to the least by %(end)s.")
        case _word if found.projected is not None:
            said = _("About %(projected)s %(unit)s by %(end)s; between %(low)s and %(high)s in four of five cases.")
        case _:
            said = _("%(taken)s %(unit)s, within what was agreed.")
    return said % gaps


def facts_of_standing(found: Standing, today: date, days_url: str) -> tuple[Fact, ...]:
    """The figures at the head: taken, left, pace, where it ends, and what that costs."""
    share = percent_text(found.share) if found.share is not None else ""
    shown = [Fact(_("Taken"), quantity_text(found.taken), note=share, url=days_url)]
    if found.maximum is not None:
        shown.append(Fact(_("Left"), quantity_text(found.left), note=found.unit))
    elif found.minimum is not None:
        shown.append(Fact(_("Missing to the least"), quantity_text(found.short), note=found.unit))
    shown.append(Fact(_("Of the time"), percent_text(found.elapsed), minor=True))
    if found.projected is not None:
        note = f"{quantity_text(found.low)} – {quantity_text(found.high)}"
        shown.append(Fact(_("Expected by the end"), quantity_text(found.projected), note=note))
    for label, money, quantity in (
        (_("Expected overage"), found.overage_money, found.overage),
        (_("Expected shortfall"), found.shortfall_money, found.shortfall),
    ):
        if quantity and found.projected is not None:
            text = money_text(money.amount, money.currency) if money else quantity_text(quantity)
            shown.append(Fact(label, text, tone="due"))
    return tuple(shown)
