"""The library: editions that stay what they were, packs that give the current ones in the reader's language."""

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.documents.models import Document
from followthrough.kernel.records.problems import Invalid
from followthrough.reaching.collateral.models import Edition, Item, Pack, PackItem
from followthrough.reaching.collateral.queries import pack_contents
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return cast.as_actor(cast.person("Ada Admin", "admin", reach="all"))


def published(ada, item, content=b"one", **more):
    return cast.does(ada, Item, "publish", item, file=ContentFile(content, name="terms.pdf"), **more)


def packed(*items):
    pack = cast.made(Pack, name="Fittings")
    for place, item in enumerate(items, 1):
        cast.made(PackItem, pack=pack, item=item, position=place)
    return pack


def test_each_edition_is_a_version_on_file_and_the_pack_gives_the_latest(ada):
    terms, catalogue = cast.made(Item, name="Terms of sale"), cast.made(Item, name="Catalogue")
    pack = packed(catalogue, terms)
    said = [published(ada, terms, content).message for content in (b"one", b"two")]
    assert said == ["Edition 1 of “Terms of sale” is published.", "Edition 2 of “Terms of sale” is published."]
    assert [(one.title, one.edition) for one in pack_contents(pack, "en")] == [("Terms of sale", "2")]
    published(ada, catalogue)
    assert [(one.title, one.edition) for one in pack_contents(pack, "en")] == [
        ("Catalogue", "1"),
        ("Terms of sale", "2"),
    ]
    document = Document.objects.get(name="Terms of sale · English")
    published_ones = Edition.objects.filter(item=terms).order_by("number").values_list("number", "sha256")
    kept = document.versions.order_by("number").values_list("edition", "sha256")
    assert [(int(edition), sha256) for edition, sha256 in kept] == list(published_ones)


def test_a_language_has_its_own_edition_and_falls_back_on_the_house(ada):
    terms = cast.made(Item, name="Terms of sale")
    pack = packed(terms)
    published(ada, terms, b"english")
    english = pack_contents(pack, "es")
    published(ada, terms, b"spanish", language="es", edition=1)
    spanish = pack_contents(pack, "es")
    assert ([one.edition for one in english + spanish], english == pack_contents(pack, "en")) == (["1", "1"], True)
    assert spanish[0].sha256 != english[0].sha256
    with pytest.raises(Invalid, match="The next edition is number 2"):
        published(ada, terms, b"again", language="es", edition=1)


def test_a_retired_item_is_left_out_until_it_is_used_again(ada):
    terms = cast.made(Item, name="Terms of sale")
    pack = packed(terms)
    published(ada, terms)
    cast.does(ada, Item, "retire", terms)
    assert pack_contents(pack, "en") == []
    cast.does(ada, Item, "reinstate", terms)
    assert [one.title for one in pack_contents(pack, "en")] == ["Terms of sale"]
