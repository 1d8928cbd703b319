"""A part is found by what is needed: exactly, with reasons, alternatives in order, and what excludes the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.fitting.models import Attribute, FamilyAttribute, FitCondition, FitRule
from followthrough.foundation.fitting.queries.needs import read_need
from followthrough.foundation.fitting.queries.selection import Asked, find_parts
from followthrough.foundation.fitting.tests import shelf
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def flanges():
    ada, known, flange = shelf.admin(), shelf.attributes(), shelf.family("Flange")
    for name in known:
        cast.made(FamilyAttribute, family=flange, attribute=known[name])
    for size, rating, face, bore in (
        ("DN50", "150 lb", "RF", "60.3 mm"),
        ("DN50", "600 lb", "RF", "60.3 mm"),
        ("DN50", "150 lb", "FF", "60.3 mm"),
        ("DN80", "150 lb", "RF", "88.9 mm"),
        ("DN80", "PN16", "RF", "88.9 mm"),
    ):
        shelf.part(ada, flange, f"{size} {rating} {face}", Size=size, Rating=rating, Face=face, Bore=bore)
    return ada, known, flange


def asked(flanges, **needs):
    ada, known, flange = flanges
    return find_parts(Asked(flange, tuple(read_need(known[name], text) for name, text in needs.items())), ada)


def names(hits):
    return [one.product.name for one in hits]


def test_what_fits_comes_first_and_alternatives_say_what_they_have_instead(flanges):
    found = asked(flanges, Size="2 in", Rating="150lb", Face="RF")
    assert names(found.hits) == ["DN50 150 lb RF"]
    assert [(one.product.name, [each.text for each in one.reasons if not each.met]) for one in found.alternatives] == [
        ("DN50 600 lb RF", ["Rating 600 lb instead of 150lb: higher, serves too"]),
        ("DN50 150 lb FF", ["Face FF instead of RF"]),
        ("DN80 150 lb RF", ["Size DN80 instead of 2 in: higher"]),
        (
            "DN80 PN16 RF",
            ["Size DN80 instead of 2 in: higher", "Rating PN16 instead of 150lb: another series, not to be compared"],
        ),
    ]
    assert [(one.need.attribute.name, one.misses, one.alone) for one in found.excluded] == [
        ("Size", 2, 1),
        ("Rating", 2, 1),
        ("Face", 1, 1),
    ]


@pytest.mark.parametrize(
    ("needs", "count"),
    [
        ({"Rating": ">= 150 lb"}, 4),
        ({"Rating": "> 200 lb | PN16"}, 2),
        ({"Size": "DN40..DN65"}, 3),
        ({"Bore": "60 ± 0.5 mm"}, 3),
        ({"Bore": "60 ± 0.2 mm"}, 0),
        ({"Bore": "2..3 in"}, 3),
        ({"Bore": ">= 3 1/2 in"}, 2),
        ({"Bore": "> 3 1/2 in"}, 0),
        ({"Rating": "> 150 lb"}, 1),
        ({"Face": "rf | ff"}, 5),
        ({"Face": "RTJ"}, 0),
        ({}, 5),
    ],
)
def test_values_ranges_tolerances_and_choices_are_answered_exactly(flanges, needs, count):
    assert asked(flanges, **needs).count == count


def test_values_are_offered_with_what_would_be_left(flanges):
    found = asked(flanges, Size="DN50", Face="RF")
    offers = {one.attribute.name: [(each.written, each.count) for each in one.values] for one in found.offers}
    assert offers == {
        "Size": [("DN50", 2), ("DN80", 2)],
        "Rating": [("150 lb", 1), ("600 lb", 1)],
        "Face": [("FF", 1), ("RF", 2)],
        "Bore": [("60.3 mm", 2)],
    }


def test_the_number_of_queries_does_not_grow_with_the_parts(flanges):
    ada, _known, flange = flanges
    with CaptureQueriesContext(connection) as few:
        asked(flanges, Size="DN50", Rating="150 lb")
    for number in range(5):
        shelf.part(ada, flange, f"More {number}", Size="DN50", Rating="150 lb")
    with CaptureQueriesContext(connection) as many:
        assert asked(flanges, Size="DN50", Rating="150 lb").count == 7
    assert len(many) == len(few) <= 8


def test_what_fits_to_a_part_is_found_at_both_its_ends(flanges):
    ada, known, flange = flanges
    far = cast.made(Attribute, name="Far size", measure="size", other_end_of=known["Size"])
    reducer = shelf.family("Reducer")
    part = shelf.part(ada, reducer, "80 to 50", Size="DN80", **{"Far size": "DN50"}, Rating="150 lb")
    rule = cast.made(FitRule, name="Flange on reducer", family=flange, mate=reducer)
    cast.made(FitCondition, rule=rule, attribute=known["Size"])
    cast.made(FitCondition, rule=rule, attribute=known["Rating"], relation="at_most")
    cast.made(FitCondition, rule=rule, attribute=known["Face"], relation="one_of", values=["RF"])
    found = find_parts(Asked(None, (), part), ada)
    assert found.asked.family == flange
    assert names(found.hits) == ["DN50 150 lb RF", "DN50 600 lb RF", "DN80 150 lb RF"]
    assert found.hits[0].rules == ("Flange on reducer",)
    back = find_parts(Asked(None, (), found.hits[1].product), ada)
    assert (names(back.hits), far.other_end_of) == (["80 to 50"], known["Size"])


def test_pairs_mate_the_first_with_the_first(flanges):
    ada, known, _flange = flanges
    hose = shelf.family("Hose end")
    male = shelf.part(ada, hose, "Male", Connection="male", Size="DN15")
    shelf.part(ada, hose, "Female", Connection="female", Size="DN15")
    shelf.part(ada, hose, "Female 20", Connection="female", Size="DN20")
    rule = cast.made(FitRule, name="Male into female", family=hose, mate=hose)
    cast.made(FitCondition, rule=rule, attribute=known["Size"])
    pairs = {"relation": "paired", "values": ["male", "female"], "mate_values": ["female", "male"]}
    cast.made(FitCondition, rule=rule, attribute=known["Connection"], **pairs)
    found = find_parts(Asked(None, (), male), ada)
    assert names(found.hits) == ["Female"]
    assert [(one.product.name, [each.text for each in one.reasons if not each.met]) for one in found.alternatives] == [
        ("Male", ["Connection male instead of female"]),
        ("Female 20", ["Size DN20 instead of DN15: higher"]),
    ]


def test_a_part_with_several_values_comes_as_near_as_the_nearest_of_them(flanges):
    ada, known, flange = flanges
    cast.does(ada, Attribute, "edit", known["Bore"], takes_several=True)
    for name, bore in (("Far", "20 mm; 90 mm"), ("Near", "20 mm; 58 mm"), ("Wide", "10 mm; 100 mm")):
        shelf.part(ada, flange, name, Size="DN50", Rating="150 lb", Face="RF", Bore=bore)
    found = asked(flanges, Size="DN50", Rating="150 lb", Face="RF", Bore="57 mm")
    assert names(found.alternatives)[:5] == ["Near", "DN50 150 lb RF", "DN50 600 lb RF", "Far", "Wide"]


def test_values_left_are_counted_alike_where_few_fit_where_many_do_and_where_all_do(flanges):
    ada, _known, flange = flanges
    for number in range(15):
        shelf.part(ada, flange, f"Blind {number}", Size="DN100", Rating="300 lb", Face="FF", Bore="114.3 mm")
    for needs, counts in (
        ({"Size": "DN50", "Rating": "600 lb"}, [("60.3 mm", 1)]),
        ({"Face": "FF"}, [("60.3 mm", 1), ("114.3 mm", 15)]),
        ({"Size": ">= DN50"}, [("60.3 mm", 3), ("88.9 mm", 2), ("114.3 mm", 15)]),
    ):
        offers = {one.attribute.name: one.values for one in asked(flanges, **needs).offers}
        assert [(one.written, one.count) for one in offers["Bore"]] == counts
