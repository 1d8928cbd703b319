"""Links in each state, and documents changed on their way: a clear page, and nothing signed that was not read."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.files.store import path_of
from followthrough.kernel.history.acting import acting
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.signatures.tests.sealing import document
from followthrough.winning.signing.actions import revoke_signatures
from followthrough.winning.signing.actions.finishing import finish_all
from followthrough.winning.signing.models import Envelope, SignatureEvent, Signer
from followthrough.winning.signing.rules import consent_of
from followthrough.winning.signing.tests.rounds import Hand, Round, form_on, signer, tomorrow
from tests.cast import as_actor, does, person
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HELEN = "helen@juniper.example"


def kinds() -> list[str]:
    return list(SignatureEvent._default_manager.order_by("pk").values_list("kind", flat=True))


def test_a_robot_that_fetches_every_address_neither_reads_nor_signs(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    robot = Client()
    link = way.link_of(HELEN)
    for method in (robot.head, robot.get):
        home = method(link)["Location"]
        for path in ("", "read", "sign", "decline", "see/document", "see/page?number=1", "code", "seen"):
            method(f"{home}{path}")
    assert (kinds(), signer(HELEN).state) == (["asked", "invited"], "asked")
    assert GuestLink._default_manager.get().seen_at is None


def test_whoever_was_forwarded_the_link_reads_and_signs_nothing(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen)
    stranger = Hand(way, HELEN)
    assert b"Send me the code" in stranger.page().content
    stranger.does("read")
    shown = {"document": envelope.sha256, "consent": consent_of("en").sha256, "agreed": "true", "typed": "Not Helen"}
    assert b"Your code" in stranger.does("sign", **shown).content
    assert stranger.client.get(f"{stranger.home}see/document").status_code == 404
    assert signer(HELEN).state != "signed"


def test_each_end_has_its_own_page(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen, way.ivo, order="one_by_one")
    helen = Hand(way, HELEN)
    assert way.letters_to("ivo@juniper.example") == []
    does(way.ana, Envelope, "revoke", envelope, reason="The price changed.")
    assert b"Ana Ruiz called this back: The price changed." in helen.page().content
    second = way.asks(way.helen)
    other = Hand(way, HELEN)
    with clock.clock_at(clock.now() + timedelta(days=8)):
        assert b"The last day to sign this was" in other.page().content
        finish_all()
        second.refresh_from_db()
        assert (second.state, kinds()[-1]) == ("expired", "expired")
        assert way.letters_to(HELEN)[-1]["Subject"] == "No longer to be signed: Terms"


def test_nothing_is_signed_after_the_end_of_the_last_day_even_before_it_is_noted(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen)
    helen = Hand(way, HELEN).knows().reads()
    form = {**form_on(helen.page()), "agreed": "true", "typed": "Helen Ito"}
    does(way.ana, Envelope, "extend", envelope, expires_on=clock.now().date())
    envelope.refresh_from_db()
    with clock.clock_at(envelope.deadline + timedelta(seconds=1)):
        answer = helen.does("sign", **form)
    assert (answer.status_code, signer(HELEN).state) != (200, "signed")
    assert signer(HELEN).state == "seen"


def test_a_newer_version_on_file_can_not_be_signed_under_the_old_one(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    helen = Hand(way, HELEN).knows().reads()
    way.filed(document("Other terms."))
    assert b"A newer version of this document was filed" in helen.signs().content
    assert signer(HELEN).state == "seen"


def test_a_document_changed_on_disk_can_not_be_signed(post_office: PostOffice, settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path  # other tests hold the same content
    way = Round(post_office)
    envelope = way.asks(way.helen)
    helen = Hand(way, HELEN).knows().reads()
    form = {**form_on(helen.page()), "agreed": "true", "typed": "Helen Ito"}
    path = path_of(envelope.sha256)
    path.chmod(0o600)
    path.write_bytes(way.pdf.replace(b"Offer", b"offer") + b" ")
    assert b"is not what was filed" in helen.does("sign", **form).content
    assert signer(HELEN).state == "seen"


@pytest.mark.parametrize("changed", [{"document": "0" * 64}, {"consent": "0" * 64}])
def test_what_was_not_shown_is_not_signed(post_office: PostOffice, changed: dict[str, str]) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    helen = Hand(way, HELEN).knows().reads()
    assert b"What you read is no longer what is to be signed" in helen.signs(**changed).content
    assert b"Tick that you agree" in helen.signs(agreed=None).content
    assert b"Draw your signature, or type your name" in helen.signs(typed=" ").content
    assert b"Draw your signature again" in helen.signs(drawn="[[[1,1]]]").content
    assert (signer(HELEN).state, "signed" in kinds()) == ("seen", False)


def test_only_the_named_colleague_signs_at_the_desk() -> None:
    way = Round()
    bo = person("Bo Weber", "manager", reach="all")
    way.asks(way.helen, colleagues=[bo], order="we_first")
    own = signer("bo@example.com")
    with pytest.raises(Denied, match="Only Bo Weber"):
        does(way.ana, Signer, "read", own)
    with pytest.raises(Refused):
        does(as_actor(bo), Signer, "sign", own, document="", consent="")  # not read yet
    does(as_actor(bo), Signer, "read", own)
    assert (signer("bo@example.com").state, signer(HELEN).state) == ("seen", "waiting")


def test_what_can_not_be_signed_is_refused_before_it_goes_out() -> None:
    way = Round()
    with pytest.raises(Invalid) as nobody:
        does(way.ana, type(way.document), "send-for-signature", way.document, contacts=[])
    assert list(nobody.value.fields) == ["contacts"]
    with pytest.raises(Invalid) as past:
        way.asks(way.helen, expires_on=tomorrow(-1))
    assert list(past.value.fields) == ["expires_on"]
    way.document = way.filed(b"%PDF-1.4 broken")
    with pytest.raises(Invalid) as broken:
        way.asks(way.helen)
    assert list(broken.value.fields) == ["document"]
    assert Envelope._default_manager.count() == 0


def test_a_round_is_called_back_with_what_it_is_about() -> None:
    way, now = Round(), clock.now()
    way.asks(way.helen)
    with acting(SYSTEM, "arrange", surface="test", now=now):
        assert revoke_signatures(way.juniper, reason="The quote was revised.", by=SYSTEM, now=now) == 1
        assert revoke_signatures(way.juniper, reason="Again.", by=SYSTEM, now=now) == 0
    assert Envelope._default_manager.get().state == "revoked"
