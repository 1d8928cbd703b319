"""Names are put into their standard form, once, and the old ones still find the product."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.catalogue.models import NamePattern, Product
from followthrough.foundation.catalogue.rules import BadPatternError, StandardName
from followthrough.kernel.exchange.links import LinkFinder
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.search.finding import find
from tests import cast

FLANGE = StandardName("{name}, DN {number}, PN {number}, {code}", {"SS": "stainless steel", "fl.": "flange"})
COUPLING = StandardName("Vale coupling {code}, {name}", {"cplg": "Vale coupling", "SS": "stainless"})
WORDS = st.lists(
    st.sampled_from(["DN 50", "dn50", "PN16", "pn 40", "ss", "flange", "fl. blind", "x7", ",", "- ", "½", "VC-40"]),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("fl. blind SS dn50 - PN 16", "Flange blind stainless steel, DN 50, PN 16, FL-1"),
        ("FL-1 blind flange, PN40", "Blind flange, PN 40, FL-1"),
        ("Blind flange, PN 40, FL-1", "Blind flange, PN 40, FL-1"),
        ("DN 100x80 reducer", "Reducer, DN 100 × 80, FL-1"),
        ("dnx 5", "Dnx 5, FL-1"),
        ("flange DN 50 dn50", "Flange, DN 50, FL-1"),
        ("reducer DN 50 to dn 40", "reducer DN 50 to dn 40"),
    ],
)
def test_a_name_in_standard_form(name: str, standard: str) -> None:
    assert FLANGE.of(name, {"code": "FL-1"}) == standard


@given(WORDS, st.sampled_from(["", "VC-40", "X7"]), st.sampled_from([FLANGE, COUPLING]))
def test_a_standard_name_stays_as_it_is(name: str, code: str, pattern: StandardName) -> None:
    once = pattern.of(name, {"code": code})
    assert pattern.of(once, {"code": code}) == once


def test_words_of_the_pattern_stand_once() -> None:
    assert COUPLING.of("cplg VC-50 SS, metric", {"code": "VC-50"}) == "Vale coupling VC-50, stainless, metric"


@pytest.mark.parametrize("pattern", ["{family}", "{name}, {name}", "{name}, {colour}", "{name}, {number}"])
def test_a_pattern_that_can_not_be_followed_is_refused(pattern: str) -> None:
    with pytest.raises(BadPatternError):
        StandardName(pattern)


@pytest.mark.django_db
def test_the_old_name_is_found_in_search_and_in_uploads() -> None:
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    first = cast.made(Product, name="cplg quickfit DN40", family="Couplings")
    other = cast.made(Product, name="Other", family="Couplings")
    with pytest.raises(Refused, match="no name pattern"):
        cast.does(ana, Product, "standardise", first)
    pattern = cast.does(
        ana, NamePattern, "create", family="couplings", pattern="{name}, DN {number}", spellings=["cplg = coupling"]
    )
    cast.does(ana, Product, "standardise", first)
    first.refresh_from_db()
    assert (first.name, first.other_names) == ("Coupling quickfit, DN 40", "cplg quickfit DN40")
    with pytest.raises(Refused, match="already"):
        cast.does(ana, NamePattern, "apply", pattern.ref)
    finder = LinkFinder(Field("product", Kind.LINK, "", link=Product), ana)
    finder.learn(["CPLG Quickfit, dn40"])
    assert finder.meanings == {"CPLG Quickfit, dn40": first}
    file = ContentFile(b"Name,Unit\ncplg quickfit DN40,piece\n", name="old.csv")
    upload = cast.does(ana, Import, "upload", file=file, into="products")
    cast.does(ana, Import, "apply", upload.ref)
    first.refresh_from_db()
    assert (first.name, first.unit, Product.objects.count()) == ("Coupling quickfit, DN 40", "piece", 2)
    (found,) = find("cplg", ana, only=[Product._meta.label_lower])
    assert [one.record for one in found.finds] == [first]
    assert other.name == "Other"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"pattern": "{nome}"}, "pattern"),
        ({"spellings": ["SS"]}, "spellings"),
        ({"spellings": ["SS = steel", "steel = Stahl"]}, "spellings"),
    ],
)
def test_a_pattern_is_checked_before_it_is_kept(values, field) -> None:
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    with pytest.raises(Invalid) as caught:
        cast.does(ana, NamePattern, "create", **{"family": "Couplings", "pattern": "{name}", **values})
    assert set(caught.value.fields) == {field}
