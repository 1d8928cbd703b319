"""Letters through a real server: what it takes, delays, refuses, and what happens when a line breaks."""

from datetime import UTC, datetime, timedelta

import pytest

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.files.store import keep
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Entry
from followthrough.kernel.mail.jobs import send_due
from followthrough.kernel.mail.letters import SECRET_MARK, Enclosed, Letter
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import TO_TAKE_BACK, post_letter
from followthrough.kernel.mail.secrets import secret_of
from followthrough.kernel.mail.sending import PAUSES
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.records.problems import Invalid, Refused
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HETTY = "Hetty Moss <hetty@example.com>"


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all", email="ana@acme.example")


def posted(by=SYSTEM, about=None, verb="arrange", **values):
    """A letter posted as an action would."""
    known = ("hold", "once", "language")
    given = {name: values.pop(name) for name in known if name in values}
    letter = Letter(**{"to": [HETTY], "subject": "Your quote", "text": "Hello Hetty,\n\nhere it is.", **values})
    with acting(by, verb, surface="test", now=clock.now()):
        return post_letter(letter, about=about, by=by, now=clock.now(), **given)


def now_of(mail):
    mail.refresh_from_db()
    return mail


def later(office, **after):
    with clock.clock_at(clock.now() + timedelta(**after)):
        office.deliver()


def test_letter_arrives_with_text_html_file_and_the_persons_name(post_office, ana):
    sha256, _size = keep([b"%PDF-1.7"])
    mail = posted(
        cast.as_actor(ana), cast.account("Delmar Pump & Valve"), cc=["boss@example.com"],
        text="Hello <Hetty>,\n\nOpen the quote: https://desk.example.com/g/x",
        enclosed=[Enclosed("Angebot Größe.pdf", "application/pdf", sha256)],
    )  # fmt: skip
    post_office.deliver()
    (letter,) = post_office.letters
    said = {name: str(letter[name]) for name in ("From", "To", "Cc", "Reply-To", "Subject", "Message-ID")}
    assert said == {
        "From": '"Ana Ruiz (Followthrough)" <desk@example.com>', "To": HETTY, "Cc": "boss@example.com",
        "Reply-To": "Ana Ruiz <ana@acme.example>", "Subject": "Your quote", "Message-ID": f"<{mail.message_id}>",
    }  # fmt: skip
    text = letter.get_body(("plain",)).get_content()
    assert text == "Hello <Hetty>,\r\n\r\nOpen the quote: https://desk.example.com/g/x\r\n"
    html = letter.get_body(("html",)).get_content()
    assert "Hello &lt;Hetty&gt;" in html and ">Open the quote</a>" in html and "<script" not in html
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "Angebot Größe.pdf", "application/pdf", b"%PDF-1.7",
    )  # fmt: skip
    assert post_office.receivers == [["hetty@example.com", "boss@example.com"]]
    assert (now_of(mail).state, mail.sent_at, mail.tries, mail.problem) == (MailState.SENT, MONDAY, 1, "")


def test_answer_stands_in_the_thread_of_what_it_answers(post_office):
    first = posted()
    second = posted(answers=first, subject="Re: Your quote")
    third = posted(answers=second)
    post_office.deliver()
    told = [(letter["In-Reply-To"], letter["References"]) for letter in post_office.letters]
    one, two = f"<{first.message_id}>", f"<{second.message_id}>"
    assert told == [(None, None), (one, one), (two, f"{one} {two}")]
    assert third.thread == [first.message_id, second.message_id]


def test_same_letter_is_posted_once_and_sent_once_however_often_asked(post_office):
    assert posted(once="quote:1").pk == posted(once="quote:1").pk
    post_office.deliver()
    send_due()
    assert len(post_office.raw) == 1


def test_held_letter_can_be_taken_back_until_it_goes_and_not_after(post_office, ana):
    first, second = (posted(cast.as_actor(ana), hold=TO_TAKE_BACK) for _ in range(2))
    post_office.deliver()
    assert post_office.raw == []
    cast.does(cast.as_actor(ana), Mail, "take-back", first)
    later(post_office, seconds=10)
    assert [letter["Message-ID"] for letter in post_office.letters] == [f"<{second.message_id}>"]
    with pytest.raises(Refused):
        cast.does(cast.as_actor(ana), Mail, "take-back", second)
    cast.does(cast.as_actor(ana), Mail, "send-again", first)
    post_office.deliver()
    assert [now_of(mail).state for mail in (first, second)] == ["sent", "sent"]


def test_deed_that_posted_is_taken_back_with_its_letter_until_it_went(post_office, ana):
    actor = cast.as_actor(ana)
    first, second = (posted(actor, verb="add_note_account", hold=TO_TAKE_BACK) for _ in range(2))
    runs = [Entry.objects.get(kind="mail.mail", record_id=mail.pk).run for mail in (first, second)]
    undo(runs[0], actor=actor, surface="test")
    later(post_office, seconds=10)
    with pytest.raises(Refused, match="has gone out"):
        undo(runs[1], actor=actor, surface="test")
    assert [letter["Message-ID"] for letter in post_office.letters] == [f"<{second.message_id}>"]
    assert list(Mail.objects.values_list("pk", flat=True)) == [second.pk]


def test_letter_waits_and_grows_patient_while_the_server_is_busy_and_arrives_at_last(post_office):
    mail = posted()
    post_office.refuse(words="451 4.3.0 Try again later", times=2)
    post_office.deliver()
    assert (now_of(mail).state, mail.problem) == ("waiting", "451 4.3.0 Try again later")
    assert mail.next_try_at == MONDAY + timedelta(minutes=PAUSES[0])
    later(post_office, seconds=59)
    assert now_of(mail).tries == 1
    later(post_office, minutes=1)
    assert now_of(mail).next_try_at == MONDAY + timedelta(minutes=PAUSES[0] + PAUSES[1])
    later(post_office, minutes=3)
    assert (now_of(mail).state, mail.tries, len(post_office.raw)) == ("sent", 3, 1)


def test_letter_is_given_up_after_two_days_and_its_author_told(post_office, ana):
    mail = posted(cast.as_actor(ana))
    post_office.refuse(words="421 4.3.2 Closed")
    for hours in range(60):
        later(post_office, hours=hours)
    assert (now_of(mail).state, mail.problem, mail.tries) == ("failed", "421 4.3.2 Closed", len(PAUSES) + 1)
    assert 44 <= sum(PAUSES) / 60 <= 52
    (notice,) = Notice.objects.filter(user=ana)
    assert (notice.text, notice.url) == (
        "A mail could not be delivered: Your quote (Hetty Moss <hetty@example.com>)", f"/mails/{mail.ref}/",
    )  # fmt: skip


def test_receivers_are_told_apart_when_one_is_refused_and_one_delayed(post_office):
    mail = posted(to=["a@example.com", "b@example.com", "c@example.com"])
    post_office.refuse("b@example.com", "550 5.1.1 Nobody here")
    post_office.refuse("c@example.com", "450 4.2.0 Greylisted", times=1)
    post_office.deliver()
    assert (now_of(mail).state, mail.accepted, mail.refused) == (
        "waiting", ["a@example.com"], {"b@example.com": "550 5.1.1 Nobody here"},
    )  # fmt: skip
    later(post_office, minutes=1)
    assert post_office.receivers == [["a@example.com"], ["c@example.com"]]
    assert (now_of(mail).state, mail.problem) == ("sent", "b@example.com: 550 5.1.1 Nobody here")


def test_line_that_breaks_after_the_server_took_it_repeats_only_the_same_letter(post_office):
    mail = posted()
    post_office.break_off()
    post_office.deliver()
    assert now_of(mail).state == "waiting"
    later(post_office, minutes=1)
    assert [letter["Message-ID"] for letter in post_office.letters] == [f"<{mail.message_id}>"] * 2
    assert now_of(mail).state == "sent"


def test_mail_waits_where_no_server_is_set_and_goes_once_there_is_one(post_office, settings):
    url, settings.MAIL_URL = settings.MAIL_URL, ""
    mail = posted()
    post_office.deliver()
    assert now_of(mail).state == "waiting"
    settings.MAIL_URL = url
    send_due()
    assert (now_of(mail).state, len(post_office.raw)) == ("sent", 1)


def test_secret_goes_to_the_receiver_and_stands_nowhere_in_the_house(post_office):
    mail = posted(text=f"Open: https://desk.example.com/g/{SECRET_MARK}")
    post_office.deliver()
    secret = secret_of(mail.message_id)
    assert secret in post_office.letters[0].get_body(("plain",)).get_content() and len(secret) == 43
    kept = str([(entry.before, entry.after) for entry in Entry.objects.all()]) + str(Mail.objects.values())
    assert secret not in kept


@pytest.mark.parametrize("to", [[], ["nobody"], ["a@example.com\r\nBcc: x@example.com"], ["x@y@z"]])
def test_letter_without_a_whole_address_is_refused(to):
    with pytest.raises(Invalid):
        posted(to=to)


def test_header_holds_no_line_break_whatever_is_typed(post_office):
    posted(subject="Hello\r\nBcc: spy@example.com", to=['"Moss\r\nBcc: spy@example.com" <hetty@example.com>'])
    post_office.deliver()
    (letter,) = post_office.letters
    assert (letter["Bcc"], letter["Subject"]) == (None, "Hello Bcc: spy@example.com")
    assert post_office.receivers == [["hetty@example.com"]]
