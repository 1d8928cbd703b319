"""A country's two letters are kept; people read and write its name in their language."""

import pytest
from django.utils import translation

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.people.models import Company, Territory, company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.web.fields import form_fields
from followthrough.web.showing import cell_of, reader_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    cast.made(Company, name="Ostrander Group")
    return cast.as_actor(cast.person("Iris Vandermeer", "admin", reach="all"))


@pytest.mark.parametrize("written", ["Alemania", "Germany", "de"])
def test_a_country_is_kept_by_its_letters_and_said_by_its_name(administrator, written):
    cast.does(administrator, Company, "edit", company(), country=written)
    house, kind = company(), type_of(Company)
    with translation.override("es"):
        (typed,) = form_fields([kind.fields["country"]], {"country": house.country}, SYSTEM)
        said = cell_of(kind, house, "country", reader_of(SYSTEM)).text
    assert (house.country, said, typed.value) == ("DE", "Alemania", "Alemania")


def test_a_country_that_is_none_is_refused(administrator):
    with pytest.raises(Invalid) as refused:
        cast.does(administrator, Company, "edit", company(), country="Narnia")
    assert [str(words) for words in refused.value.fields.values()] == [
        "Write a country by its name or its two letters, such as US."
    ]


def test_several_are_written_and_read_by_their_names(administrator):
    one = cast.made(Territory, name="Alps")
    cast.does(administrator, Territory, "edit", one, countries="Alemania, AT, austria")
    one.refresh_from_db()
    with translation.override("es"):
        said = cell_of(type_of(Territory), one, "countries", reader_of(SYSTEM)).text
    assert (one.countries, said) == ("DE, AT", "Alemania, Austria")
