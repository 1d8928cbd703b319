"""J3, C2: processes that die around the sending of a mail, and many doing the same at once: what the receiver gets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.history.acting import acting
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.mail.jobs import send_due
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.sending import send_mail
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import StillRunning
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import promised
from followthrough.serving.deliveries.actions.digests import post_digests
from tests import cast
from tests.battery.dying import dies

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def posted():
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        return post_letter(Letter(["hetty@example.com"], "Your quote", "Here it is"), about=None, by=SYSTEM, now=now)


def wait_of(person):
    account = cast.account("Delmar Pump & Valve")
    dana = cast.made(Contact, account=account, name="Dana Whitfield", email="dana@example.com")
    return promised("Signed order form", direction="wait", account=account, contact=dana, minder=person)


@pytest.mark.parametrize(("point", "letters"), [("mail.claimed", 1), ("mail.taken", 2)])
def test_mail_of_a_worker_that_died_arrives_and_repeats_only_after_the_servers_word(post_office, point, letters):
    mail = posted()
    assert dies(lambda: send_mail(mail.pk), point)
    assert (Mail.objects.get().state, len(post_office.raw)) == ("sending", letters - 1)
    send_due()
    send_due()
    assert {letter["Message-ID"] for letter in post_office.letters} == {f"<{mail.message_id}>"}
    assert (Mail.objects.get().state, len(post_office.raw)) == ("sent", letters)


def test_mail_that_kills_every_worker_is_given_up(post_office):
    mail = posted()
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        Mail.objects.filter(pk=mail.pk).update(tries=14, state="sending")
    send_due()
    assert (Mail.objects.get().state, post_office.raw) == ("failed", [])


def test_action_that_dies_before_its_commit_posts_nothing(post_office):
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    actor, wait = cast.as_actor(ana), wait_of(ana)
    assert dies(lambda: cast.does(actor, Promise, "remind", wait), "action.before_commit")
    assert (Mail.objects.count(), ProcrastinateJob.objects.filter(task_name="mail.send").count()) == (0, 0)
    assert dies(lambda: cast.does(actor, Promise, "remind", wait), "action.after_commit")
    with clock.clock_at(clock.now() + timedelta(seconds=11)):
        post_office.deliver()
    assert (Mail.objects.get().state, len(post_office.raw)) == ("sent", 1)


def test_daily_letter_of_a_worker_that_died_is_whole_or_not_there(post_office):
    web = cast.made(Team, name="Web", is_department=True, email="web@example.com")
    with clock.clock_at(TUESDAY):
        promised("The banner", department=web, due_on=TUESDAY.date())

    def work():
        with clock.clock_at(TUESDAY):
            return post_digests()

    assert dies(work, "job.enqueued")
    assert (Mail.objects.count(), GuestLink.objects.count()) == (0, 0)
    assert (work(), work(), Mail.objects.count(), GuestLink.objects.count()) == (1, 0, 1, 1)


def test_one_key_pressed_in_many_tabs_sends_one_mail(post_office):
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    actor, wait = cast.as_actor(ana), wait_of(ana)

    def press(_nth):
        try:
            return run(
                actions_on(Promise)["remind"], actor=actor, surface="test", target=wait.ref, values={}, key="k"
            ).ref
        except StillRunning:
            return "still running"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(24)))
    assert answers <= {wait.ref, "still running"} and wait.ref in answers
    wait.refresh_from_db()
    assert (Mail.objects.count(), wait.pushes) == (1, 1)


def test_many_workers_that_take_the_same_mail_send_it_once(post_office):
    mail = posted()

    def send(_nth):
        try:
            send_mail(mail.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(16)))
    assert (Mail.objects.get().state, len(post_office.raw)) == ("sent", 1)
