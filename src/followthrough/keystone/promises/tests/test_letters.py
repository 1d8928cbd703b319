"""Letters of promises: the prepared reminder of a wait, and the morning mail."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.notices import mail_notices
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.actions.morning import post_morning_mails
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import MONDAY, fresh, promised
from tests import cast

pytestmark = pytest.mark.django_db
BERLIN_SEVEN = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person(
        "Ana Ruiz", "coordinator", reach="all", email="ana@acme.example", zone="Europe/Berlin", morning_mail=True
    )


@pytest.fixture
def wait(ana):
    account = cast.account("Delmar Pump & Valve")
    dana = cast.made(Contact, account=account, name="Dana Whitfield", email="dana@example.com", language="es")
    return promised(
        "Signed order form", direction="wait", account=account, contact=dana, minder=ana, asked_on=date(2026, 11, 16)
    )


def later(office, **after):
    with clock.clock_at(clock.now() + timedelta(**after)):
        office.deliver()


def test_prepared_reminder_goes_with_one_press_and_counts_as_a_push(post_office, ana, wait):
    actor = cast.as_actor(ana)
    first = cast.does(actor, Promise, "remind", wait)
    later(post_office, seconds=10)
    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content()
    assert (str(letter["To"]), str(letter["Subject"])) == (
        "Dana Whitfield <dana@example.com>", "Un breve recordatorio: Signed order form",
    )  # fmt: skip
    assert "16 de noviembre de 2026" in text and "Ana Ruiz" in text
    assert (fresh(wait).pushes, first.message.startswith("The reminder goes to Dana Whitfield")) == (1, True)
    cast.does(actor, Promise, "remind", wait, subject="Again", text="Please, Dana")
    later(post_office, seconds=10)
    assert [str(one["Subject"]) for one in post_office.letters][1:] == ["Again"]
    assert post_office.letters[1]["In-Reply-To"] == post_office.letters[0]["Message-ID"]


def test_reminder_is_taken_back_with_its_push_within_ten_seconds_and_not_after(post_office, ana, wait):
    actor = cast.as_actor(ana)
    undo(cast.does(actor, Promise, "remind", wait).run, actor=actor, surface="test")
    assert (fresh(wait).pushes, Mail.objects.count()) == (0, 0)
    second = cast.does(actor, Promise, "remind", wait)
    later(post_office, seconds=10)
    with pytest.raises(Refused, match="has gone out"):
        undo(second.run, actor=actor, surface="test")
    assert (fresh(wait).pushes, len(post_office.raw)) == (1, 1)


def test_dialog_shows_the_reminder_as_it_would_go(ana, wait):
    client = Client()
    client.force_login(ana)
    page = client.get(f"/promises/{wait.ref}/do/remind").content.decode()
    assert "dana@example.com" in page and "Un breve recordatorio: Signed order form" in page


def test_reminder_needs_an_address_and_is_only_for_waits(ana, wait):
    actor, own = cast.as_actor(ana), promised("Our own", contact=wait.contact, account=wait.account, minder=ana)
    with pytest.raises(Refused):
        cast.does(actor, Promise, "remind", own)
    nobody = cast.made(Contact, account=wait.account, name="Nobody", email="")
    other = promised("Their word", direction="wait", account=wait.account, contact=nobody, minder=ana)
    with pytest.raises(Invalid):
        cast.does(actor, Promise, "remind", other)
    assert Mail.objects.count() == 0


def test_morning_mail_tells_my_today_in_my_language_once_a_working_day(post_office, ana, wait):
    promised("Send the drawings", owner=ana, due_on=date(2026, 11, 20))
    promised("Call Theo", owner=ana, due_at=datetime(2026, 11, 23, 14, tzinfo=UTC))
    cast.person("Ben Cole", "coordinator", reach="all", morning_mail=True)  # has nothing to do
    with clock.clock_at(BERLIN_SEVEN):
        assert [post_morning_mails(), post_morning_mails()] == [1, 0]
        post_office.deliver()
    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert (str(letter["To"]), str(letter["Subject"])) == ("ana@acme.example", "Your day at Followthrough")
    assert "Late (1)\n– Send the drawings · November 20" in text and "Due today (1)\n– Call Theo" in text
    assert "To push today (1)\n– Signed order form" in text and "/today/" in text


@pytest.mark.parametrize(
    "moment",
    [
        BERLIN_SEVEN - timedelta(minutes=10),
        BERLIN_SEVEN + timedelta(hours=3),
        BERLIN_SEVEN - timedelta(days=1),
    ],
    ids=["before seven", "after ten", "sunday"],
)
def test_no_morning_mail_at_any_other_time(post_office, ana, moment):
    promised("Send the drawings", owner=ana, due_on=date(2026, 11, 20))
    with clock.clock_at(moment):
        assert post_morning_mails() == 0


def test_morning_mail_is_for_those_who_want_it_and_where_mail_is_set(ana, settings, post_office):
    promised("Send the drawings", owner=ana, due_on=date(2026, 11, 20))
    with clock.clock_at(BERLIN_SEVEN):
        settings.MAIL_URL = ""
        assert post_morning_mails() == 0


def test_unread_notices_come_in_one_mail_to_those_who_want_it(post_office, ana):
    rosa = cast.person("Rosa Diaz", "rep", email="rosa@acme.example", notices_by_mail=True, language="es")
    tell([rosa.pk, ana.pk], "Hetty answered", url="/promises/PM-1/", now=MONDAY)
    tell([rosa.pk], "An escalation", url="/promises/PM-2/", now=MONDAY)
    assert mail_notices(now=MONDAY + timedelta(minutes=4)) == 0
    assert [mail_notices(now=MONDAY + timedelta(minutes=5)) for _twice in range(2)] == [1, 0]
    later(post_office, minutes=5)
    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content()
    assert (str(letter["To"]), str(letter["Subject"])) == (
        "rosa@acme.example", "Followthrough: novedades para usted (2)",
    )  # fmt: skip
    assert "– Hetty answered" in text and "/promises/PM-2/" in text
