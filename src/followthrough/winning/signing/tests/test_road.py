"""The road of a document: asked, read, signed, sealed; each told what they must know, once."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.signatures.authority import trusted
from followthrough.kernel.signatures.verifying import verified
from followthrough.keystone.promises.models import Promise
from followthrough.winning.signing.models import Envelope, SignatureEvent, Signer, SignerQuestion
from followthrough.winning.signing.queries.checking import check_file
from followthrough.winning.signing.queries.evidence import broken_chain
from followthrough.winning.signing.rules import consent_of
from followthrough.winning.signing.tests.rounds import Hand, Round, signer, text_of
from tests.cast import as_actor, does, person
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def states() -> dict[str, str]:
    return dict(Signer._default_manager.order_by("pk").values_list("name", "state"))


def test_two_sign_and_the_sealed_copy_is_filed(post_office: PostOffice) -> None:
    way = Round(post_office)
    bo = person("Bo Weber", "manager", reach="all")
    envelope = way.asks(way.helen, colleagues=[bo])
    assert states() == {"Helen Ito": "asked", "Bo Weber": "waiting"}
    helen = Hand(way, "helen@juniper.example").knows().reads()
    assert b"You have signed" in helen.signs(drawn="[[[10,10],[20,30],[40,20],[60,60],[80,20]]]").content
    assert states() == {"Helen Ito": "signed", "Bo Weber": "asked"}
    assert way.letters_to("bo@example.com")[0]["Subject"] == "Ana Ruiz asks you to sign: Terms"
    own, form = signer("bo@example.com"), {"agreed": "true", "typed": "Bo Weber"}
    desk = Client()
    desk.force_login(bo)
    page = desk.get(f"/signers/{own.ref}/document").content.decode()
    assert f"/envelopes/{envelope.ref}/do/take-paper" in page
    does(as_actor(bo), Signer, "read", own)
    shown = {"document": envelope.sha256, "consent": consent_of("en").sha256, **form}
    does(as_actor(bo), Signer, "sign", own, **shown)
    post_office.deliver("signing.finish", "mail.send", "facts.deliver")
    envelope.refresh_from_db()
    assert (envelope.state, envelope.level, envelope.trouble) == ("completed", "PAdES B-B", "")
    copy = content_of(envelope.sealed)
    assert copy.startswith(way.pdf)
    report = verified(copy, roots=list(trusted()), now=clock.now())
    assert (report.is_whole, report.is_known) == (True, True)
    signed_by = check_file(copy, as_actor(bo), now=clock.now()).signed_by
    assert signed_by == ("Helen Ito · helen@juniper.example", "Bo Weber · bo@example.com")
    assert envelope.sealed_sha256 == hashlib.sha256(copy).hexdigest()
    assert list(broken_chain(envelope)) == []
    texts = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(copy)).pages)
    assert all(word in texts for word in ("Helen Ito", "Bo Weber", envelope.sha256, "Certificate of evidence"))
    for email in ("helen@juniper.example", "bo@example.com"):
        last = way.letters_to(email)[-1]
        assert last["Subject"] == "Signed by all: Terms"
        (enclosed,) = last.iter_attachments()
        assert enclosed.get_content() == copy
    assert [a.body["sealed_version_id"] for a in Announcement.objects.filter(name="EnvelopeCompleted")] == [
        envelope.sealed_id
    ]
    assert dict(Promise._default_manager.values_list("what", "state")) == {
        "Signature of Helen Ito: Terms": "kept",
        "Sign: Terms": "kept",
    }


def test_the_evidence_holds_the_fourteen_fields(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen)
    Hand(way, "helen@juniper.example").knows().reads().signs()
    post_office.deliver("signing.finish")
    envelope.refresh_from_db()
    evidence = verified(content_of(envelope.sealed), roots=list(trusted()), now=clock.now()).evidence
    events = {event["kind"]: event for event in evidence["events"]}
    asked, known, signed = events["asked"], events["identified"], events["signed"]
    assert asked["asked_by"]["name"] == "Ana Ruiz"
    assert (known["name"], known["email"], known["how"]) == ("Helen Ito", "helen@juniper.example", "code")
    assert known["code_sent"] <= known["code_confirmed"] <= signed["at"]
    assert signed["document"] == asked["document"]["sha256"] == events["viewed"]["document"] == envelope.sha256
    assert events["consented"]["consent"] == evidence["consents"][0]["sha256"]
    assert hashlib.sha256(evidence["consents"][0]["text"].encode()).hexdigest() == events["consented"]["consent"]
    assert all(event["at"].endswith("Z") for event in evidence["events"])
    assert (signed["ip"], "browser" in signed) == ("127.0.0.1", True)
    assert (events["delivered"]["state"], events["delivered"]["accepted"]) == ("sent", ["helen@juniper.example"])
    final = SignatureEvent._default_manager.get(envelope=envelope, kind="completed").body
    assert final["final"] == envelope.sealed_sha256
    assert way.letters_to("helen@juniper.example")[-1].get_body(("plain",)).get_content().count(final["final"]) == 1


def test_declining_ends_it_and_tells_everybody_once(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen, way.ivo)
    Hand(way, "helen@juniper.example").knows().does("decline", reason="The price is not what we agreed.")
    envelope.refresh_from_db()
    assert (envelope.state, envelope.reason) == ("declined", "The price is not what we agreed.")
    assert b"was declined" in Hand(way, "ivo@juniper.example").page().content
    assert [one["Subject"] for one in way.letters_to("ivo@juniper.example")][-1] == "No longer to be signed: Terms"
    (fact,) = Announcement.objects.filter(name="EnvelopeDeclined")
    assert (fact.body["signer_name"], fact.body["about_kind"]) == ("Helen Ito", "accounts.account")
    assert set(Promise._default_manager.values_list("state", flat=True)) == {"void"}


def test_passing_it_on_gives_the_other_a_link_of_their_own(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    helen = Hand(way, "helen@juniper.example").knows()
    helen.does("delegate", name="Mia Park", email="mia@juniper.example", note="She signs for purchasing.")
    assert states() == {"Helen Ito": "delegated", "Mia Park": "asked"}
    assert b"Mia Park signs in your place" in helen.page().content
    Hand(way, "mia@juniper.example").knows().reads().signs(typed="Mia Park")
    post_office.deliver("signing.finish")
    envelope = Envelope._default_manager.get()
    assert envelope.state == "completed"
    told = SignatureEvent._default_manager.get(kind="delegated").body
    assert (told["to"]["email"], told["note"]) == ("mia@juniper.example", "She signs for purchasing.")


def test_a_question_before_signing_is_owed_an_answer_and_signs_nothing(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    helen = Hand(way, "helen@juniper.example").knows().reads()
    page = helen.does("ask", question="Which law holds?").content.decode()
    assert "Ana Ruiz has your question" in page
    (asked,), owed = SignerQuestion._default_manager.all(), Promise._default_manager.get(kind="signing.question")
    assert (owed.what, owed.owner, owed.contact, owed.account) == (
        "Answer Helen Ito about “Terms”: Which law holds?", way.ana_user, way.helen, way.juniper,
    )  # fmt: skip
    assert states() == {"Helen Ito": "seen"}
    helen.signs()
    owed.refresh_from_db()
    assert (states(), owed.state, asked.title) == ({"Helen Ito": "signed"}, "open", "Which law holds?")


def test_answer_to_a_signer_goes_by_mail_stands_on_their_page_and_keeps_what_was_owed(post_office: PostOffice) -> None:
    way = Round(post_office)
    envelope = way.asks(way.helen)
    helen = Hand(way, "helen@juniper.example").knows().reads()
    for question in ("Which law holds?", "By when?"):
        helen.does("ask", question=question)
    desk = Client()
    desk.force_login(way.ana_user)
    first, second = SignerQuestion._default_manager.order_by("pk")
    page = desk.get(f"/envelopes/{envelope.ref}/").content.decode()
    assert [f"/signer-questions/{one.ref}/do/answer" in page for one in (first, second)] == [True, True]
    does(way.ana, SignerQuestion, "answer", first, answer="That of <b>Ohio</b>.")
    with clock.clock_at(clock.now() + timedelta(seconds=11)):
        letter = way.letters_to("helen@juniper.example")[-1]
    words = text_of(letter)
    assert letter["Subject"] == "Your question about what you sign: Terms"
    assert all(one in words for one in ("Which law holds?", "That of <b>Ohio</b>.", "/g/"))
    page = helen.page().content.decode()
    assert "That of &lt;b&gt;Ohio&lt;/b&gt;." in page and "Not answered yet." in page
    stranger = Hand(way, "helen@juniper.example").page().content.decode()
    assert "Which law holds?" not in stranger
    owed = Promise._default_manager.filter(kind="signing.question").order_by("pk")
    assert [(one.state, list(one.evidence.values_list("text", flat=True))) for one in owed] == [
        ("kept", ["That of <b>Ohio</b>."]), ("open", []),
    ]  # fmt: skip
    with pytest.raises(Refused, match="as it stands now"):
        does(way.ana, SignerQuestion, "answer", first, answer="Twice.")
    done = does(way.ana, SignerQuestion, "answer", second, answer="Friday.")
    undo(done.run, actor=way.ana, surface="test")
    second.refresh_from_db()
    assert (second.answer, owed[1].state) == ("", "open")


def test_reminding_counts_as_a_push_and_not_twice_at_once(post_office: PostOffice) -> None:
    way = Round(post_office)
    way.asks(way.helen)
    does(way.ana, Signer, "remind", signer("helen@juniper.example"))
    assert [one["Subject"] for one in way.letters_to("helen@juniper.example")][-1] == "Still to be signed: Terms"
    wait = Promise._default_manager.get()
    assert (wait.direction, wait.pushes, signer("helen@juniper.example").reminders) == ("wait", 1, 1)
    Hand(way, "helen@juniper.example").knows().reads().signs()
    assert signer("helen@juniper.example").state == "signed"
