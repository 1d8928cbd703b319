"""Parts in a terminal: found by what is needed, by another maker's number, and what contradicts itself among them."""

import json

import pytest

from followthrough import cli
from followthrough.foundation.fitting.models import CrossReference, FamilyAttribute
from followthrough.foundation.fitting.tests import shelf
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelved():
    """Three flanges and a valve; one flange is wider than flanges may be, and rivals' numbers lead to two of them."""
    ada, known = shelf.admin(), shelf.attributes("Size", "Rating", "Bore")
    flange, valve = shelf.family("Flange"), shelf.family("Gate valve")
    for name in ("Size", "Rating"):
        cast.made(FamilyAttribute, family=flange, attribute=known[name])
    cast.made(FamilyAttribute, family=flange, attribute=known["Bore"], between="5..100 mm", low=5, high=100)
    sizes = (("DN50", "150 lb", "60.3 mm"), ("DN50", "600 lb", "60.3 mm"), ("DN80", "150 lb", "889 mm"))
    made = [
        shelf.part(ada, flange, f"Flange {size} {rating}", Size=size, Rating=rating, Bore=bore)
        for size, rating, bore in sizes
    ]
    shelf.part(ada, valve, "Gate valve DN50", Size="DN50")
    cast.made(CrossReference, maker="Vexo", number="FL-80/150.RF", product=made[2])
    cast.made(CrossReference, maker="Ordo", number="fl 80 150 rf", product=made[0], likeness="near")
    return made


def said(capsys, *words):
    """What a command prints, line by line, once it has ended well."""
    assert cli.main([*words, "--as", "ada@example.com"]) == 0
    return capsys.readouterr().out.splitlines()


def told(capsys, *words):
    """What the same command gives to a program."""
    return json.loads("\n".join(said(capsys, *words, "--json")))


def test_parts_lists_families_then_what_fits_and_what_comes_near(shelved, capsys):
    assert said(capsys, "parts") == [
        "Number  Part family  Parts",
        "PF-001  Flange           3",
        "PF-002  Gate valve       1",
    ]
    found = ("parts", "--family", "Flange", "Size=DN50", "Rating=150 lb")
    assert said(capsys, *found) == [
        "1 part fits.",
        "Number   Part                Why",
        "PR-0001  Flange DN50 150 lb  Size DN50; Rating 150 lb",
        "",
        "Alternatives:",
        "Number   Part                Why",
        "PR-0002  Flange DN50 600 lb  Size DN50; Rating 600 lb instead of 150 lb: higher, serves too",
        "PR-0003  Flange DN80 150 lb  Size DN80 instead of DN50: higher; Rating 150 lb",
    ]
    values = told(capsys, *found)
    assert (values["family"], values["parts"], values["count"]) == ("PF-001", 3, 1)
    assert values["items"] == [
        {
            "ref": "PR-0001",
            "name": "Flange DN50 150 lb",
            "code": "",
            "reasons": [
                {"text": "Size DN50", "met": True, "serves": False},
                {"text": "Rating 150 lb", "met": True, "serves": False},
            ],
            "fits_by": [],
        }
    ]
    assert [one["ref"] for one in values["alternatives"]] == ["PR-0002", "PR-0003"]


def test_parts_says_what_it_does_not_know(shelved, capsys):
    assert cli.main(["parts", "--family", "Flange", "Colour=red", "--as", "ada@example.com"]) == 3
    assert capsys.readouterr().err == "--need: There is no attribute “Colour”.\n"
    assert cli.main(["parts", "--family", "Pump", "--json", "--as", "ada@example.com"]) == 3
    problem = {"family": "There is no part family “Pump”."}
    assert json.loads(capsys.readouterr().err) == {
        "problem": "invalid",
        "message": problem["family"],
        "fields": problem,
    }


def test_cross_leads_from_a_rivals_number_to_ours_the_same_ones_first(shelved, capsys):
    assert said(capsys, "cross", "FL", "80-150", "rf") == [
        "Number   Product             Ours is          Theirs",
        "PR-0003  Flange DN80 150 lb  the same         Vexo FL-80/150.RF",
        "PR-0001  Flange DN50 150 lb  nearly the same  Ordo fl 80 150 rf",
    ]
    assert told(capsys, "cross", "fl80150rf") == [
        {"ref": "PR-0003", "name": "Flange DN80 150 lb", "likeness": "exact"},
        {"ref": "PR-0001", "name": "Flange DN50 150 lb", "likeness": "near"},
    ]
    assert (said(capsys, "cross", "unknown"), told(capsys, "cross", "unknown")) == ([], [])


def test_contradictions_name_the_part_and_why(shelved, capsys):
    assert said(capsys, "contradictions") == [
        "Number   Part                What                            Why",
        "PR-0003  Flange DN80 150 lb  Outside of what the family has  Bore 889 mm lies outside of 5..100 mm.",
    ]
    assert told(capsys, "contradictions") == [
        {"ref": "PR-0003", "sort": "outside", "text": "Bore 889 mm lies outside of 5..100 mm."}
    ]


@pytest.mark.parametrize("words", [("parts",), ("cross", "4"), ("contradictions",)])
def test_whoever_may_not_see_products_is_refused(words, capsys):
    cast.person("Dan Department", "department", email="dan@example.com")
    assert cli.main([*words, "--as", "dan@example.com"]) == 3
    assert capsys.readouterr().err == "Your role may not look at products.\n"
