"""Documents: filed in versions, seen by those who see both ends, handed out only as what they were."""

import pytest
from django.core.files.base import ContentFile

from followthrough.config.backups.sweeping import left_behind
from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.foundation.documents.queries import content_of, latest_of
from followthrough.foundation.documents.rules import passages_between
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.files.store import path_of
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.jobs import read_files
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.search.finding import find
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def filed(about, content=b"one", *, by=SYSTEM, title="Plan", name="plan.txt", **more):
    now = clock.now()
    account = about if isinstance(about, Account) else None
    given = {"kind": "drawing", "title": title, "name": name, "content": content, "account": account}
    with acting(by, "arrange", surface="test", now=now):
        return file_document(about, **given | more, by=by, now=now)


@pytest.fixture
def juniper():
    return cast.account("Juniper")


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", cast.made(Team, name="West"), reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


def test_the_same_title_makes_the_next_version_and_the_same_content_none(juniper):
    first, second, again = filed(juniper), filed(juniper, b"two"), filed(juniper, b"two")
    assert (first.number, second.number, again) == (1, 2, second)
    document = Document.objects.get()
    assert (document.number, document.about_ref, document.account) == (2, juniper.ref, juniper)
    assert latest_of(document) == second
    assert [content_of(one) for one in (first, second)] == [b"one", b"two"]


def test_a_version_taken_back_leaves_its_number_behind(juniper):
    admin = cast.as_actor(cast.person("Ada Admin", "admin", reach="all"))
    document = filed(juniper).document
    outcome = cast.does(admin, Document, "renew", document, file=ContentFile(b"two", name="../../etc/plan.txt"))
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        DocumentVersion.objects.filter(number=2).update(binned_at=clock.now())
        Document.objects.update(number=1)
    assert outcome.message == "Version 2 of “Plan” is filed."
    assert latest_of(document).number == 1
    third = filed(juniper, b"three")
    assert (third.number, DocumentVersion.objects.get(number=2).name) == (3, "plan.txt")


def test_a_document_is_seen_by_who_sees_its_account_and_its_source(juniper):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rep, other = (cast.as_actor(cast.person(n, "rep", t, reach="own")) for n, t in (("Rae Rep", west), ("Otto", east)))
    theirs = cast.account("Theirs", owner_id=rep.user_id)
    shared = cast.made(Product, name="Valve")
    filed(theirs), filed(shared), filed(juniper)
    filed(theirs, title="Between us", is_private=True, by=rep)
    filed(shared, account=theirs, title="Their valve")
    manager = cast.as_actor(cast.person("Max", "manager", reach="all"))
    seen = {
        who.name: sorted(Document.visible_to(who).values_list("name", "account__name"), key=str)
        for who in (rep, other, manager)
    }
    assert seen == {
        "Otto": [("Plan", None)],
        "Rae Rep": [("Between us", "Theirs"), ("Plan", "Theirs"), ("Plan", None), ("Their valve", "Theirs")],
        "Max": [
            ("Between us", "Theirs"),
            ("Plan", "Juniper"),
            ("Plan", "Theirs"),
            ("Plan", None),
            ("Their valve", "Theirs"),
        ],
    }
    for who in (rep, other, manager):
        versions = DocumentVersion.visible_to(who).values_list("document__name", "document__account__name")
        assert sorted(versions, key=str) == seen[who.name]


def test_a_download_is_asked_for_each_time_and_refused_once_the_file_was_changed(
    client, ana, juniper, settings, tmp_path
):
    settings.FILES_ROOT = tmp_path  # other tests hold the same content
    version = filed(juniper)
    address = f"/documents/{version.document.ref}/versions/1"
    given = client.get(address)
    assert (given.status_code, given.content) == (200, b"one")
    assert given["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    path_of(version.sha256).write_bytes(b"onf")
    refused = client.get(address)
    assert (refused.status_code, "does not fit its SHA-256" in refused.content.decode()) == (409, True)
    with pytest.raises(Refused):
        content_of(version)
    path_of(version.sha256).write_bytes(b"one")
    client.force_login(
        cast.person("Otto", "rep", cast.made(Team, name="East"), reach="own"),
        backend="followthrough.kernel.people.backend.PersonBackend",
    )
    assert client.get(address).status_code == 404


def test_its_page_shows_versions_and_what_changed_between_them(client, ana, juniper):
    document = filed(juniper, b"we send ten valves on monday").document
    filed(juniper, b"we send twelve valves on monday")
    page = client.get(f"/documents/{document.ref}/").content.decode()
    assert f"/documents/{document.ref}/compare?before=1&amp;after=2" in page
    assert latest_of(document).sha256 in page
    assert f'href="/accounts/{juniper.ref}/">{juniper.ref}' in page
    waiting = client.get(f"/documents/{document.ref}/compare").content.decode()
    assert "The words of plan.txt, plan.txt are being read." in waiting
    read_files()
    changed = client.get(f"/documents/{document.ref}/compare").content.decode()
    assert "we send <del>ten</del> <ins>twelve</ins> valves on monday" in changed
    assert client.get(f"/accounts/{juniper.ref}/").content.decode().count(f"/documents/{document.ref}/") > 0


def test_a_document_is_found_by_the_words_of_any_version(juniper):
    document = filed(juniper, b"the zeppelin plan").document
    filed(juniper, b"the airship plan")
    read_files()
    for word in ("zeppelin", "airship"):
        assert [one.finds[0].record for one in find(word, SYSTEM)] == [document]


def test_nothing_goes_from_the_store_while_a_version_names_it(juniper):
    version = filed(juniper)
    later = clock.now().replace(year=clock.now().year + 1)
    assert [path.name for path in left_behind(later) if path.name == version.sha256] == []
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        DocumentVersion.objects.all().delete()
    assert [path.name for path in left_behind(later) if path.name == version.sha256] == [version.sha256]


def test_filing_by_hand_takes_the_name_of_the_file_where_no_title_is_given(juniper):
    admin = cast.as_actor(cast.person("Ada Admin", "admin", reach="all"))
    outcome = cast.does(admin, Account, "file-document", juniper, file=ContentFile(b"x", name="terms.txt"))
    assert outcome.message == "“terms.txt” is filed as version 1."
    assert list(Document.objects.values_list("name", "kind", "account__name")) == [("terms.txt", "other", "Juniper")]


def test_what_nobody_registered_is_not_filed(juniper):
    with pytest.raises(ValueError, match="no documents 'zeppelin' arise from Account"):
        filed(juniper, kind="zeppelin")


LONG = " ".join("abcdefghijkl")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b", "a b", []),
        ("a b c", "a x c", [("a", "", "", 0), ("", "b", "x", 0), ("c", "", "", 0)]),
        (f"{LONG} old", f"{LONG} new", [("", "", "", 4), (LONG[8:], "", "", 0), ("", "old", "new", 0)]),
    ],
)
def test_changed_words_stand_between_a_few_that_are_the_same(before, after, told):
    assert [(one.same, one.left, one.came, one.skipped) for one in passages_between(before, after)] == told
