"""The pages of mail: the server is set, tried, kept sealed; letters get other words; a forgotten password is mailed."""

import re

import pytest
from django.test import Client

from followthrough.kernel import clock
from followthrough.kernel.files.store import keep
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Entry
from followthrough.kernel.mail.letters import SECRET_MARK, Enclosed, Letter
from followthrough.kernel.mail.models import Mail, MailServer, MailTemplate
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.people.models import OneTimeLink, User
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SENT = {
    "host": "127.0.0.1", "port": "2525", "security": "plain", "user": "desk", "password": "Sealed-Word-77",
    "sender_name": "Acme", "sender_address": "desk@acme.example",
}  # fmt: skip


@pytest.fixture
def ada():
    return cast.person("Ada Admin", "admin", email="ada@acme.example")


@pytest.fixture
def client(ada):
    client = Client()
    client.force_login(ada)
    return client


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_mail_page_says_what_is_missing_and_takes_a_server(client):
    assert "No mail server is set" in text_of(client.get("/settings/mail/"))
    answer = client.post("/settings/mail/", SENT)
    assert (answer.status_code, answer.url) == (302, "/settings/mail/")
    server = mail_server()
    assert (server.host, server.port, server.password) == ("127.0.0.1", 2525, "Sealed-Word-77")
    assert "No mail server is set" not in text_of(client.get("/settings/mail/"))


def test_password_is_kept_sealed_and_shown_nowhere_and_stays_when_left_empty(client):
    client.post("/settings/mail/", SENT)
    client.post("/settings/mail/", SENT | {"password": "", "port": "2526"})
    assert (mail_server().port, mail_server().password) == (2526, "Sealed-Word-77")
    kept = str(MailServer.objects.values()) + str(list(Entry.objects.values("before", "after")))
    assert "Sealed-Word-77" not in kept + client.get("/settings/mail/").content.decode()
    assert "password" not in str(list(Entry.objects.values("before", "after")))


def test_wrong_words_for_a_server_are_told_beside_their_fields(client):
    answer = client.post("/settings/mail/", SENT | {"host": "smtp://a b", "sender_address": "nobody"})
    assert answer.status_code == 422 and MailServer.objects.count() == 0


@pytest.mark.parametrize("path", ["/settings/mail/", "/settings/letters/", "/settings/letters/links.code/en/"])
def test_only_administrators_see_the_pages_of_mail(path):
    client = Client()
    client.force_login(cast.person("Ana Ruiz", "coordinator"))
    assert client.get(path).status_code == 403


def test_test_mail_arrives_with_the_administrator(client, post_office):
    client.post("/settings/mail/try")
    post_office.deliver()
    (letter,) = post_office.letters
    assert (str(letter["To"]), str(letter["Subject"])) == ("ada@acme.example", "Mail from Followthrough arrives")
    assert "MAIL_URL names 127.0.0.1" in text_of(client.get("/settings/mail/"))


def test_letter_gets_words_of_ones_own_and_those_it_came_with_again(client):
    path = "/settings/letters/links.code/en/"
    assert "{record}" in text_of(client.get(path))
    refused = client.post(path, {"subject": "Hi {nobody}", "text": "x"})
    assert refused.status_code == 422 and "You may use {name}, {code}, {record}, {company}." in text_of(refused)
    client.post(path, {"subject": "Hi {name}", "text": "It is {code}"})
    client.post(path, {"subject": "Hi {name}", "text": "Code: {code}"})
    assert MailTemplate.objects.get().text == "Code: {code}"
    assert "your own words" in text_of(client.get("/settings/letters/"))
    client.post(f"{path}put-back")
    assert "your own words" not in text_of(client.get("/settings/letters/"))


def test_forgotten_password_is_answered_alike_and_mailed_to_who_signs_in(post_office, ada):
    browser = Client()
    assert "Password forgotten?" in text_of(browser.get("/sign-in"))
    said = [
        text_of(browser.post("/sign-in/forgotten", {"email": one})) for one in ("ADA@acme.example", "no@acme.example")
    ]
    assert said[0].replace("ADA@", "") == said[1].replace("no@", "")
    post_office.deliver("mail.password_wanted", "mail.send")
    (letter,) = post_office.letters
    link = re.search(r"http://\S+/sign-in/link/(\S+)", letter.get_body(("plain",)).get_content())
    kept = str(Mail.objects.values()) + str(list(Entry.objects.values("after")))
    assert str(letter["To"]) == "ada@acme.example" and link[1] not in kept
    held = browser.get(f"/sign-in/link/{link[1]}")
    page = browser.post(held.url, {"password": "a long new word", "again": "a long new word"})
    assert page.status_code == 302 and User.objects.get(pk=ada.pk).check_password("a long new word")


def test_asking_for_passwords_is_slowed_down_and_a_person_gets_three_mails(post_office, ada):
    browser = Client()
    answers = [browser.post("/sign-in/forgotten", {"email": ada.email}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    post_office.deliver("mail.password_wanted", "mail.send")
    assert (len(post_office.raw), OneTimeLink.objects.count()) == (3, 3)


def test_invited_person_gets_the_link_by_mail_and_nobody_else_sees_it(post_office, ada):
    outcome = cast.does(cast.as_actor(ada), User, "invite", name="Rosa Diaz", email="rosa@acme.example", role="rep")
    post_office.deliver()
    (letter,) = post_office.letters
    assert (outcome.secret, outcome.message) == ("", "Rosa Diaz gets a mail with a link, valid one day.")
    assert "Ada Admin has let you into Followthrough" in letter.get_body(("plain",)).get_content()


def test_mail_has_a_page_that_reads_like_a_letter_with_its_files(client, ada):
    sha256, _size = keep([b"%PDF-1.7"])
    about = cast.account("Delmar Pump & Valve")
    files = [Enclosed("order.pdf", "application/pdf", sha256)]
    letter = Letter(
        ["Hetty Moss <hetty@example.com>"], "Your order", f"Open https://a.example/{SECRET_MARK}", (), "", files
    )
    with acting(cast.as_actor(ada), "arrange", surface="test", now=clock.now()):
        mail = post_letter(letter, about=about, by=cast.as_actor(ada), now=clock.now())
    page = client.get(f"/mails/{mail.ref}/")
    words = text_of(page)
    assert "Hetty Moss, hetty@example.com" in words and "Ada Admin (Followthrough)" in words and "⟦" not in words
    file = client.get(f"/mails/{mail.ref}/files/1")
    assert (b"".join(file.streaming_content), file["Content-Security-Policy"]) == (
        b"%PDF-1.7", "sandbox; default-src 'none'",
    )  # fmt: skip
    assert client.get(f"/mails/{mail.ref}/files/2").status_code == 404
    assert "Mail from Ada Admin to Hetty Moss, waiting:" in text_of(client.get(f"/accounts/{about.ref}/"))


def test_page_of_a_mail_says_why_it_does_not_leave(client, ada):
    with acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        letter = Letter(to=["k@bremer.example"], subject="Quote", text="Here.")
        mail = post_letter(letter, about=None, by=cast.as_actor(ada), now=clock.now())
    said = "No mail server is set Mail waits until there is one; nothing is lost."
    assert said in text_of(client.get(f"/mails/{mail.ref}/"))
    client.post("/settings/mail/", SENT)
    assert said not in text_of(client.get(f"/mails/{mail.ref}/"))
