"""`parts`: find a part in a terminal; `cross`: by another maker's number; `contradictions`: what can't be right."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.cli.tables import brief, table
from followthrough.cli.words import Answer, Asked, word
from followthrough.foundation.fitting.queries.contradictions import contradictions, sort_text
from followthrough.foundation.fitting.queries.crossing import crossed
from followthrough.foundation.fitting.queries.selection import Hit, find_parts
from followthrough.foundation.fitting.queries.told import as_values, asked_for
from followthrough.kernel.records.problems import Denied


def _needs(parser: ArgumentParser) -> None:
    parser.add_argument("need", nargs="*", help=_("what is needed: Size=DN50 'Rating>=150 lb' 'Bore=38 ± 0.5 mm'"))
    parser.add_argument("--family", default="", help=_("a part family, by number or name"))
    parser.add_argument("--fits", default="", help=_("the number of a product they shall fit to"))


@word("parts", gettext_lazy("find a part: parts --family Flange Size=DN50 'Rating=150 lb'"), arguments=_needs)
def show_parts(asked: Asked) -> Answer:
    """What fits, then what comes near, each with the reasons."""
    _allow(asked)
    given = {"family": asked.given.family, "fits": asked.given.fits, "need": ";".join(asked.given.need)}
    answer = find_parts(asked_for(given, asked.actor), asked.actor)
    if answer.asked.family is None:
        rows = [(one.ref, one.name, str(count)) for one, count in answer.families]
        return Answer(as_values(answer), table([_("Number"), _("Part family"), _("Parts")], rows, right=[2]))
    lines = [ngettext("%(count)d part fits.", "%(count)d parts fit.", answer.count) % {"count": answer.count}]
    lines += _hits(answer.hits)
    if answer.alternatives:
        lines += ["", _("Alternatives:"), *_hits(answer.alternatives)]
    return Answer(as_values(answer), lines)


def _hits(hits: tuple[Hit, ...]) -> list[str]:
    rows = [(hit.product.ref, brief(hit.product.name), "; ".join(one.text for one in hit.reasons)) for hit in hits]
    return table([_("Number"), _("Part"), _("Why")], rows) if rows else []


def _number(parser: ArgumentParser) -> None:
    parser.add_argument("number", nargs="+", help=_("another maker's number, as it stands on the part"))


@word("cross", gettext_lazy("find our product by another maker's number: cross 4-6FTX"), arguments=_number)
def show_crossed(asked: Asked) -> Answer:
    """Blanks, dashes and case do not matter."""
    _allow(asked)
    found = crossed(" ".join(asked.given.number), asked.actor)
    rows = [(one.product.ref, one.product.name, str(one.get_likeness_display()), one.title) for one in found]
    values = [{"ref": row[0], "name": row[1], "likeness": one.likeness} for row, one in zip(rows, found, strict=True)]
    return Answer(values, table([_("Number"), _("Product"), _("Ours is"), _("Theirs")], rows) if rows else [])


@word("contradictions", gettext_lazy("what contradicts itself among the parts"))
def show_contradictions(asked: Asked) -> Answer:
    """Every contradiction with its part."""
    _allow(asked)
    found = contradictions(asked.actor)
    rows = [(one.product.ref, brief(one.product.name), sort_text(one.sort), one.text) for one in found]
    values = [{"ref": one.product.ref, "sort": one.sort, "text": one.text} for one in found]
    return Answer(values, table([_("Number"), _("Part"), _("What"), _("Why")], rows) if rows else [_("Nothing.")])


def _allow(asked: Asked) -> None:
    if not asked.actor.may("products.view"):
        raise Denied(_("Your role may not look at products."))
