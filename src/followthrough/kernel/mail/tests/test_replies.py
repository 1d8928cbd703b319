"""Answers brought in: by hand, and as mail files of every kind, hostile ones too."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.accounts.queries import Happening, timeline_of
from followthrough.kernel import clock
from followthrough.kernel.history.acting import acting
from followthrough.kernel.mail.apart import read_apart
from followthrough.kernel.mail.cutting import cut
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.reading import read_mail
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all", email="ana@acme.example"))


@pytest.fixture
def delmar():
    return cast.account("Delmar Pump & Valve")


@pytest.fixture
def sent(ana, delmar):
    with acting(ana, "arrange", surface="test", now=MONDAY):
        letter = Letter(["Hetty Moss <hetty@example.com>"], "Your quote Q-7", "Hello Hetty")
        return post_letter(letter, about=delmar, by=ana, now=MONDAY)


def eml(sent=None, body="Agreed, go ahead.", subject="Re: Your quote Q-7", sender="hetty@example.com", **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Hetty Moss <{sender}>", "ana@acme.example", subject
    message["Date"] = "Mon, 23 Nov 2026 08:30:00 +0100"
    message["Message-ID"] = f"<{headers.pop('number', 'abc-1@example.com')}>"
    if sent is not None:
        message["In-Reply-To"] = f"<{sent.message_id}>"
    message.set_content(body, charset=headers.pop("charset", "utf-8"))
    return message


def brought(actor, content, name="answer.eml"):
    raw = content if isinstance(content, bytes) else content.as_bytes()
    return cast.does(actor, Mail, "upload-reply", file=ContentFile(raw, name=name))


def test_answer_is_logged_by_hand_with_its_file_and_told_on_record_and_account(ana, sent, delmar):
    file = ContentFile(b"%PDF", name="order.pdf")
    cast.does(ana, Mail, "log-reply", sent, text="We take it", file=file, at=MONDAY - timedelta(hours=1))
    made = Mail.objects.get(state="received")
    assert (made.sender, made.subject, made.text, made.answers_id, made.thread) == (
        "Hetty Moss <hetty@example.com>", "Re: Your quote Q-7", "We take it", sent.pk, [sent.message_id],
    )  # fmt: skip
    story = timeline_of(Account.objects.get(), ana, kinds=[Happening.MAIL, Happening.FILE])
    assert [one.row for one in story] == [sent, Attachment.objects.get(), made]
    with pytest.raises(Invalid):
        cast.does(ana, Mail, "log-reply", sent, text="Later", at=MONDAY + timedelta(days=1))


def test_mail_file_is_read_filed_and_put_in_its_thread_once(ana, sent, delmar):
    message = eml(
        sent, "Größe passt.\n\nOn Mon, 23 Nov 2026 at 09:00, Ana Ruiz <ana@acme.example> wrote:\n> Hello Hetty\n"
    )
    message.add_attachment(b"a,b\n1,2", maintype="text", subtype="csv", filename="Maße.csv")
    first, again = brought(ana, message), brought(ana, message)
    made = Mail.objects.get(state="received")
    assert (first.ref, again.ref, again.message) == (made.ref, made.ref, "This mail is on record already.")
    assert (made.text, made.quoted.split("\n")[-1], made.at, made.answers_id, made.record_ref) == (
        "Größe passt.", "> Hello Hetty", datetime(2026, 11, 23, 7, 30, tzinfo=UTC), sent.pk, delmar.ref,
    )  # fmt: skip
    filed = Attachment.objects.filter(kind="accounts.account", record_id=delmar.pk).order_by("pk")
    assert [one.name for one in filed] == ["Maße.csv", "answer.eml"]


def test_thread_is_found_by_sender_and_subject_where_no_number_is_named(ana, sent):
    brought(ana, eml(subject="AW: RE: Your quote Q-7"))
    assert Mail.objects.get(state="received").answers_id == sent.pk
    for wrong in (eml(subject="Re: Your quote Q-8", number="b"), eml(sender="spy@example.com", number="c")):
        with pytest.raises(Invalid, match="answers none of the mails"):
            brought(ana, wrong)


def test_answer_of_a_thread_one_does_not_see_is_refused(sent):
    rosa = cast.as_actor(cast.person("Rosa Diaz", "rep", reach="own"))
    with pytest.raises(Invalid, match="answers none of the mails"):
        brought(rosa, eml(sent))


@pytest.mark.parametrize("content", [b"", b"\x00" * 1000, b"%PDF-1.7 no mail", b"Subject: only\n\nText"])
def test_file_that_is_no_mail_is_refused_in_words(ana, content):
    with pytest.raises(Invalid, match="no mail file"):
        brought(ana, content)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"From: a@b.c\n" + b"X: " + b"y" * 1_000_000 + b"\n\nText",
        b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nText\n" * 10_000 + b"--x--",
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(500)),
        b"From: a@b.c\nContent-Type: text/plain; charset=rot13\n\nText",
        b"From: a@b.c\nContent-Type: text/html\n\n" + b"<script" * 200_000,
        b"From: a@b.c\nContent-Type: text/plain; charset=idna\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: =?utf-8?b?////?= <a@b.c>\nSubject: =?x-unknown?q?=FF=FE?=\nDate: Fri, 99 Nov 99999 99:99:99\n\nText",
        b"From: a@b.c\n\n" + b"> " * 400_000,
        b"From: a@b.c\n\n" + (b">" + b" \t" * 500 + b"\n") * 500 + b"x",
    ],
    ids=["header", "parts", "levels", "charset", "tags", "base64", "words", "quotes", "blanks"],
)
def test_hostile_mail_is_read_or_refused_within_seconds(ana, sent, content):
    with pytest.raises(Invalid):
        brought(ana, content)
    assert Mail.objects.count() == 1


def test_answer_between_quoted_lines_is_kept_whole():
    between = "On Monday Ana wrote:\n> First?\nYes\n> Second?\nNo"
    assert cut(between) == (between, "")
    assert cut("Yes.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\n\nFirst?")[0] == "Yes."
    assert cut("Ja, gerne\n\nVon: Ana\nGesendet: Montag\nAn: Hetty\n\nPasst das?")[0] == "Ja, gerne"
    assert cut("> Old\n\nNew") == ("New", "> Old")


@pytest.mark.realdata
def test_quotations_of_twelve_mail_programs_are_cut(shared_data):
    told = json.loads((shared_data / "replies/talon_standard_replies_expected.json").read_text())
    with zipfile.ZipFile(shared_data / "replies/talon_standard_replies.zip") as archive:
        found = {name: read_mail(archive.read(name))["text"] for name in archive.namelist() if name.endswith(".eml")}
    right = [name for name, text in found.items() if text.split() == told[name.rsplit("/", 1)[-1]].split()]
    assert (len(found), len(right)) == (12, 12)


@pytest.mark.realdata
def test_every_real_mail_is_read_and_none_breaks_the_reader(shared_data):
    read = 0
    for name in ("cpython_test_email.zip", "mail_gem_a.zip"):
        with zipfile.ZipFile(shared_data / "mime" / name) as archive:
            for one in archive.infolist():
                if not one.is_dir():
                    told = read_mail(archive.read(one))
                    assert "\x00" not in json.dumps(told)
                    read += 1
        with zipfile.ZipFile(shared_data / "mime" / name) as archive:
            first = next(one for one in archive.infolist() if not one.is_dir())
            assert read_apart(archive.read(first)) == read_mail(archive.read(first))
    assert read == 112
