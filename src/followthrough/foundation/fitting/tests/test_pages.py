"""The pages: what fits and why, a table matched and put in, and the same answer for programs and terminals."""

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import (
    Attribute,
    CrossReference,
    FamilyAttribute,
    PartFamily,
    PartSheet,
    PartTable,
)
from followthrough.foundation.fitting.queries.attributes import attributes_by_name
from followthrough.foundation.fitting.rules.headings import name_key
from followthrough.foundation.fitting.tests import shelf
from followthrough.kernel.people.models import User
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLE = b"Pipe size;Wall (mm);Class;Remark\n1/2 in;2,77;150#;a\n3/4 in;2,87;150#;b\n2 in;x;600#;c\n"


@pytest.fixture
def ada(client):
    ada = shelf.admin()
    client.force_login(User._default_manager.get(name="Ada Admin"))
    known, flange = shelf.attributes(), shelf.family("Flange")
    for name in ("Size", "Rating"):
        cast.made(FamilyAttribute, family=flange, attribute=known[name])
    for size, rating in (("DN50", "150 lb"), ("DN50", "600 lb"), ("DN80", "150 lb")):
        shelf.part(ada, flange, f"Flange {size} {rating}", Size=size, Rating=rating)
    return ada


@pytest.mark.parametrize(("role", "offered"), [("coordinator", True), ("rep", False)])
def test_without_parts_the_page_offers_to_upload_a_table_to_those_who_may(client, role, offered):
    client.force_login(cast.person("Ana Ruiz", role))
    page = client.get("/parts/").content.decode()
    assert ("No parts yet." in page, "/do/upload" in page) == (True, offered)


def test_the_page_tells_what_fits_and_why(client, ada):
    size, rating = (Attribute.objects.get(name=name).ref for name in ("Size", "Rating"))
    page = client.get("/parts/", {"family": "Flange", f"a-{size}": "2 in", f"a-{rating}": "150 lb"}).content.decode()
    for said in (
        "1 of 3 parts fit",
        "Flange DN50 150 lb",
        "Rating 600 lb instead of 150 lb: higher, serves too",
        "Size DN80 instead of 2 in: higher",
        "Size 2 in excludes 1 part; 1 would fit otherwise.",
    ):
        assert said in page
    wrong = client.get("/parts/", {"family": "Flange", f"a-{size}": "huge"})
    assert (
        wrong.status_code,
        "“huge” is no nominal size. Write it like DN15 or 1/2 in." in wrong.content.decode(),
    ) == (422, True)


def test_another_makers_number_is_found_however_it_is_typed(client, ada):
    product = Product.objects.get(name="Flange DN80 150 lb")
    cast.made(CrossReference, maker="Vexo", number="FL-80/150.RF", product=product)
    for typed in ("FL-80/150.RF", "fl80 150rf", "FL80150RF"):
        assert "Flange DN80 150 lb" in client.get("/parts/", {"number": typed}).content.decode()
    assert "No product of ours is known for “FL-90”." in client.get("/parts/", {"number": "FL-90"}).content.decode()


def test_programs_and_terminals_get_the_same_answer(ada):
    caller = Caller(User._default_manager.get(name="Ada Admin"))
    answer = caller.get("/parts?family=Flange&need=Size%3D2+in%3B+Rating%3E%3D150+lb").json()
    assert (answer["count"], [one["name"] for one in answer["items"]]) == (
        2,
        ["Flange DN50 150 lb", "Flange DN50 600 lb"],
    )
    assert caller.get("/parts?family=Flange&need=Color%3Dred").status_code == 422


def test_a_table_is_matched_by_a_person_and_put_in(client, ada):
    made = cast.does(ada, PartTable, "upload", file=ContentFile(TABLE, name="Nipple.csv"))
    page = client.get(f"/part-tables/{made.ref}/match").content.decode()
    assert 'name="to-1" value="Wall thickness"' in page
    posted = {"family": "Nipple", "column": ["0", "1", "2", "3"], "put_in": "1", "plain_unit": "mm", "lists": "parts"}
    posted |= {"same-name": ["Connection"], "same-text": ["TH"]}
    told = [("Size", "size", "in"), ("Wall thickness", "length", "mm"), ("Rating", "rating", ""), ("", "text", "")]
    for index, (to, measure, unit) in enumerate(told):
        posted |= {f"to-{index}": to, f"measure-{index}": measure, f"unit-{index}": unit}
    done = client.post(f"/part-tables/{made.ref}/match", posted)
    assert done.status_code == 302
    table = PartTable.objects.get()
    assert (table.state, table.rows, table.parts, table.findings) == ("in", 3, 3, 1)
    sheets = PartSheet.objects.filter(table=table).order_by("row")
    assert [(one.row, one.product.name, len(one.problems)) for one in sheets] == [
        (2, "Nipple 1/2 in 150# TH", 0),
        (3, "Nipple 3/4 in 150# TH", 0),
        (4, "Nipple 2 in 600# TH", 1),
    ]
    assert "Wall thickness: “x” is not a number." in client.get("/parts/contradictions/").content.decode()


def test_reader_of_spanish_reads_attributes_and_families_by_their_spanish_names(client, ada):
    cast.set_to(PartFamily.objects.get(name="Flange"), name_es="Brida")
    size = cast.set_to(Attribute.objects.get(name="Size"), name_es="Tamaño")
    cast.set_to(User.objects.get(name="Ada Admin"), language="es")
    page = client.get("/parts/", {"family": "Flange", f"a-{size.ref}": "2 in"}).content.decode()
    assert all(word in page for word in ("Brida (3)", "Tamaño</label>", "Tamaño DN80 en lugar de 2 in"))
    assert attributes_by_name(ada)[name_key("Tamaño")] == size
