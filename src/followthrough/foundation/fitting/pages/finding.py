"""Find a part: needs by attribute, counted values, what fits, what comes near and why."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from followthrough.foundation.catalogue.models import Lifecycle, Product
from followthrough.foundation.fitting.models import Attribute, PartFamily, PartTable
from followthrough.foundation.fitting.pages.shapes import Because, FindPage, FoundPart, OfferedValue, Wish
from followthrough.foundation.fitting.queries.attributes import attributes_of, family_named
from followthrough.foundation.fitting.queries.crossing import crossed
from followthrough.foundation.fitting.queries.facets import Offered
from followthrough.foundation.fitting.queries.needs import Need, read_need
from followthrough.foundation.fitting.queries.selection import PAGE, Answer, Asked, Hit, find_parts
from followthrough.foundation.fitting.queries.uses import part_uses
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.values.measures import Measure
from followthrough.web.buttons import class_buttons
from followthrough.web.fields import form_field
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import Choice, Empty, Link
from followthrough.web.showing import url_of
from followthrough.web.wording import count_of, number_text

PREFIX = "a-"


@require_safe
def find_page(request: HttpRequest) -> HttpResponse:
    """The parts of a family that meet the needs in the address, and those that fit to a product."""
    actor = actor_of_request(request)
    if not actor.may("products.view"):
        raise Denied(_("Your role may not look at products."))
    given = {name: str(value).replace("\x00", "").strip()[:200] for name, value in request.GET.items()}
    family = family_named(given["family"], actor) if given.get("family") else None
    fits = Product.visible_to(actor).filter(ref=given.get("fits", "").upper()).first() if given.get("fits") else None
    offset = int(given["offset"]) if given.get("offset", "").isdecimal() else 0
    attributes = [one.attribute for one in attributes_of(family, actor)] if family else []
    needs, errors = _needs(attributes, given)
    answer = find_parts(Asked(family, needs, fits, min(offset, 10**6)), actor)
    if family is None and answer.asked.family is not None:
        given["family"] = answer.asked.family.ref
    page = _page(answer, given, errors, actor)
    return show(request, "fitting/find.html", page, title=_("Find a part"), status=422 if errors else 200)


def _needs(attributes: list[Attribute], given: Mapping[str, str]) -> tuple[tuple[Need, ...], dict[str, str]]:
    """The needs that can be read, and what is wrong with the others."""
    needs: list[Need] = []
    errors: dict[str, str] = {}
    for attribute in attributes:
        if text := given.get(f"{PREFIX}{attribute.ref}", ""):
            try:
                need = read_need(attribute, text)
            except Invalid as problem:
                errors[attribute.ref] = str(problem.message)
            else:
                needs += [need] if need.wanted else []
    return tuple(needs), errors


def _page(answer: Answer, given: Mapping[str, str], errors: Mapping[str, str], actor: Actor) -> FindPage:
    asked = answer.asked
    number = given.get("number", "")
    found = crossed(number, actor) if number else []
    fits = Field("fits", Kind.LINK, _("Fits to"), link=Product)
    return FindPage(
        families=(Choice("", _("All families"), not asked.family), *_families(answer)),
        fits=form_field(fits, asked.fits.ref if asked.fits else "", actor),
        wishes=tuple(_wish(one, given, errors) for one in answer.offers) + _hidden_wishes(answer, given, errors),
        chips=tuple(_chip(need, given) for need in asked.needs),
        summary=_summary(answer),
        parts=tuple(_part(hit) for hit in answer.hits),
        alternatives=tuple(_part(hit) for hit in answer.alternatives),
        excluded=_excluded(answer),
        others=tuple(_other(one, count, given) for one, count in answer.families) if not asked.family else (),
        crossed=tuple(
            (one.product.title, f"{one.title}: {one.get_likeness_display()}", url_of(one.product)) for one in found
        ),
        number=number,
        need_text=need_text(answer),
        uses=tuple(Link(str(one.label), one.url) for one in part_uses(actor)),
        next_url=_address({**given, "offset": str(asked.offset + PAGE)}) if answer.count > asked.offset + PAGE else "",
        empty=_empty(answer, number, bool(found), actor),
        keep=tuple((name, given[name]) for name in ("number",) if given.get(name)),
    )


def _families(answer: Answer) -> list[Choice]:
    chosen = answer.asked.family
    return [
        Choice(one.ref, f"{one.said} ({number_text(count)})", chosen is not None and one.pk == chosen.pk)
        for one, count in answer.families
    ]


def _wish(offered: Offered, given: Mapping[str, str], errors: Mapping[str, str]) -> Wish:
    attribute = offered.attribute
    name = f"{PREFIX}{attribute.ref}"
    typed = given.get(name, "")
    chosen = [part.strip() for part in typed.split("|") if part.strip()]
    values = tuple(
        OfferedValue(
            one.written,
            number_text(one.count),
            _address({**given, name: " | ".join(_toggled(chosen, one.written)), "offset": ""}),
            one.written in chosen,
        )
        for one in offered.values
    )
    return Wish(name, attribute.said, typed, _hint(attribute, offered), values, errors.get(attribute.ref, ""))


def _hidden_wishes(answer: Answer, given: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Wish, ...]:
    """Attributes of which nothing is left to offer, but something is asked: so that it can be taken away."""
    offered = {one.attribute.pk for one in answer.offers}
    return tuple(
        Wish(
            f"{PREFIX}{need.attribute.ref}", need.attribute.said, need.text, "", (), errors.get(need.attribute.ref, "")
        )
        for need in answer.asked.needs
        if need.attribute.pk not in offered
    )


def _toggled(chosen: list[str], value: str) -> list[str]:
    return [one for one in chosen if one != value] if value in chosen else [*chosen, value]


def _hint(attribute: Attribute, offered: Offered) -> str:
    if offered.least:
        return _("%(least)s to %(greatest)s") % {"least": offered.least, "greatest": offered.greatest}
    if Measure(attribute.measure).is_worded:
        return ""
    return attribute.unit


def _chip(need: Need, given: Mapping[str, str]) -> Link:
    rest = {name: value for name, value in given.items() if name != f"{PREFIX}{need.attribute.ref}"}
    return Link(f"{need.attribute.said} {need.text}", _address({**rest, "offset": ""}))


def _summary(answer: Answer) -> str:
    if answer.asked.family is None:
        return ""
    words = ngettext("%(count)s part fits", "%(count)s parts fit", answer.parts)
    return words % {"count": count_of(answer.count, answer.parts)}


def _part(hit: Hit) -> FoundPart:
    product = hit.product
    tones = [Because(one.text, "kept" if one.met else "info" if one.serves else "due") for one in hit.reasons]
    rules = [Because(_("fits: %(rule)s") % {"rule": rule}, "line") for rule in hit.rules]
    gone = [] if product.lifecycle == Lifecycle.ON_SALE else [str(product.get_lifecycle_display())]
    note = " · ".join([product.code or product.ref, *gone])
    return FoundPart(product.ref, url_of(product), product.name, note, (*tones, *rules), f"/parts/?fits={product.ref}")


def _excluded(answer: Answer) -> tuple[str, ...]:
    sentences = []
    for one in answer.excluded:
        given = {"need": f"{one.need.attribute.said} {one.need.text}", "alone": number_text(one.alone)}
        words = ngettext(
            "%(need)s excludes %(misses)s part; %(alone)s would fit otherwise.",
            "%(need)s excludes %(misses)s parts; %(alone)s would fit otherwise.",
            one.misses,
        )
        if one.misses:
            sentences.append(words % {**given, "misses": number_text(one.misses)})
    return tuple(sentences)


def need_text(answer: Answer) -> str:
    """What was asked, in one line: the reason that goes with a part."""
    said = [f"{need.attribute.said} {need.text}" for need in answer.asked.needs]
    fits = [_("fits to %(title)s") % {"title": answer.asked.fits.title}] if answer.asked.fits else []
    return ", ".join([*said, *fits])


def _other(family: PartFamily, count: int, given: Mapping[str, str]) -> tuple[str, str, str]:
    return (family.said, number_text(count), _address({**given, "family": family.ref}))


def _empty(answer: Answer, number: str, found: bool, actor: Actor) -> Empty | None:
    if number and not found:
        text = _("Blanks, dashes and case do not matter. Look for it by what it measures instead.")
        return Empty(_("No product of ours is known for “%(number)s”.") % {"number": number}, text, "search")
    if answer.asked.fits and not answer.ways:
        return Empty(
            _("Nothing is known to fit to %(title)s.") % {"title": answer.asked.fits.title},
            _("It has no measures yet, or no fit rule speaks of its family."),
            "search",
        )
    if answer.families or answer.asked.family:
        return None
    text = _("Upload a table of parts, or set the measures of products.")
    return Empty(_("No parts yet."), text, "search", class_buttons(type_of(PartTable), actor))


def _address(given: Mapping[str, str]) -> str:
    return "/parts/?" + urlencode({name: value for name, value in given.items() if value})
