"""Paper handed in by the signer on their own page: compared by us, taken or returned, with the evidence of paper."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.keystone.promises.models import Promise
from followthrough.winning.signing.actions.finishing import finish_all
from followthrough.winning.signing.models import SignatureEvent, Signer
from followthrough.winning.signing.queries.evidence import broken_chain
from followthrough.winning.signing.rules import scan_name
from followthrough.winning.signing.tests.rounds import Hand, Round, signer, tomorrow
from tests.cast import does, person
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
HELEN = "helen@juniper.example"
PHOTO = b"\xff\xd8\xff\xe0 a photo of the signed page"


def handed(way: Round, content: bytes = PHOTO, name: str = "IMG_1.JPG") -> Hand:
    hand = Hand(way, HELEN).knows().reads()
    assert f'action="{hand.home}hand-in-paper" enctype="multipart/form-data"' in hand.page().content.decode()
    hand.does("hand-in-paper", file=ContentFile(content, name=name), note="All three pages.")
    return hand


def owed() -> dict[str, str]:
    return dict(Promise._default_manager.order_by("pk").values_list("what", "state"))


@pytest.mark.slow
def test_paper_handed_in_is_compared_and_ends_the_round_with_the_evidence_of_paper(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen, colleagues=[person("Bo Weber", "manager", reach="all")])
    hand = handed(way)
    helen = signer(HELEN)
    assert (helen.state, helen.paper.name) == ("handed", "IMG_1.JPG")
    assert b"Your signed paper is here" in hand.page().content
    assert owed() == {"Signature of Helen Ito: Terms": "kept", "Check the paper that came: Terms": "open"}
    does(way.ana, Signer, "accept-paper", helen, signed_on=tomorrow(-1), note="Signed by both, page by page.")
    envelope.refresh_from_db()
    assert (envelope.state, envelope.level, content_of(envelope.sealed)) == ("completed", "on paper", PHOTO)
    assert owed() == {"Signature of Helen Ito: Terms": "kept", "Check the paper that came: Terms": "kept"}
    assert list(Signer._default_manager.order_by("pk").values_list("state", "way")) == [("signed", "paper")] * 2
    chain = {one.kind: one.body for one in SignatureEvent._default_manager.filter(envelope=envelope)}
    scan = hashlib.sha256(PHOTO).hexdigest()
    assert (chain["identified"]["how"], chain["handed_in"]["scan"], chain["handed_in"]["note"]) == (
        "code", scan, "All three pages.",
    )  # fmt: skip
    told = chain["scanned"]
    assert (told["scan"], told["handed_in_by"], told["checked_by"], told["signed_on"]) == (
        scan, helen.ref, "Ana Ruiz", tomorrow(-1).isoformat(),
    )  # fmt: skip
    assert list(broken_chain(envelope)) == []


@pytest.mark.slow
def test_paper_that_is_returned_asks_anew_with_the_reason_and_expires_only_then(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen)
    hand = handed(way)
    helen = signer(HELEN)
    does(way.ana, Signer, "return-paper", helen, reason="Page two is missing.")
    assert signer(HELEN).state == "seen"
    letter = way.letters_to(HELEN)[-1]
    assert letter["Subject"] == "Your signed paper is returned: Terms"
    assert b"Page two is missing." in hand.page().content
    assert list(Promise._default_manager.order_by("pk").values_list("what", "state", "direction")) == [
        ("Signature of Helen Ito: Terms", "kept", "wait"),
        ("Check the paper that came: Terms", "kept", "promise"),
        ("Signature of Helen Ito: Terms", "open", "wait"),
    ]
    hand.does("hand-in-paper", file=ContentFile(b"%PDF-1.7 all pages", name="scan.pdf"))
    assert signer(HELEN).state == "handed"
    with clock.clock_at(envelope.deadline + timedelta(seconds=1)):
        finish_all()
    envelope.refresh_from_db()
    assert (envelope.state, Promise._default_manager.filter(state="open").get().what) == (
        "out", "Check the paper that came: Terms",
    )  # fmt: skip
    assert list(broken_chain(envelope)) == []


@pytest.mark.slow
def test_what_is_no_scan_is_refused_in_words_and_nothing_is_kept(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    answer = Hand(way, HELEN).knows().reads().does("hand-in-paper", file=ContentFile(b"MZ program", name="scan.pdf"))
    assert (answer.status_code, b"Send the scan as a PDF or a picture" in answer.content) == (422, True)
    assert (signer(HELEN).state, signer(HELEN).paper) == ("seen", None)


def test_a_scan_is_told_by_its_content_and_named_by_it() -> None:
    assert [
        scan_name("deal.pdf", b"%PDF-1.4"),
        scan_name("C:\\fakepath\\image", PHOTO),
        scan_name("IMG.JPEG", PHOTO),
        scan_name("scan.pdf", PHOTO),
        scan_name("scan.pdf", b"<html>"),
        scan_name("scan.pdf", b""),
    ] == ["deal.pdf", "image.jpg", "IMG.JPEG", "scan.jpg", "", ""]
