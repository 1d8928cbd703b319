"""If it ends: what a contract's end would mean, in a few lines beside its dates."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.web.shapes import ReasonsPanel
from followthrough.web.shapes.panels import Panel, Reason
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import day_text, money_text, number_text
from followthrough.winning.contracts.models import Commitment, Contract
from followthrough.winning.contracts.queries.ending import Ending, ending_of
from followthrough.winning.contracts.queries.terms import calendar_of


def ending_panel(contract: Contract, reader: Reader) -> tuple[Panel, ...]:
    """The lines; nothing of a contract that is not signed or over."""
    today = calendar_of(contract).day_of(reader.now)
    found = ending_of(contract, today, reader.actor)
    if found is None:
        return ()
    return (ReasonsPanel("ending", _("If it ends"), reasons=(*_lines(found, reader),)),)


def _lines(found: Ending, reader: Reader) -> list[Reason]:
    said: list[Reason] = []
    if found.last_day is not None:
        words = _("Its last day is %(day)s.") if found.is_certain else _("With notice today its last day is %(day)s.")
        said.append(Reason(words % {"day": day_text(found.last_day, today=reader.today)}, "plain", "calendar-x"))
    if found.lost:
        amount = money_text(found.lost.amount, found.lost.currency, home=reader.currency)
        said.append(Reason(_("Lost a year: %(amount)s.") % {"amount": amount}, "late", "circle-alert"))
    if found.departments:
        many = found.departments
        words = ngettext("%(many)d department has less to do.", "%(many)d departments have less to do.", many)
        said.append(Reason(words % {"many": many}, "plain", "users"))
    if found.still_owed:
        many = found.still_owed
        words = ngettext("%(many)d promise is owed until then.", "%(many)d promises are owed until then.", many)
        said.append(Reason(words % {"many": many}, "due", "list-checks"))
    for row, left in found.lapsing:
        gaps = {"what": row.entitlement.title, "left": number_text(left)}
        said.append(
            Reason(_("Lapses uncalled: %(what)s, %(left)s left.") % gaps, "due", "hand", url_of(row.entitlement))
        )
    said += [Reason(_minimum(one), "plain", "gauge", url_of(one)) for one in found.minima]
    return said


def _minimum(one: Commitment) -> str:
    gaps = {"what": one.name, "least": number_text(one.minimum or 0)}
    gaps["often"] = str(one.get_period_display())
    if one.unit:
        gaps["least"] += f" × {one.unit}"
    return _("To be taken or paid: %(what)s, at least %(least)s %(often)s.") % gaps
