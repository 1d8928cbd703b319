"""The library: editions that stay what they were, packs that give the current ones in the reader's language."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.models import Document
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.records.problems import Invalid
from followthrough.reaching.collateral.models import Edition, Item, Pack, PackItem
from followthrough.reaching.collateral.queries import editions_about, pack_contents, write_editions
from followthrough.web.signing import BACKEND
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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


def test_an_edition_does_not_name_its_document_to_whom_it_is_hidden(ada, client):
    terms = cast.made(Item, name="Terms of sale")
    published(ada, terms)
    document = cast.set_to(Document.objects.get(), name="Between us")
    client.force_login(cast.person("Rita Rep", "rep"), backend=BACKEND)
    shown = client.get(f"/items/{terms.ref}/").content.decode()
    cast.set_to(document, is_private=True)
    hidden = client.get(f"/items/{terms.ref}/").content.decode()
    assert ("Between us" in shown, "Between us" in hidden, "something you may not see" in hidden) == (True, False, True)


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


def test_product_shows_what_the_library_has_about_it_and_its_family(ada):
    nut = cast.made(Product, name="Swivel nut", family="Fittings")
    own, family = cast.made(Item, name="Data sheet", product=nut), cast.made(Item, name="Fittings", family="fittings")
    other = cast.made(Item, name="Hoses", family="Hoses")
    for item in (own, family, other):
        published(ada, item)
    assert {one.item.name for one in editions_about(nut, ada)} == {"Data sheet", "Fittings"}
    cast.does(ada, Item, "retire", own)
    assert {one.item.name for one in editions_about(nut, ada)} == {"Fittings"}


def test_link_to_an_item_is_counted_ends_and_can_be_revoked(ada, client):
    item = cast.made(Item, name="Fittings catalogue")
    published(ada, item, b"%PDF one")
    published(ada, item, b"%PDF two")
    made = cast.does(ada, Item, "make-guest-link", item, name="Kurt Bremer", email="kurt@bremer.example", days=7)
    page = client.get(made.secret[made.secret.index("/g/") :], follow=True).content.decode()
    assert "Fittings catalogue" in page and "/see/" not in page
    link = GuestLink.objects.get()
    assert (link.uses, Item.objects.get().fetched) == (0, 0)
    sent = {"idempotency_key": "one", "version": Item.objects.get().version}
    for _n in range(2):
        page = client.post(f"/g/{link.ref}/fetch", sent, follow=True).content.decode()
    file = client.get(f"/g/{link.ref}/see/en")
    assert (file.content, "attachment" in file["Content-Disposition"]) == (b"%PDF two", True)
    assert (GuestLink.objects.get().uses, Item.objects.get().fetched) == (1, 1)
    cast.does(ada, GuestLink, "revoke", link)
    assert client.get(f"/g/{link.ref}/see/en").status_code == 410


def test_latest_editions_of_many_items_come_as_one_zip(ada):
    terms, catalogue = cast.made(Item, name="Terms"), cast.made(Item, name="Catalogue")
    for item, content in ((terms, b"old"), (terms, b"new"), (catalogue, b"all")):
        published(ada, item, content)
    out = BytesIO()
    write_editions(out, Item.visible_to(ada), ada, lambda _count: None)
    with ZipFile(out) as archive:
        assert sorted(archive.read(name) for name in archive.namelist()) == [b"all", b"new"]
