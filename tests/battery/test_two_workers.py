"""J1, J3: two workers that do the letters of the morning at the same moment: each person and department gets one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from followthrough.kernel import clock
from followthrough.kernel.mail.jobs import send_due
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.notices import mail_notices
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.actions.morning import post_morning_mails
from followthrough.keystone.promises.tests.desk import promised
from followthrough.serving.deliveries.actions.digests import post_digests
from tests import cast

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
PEOPLE = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_each_receiver_one_letter(post_office) -> None:
    with clock.clock_at(TUESDAY):
        expected = Counter(_people() + _departments())
        tell(_told(), "Hetty answered", url="/promises/PM-1/", now=TUESDAY - timedelta(minutes=6))
        expected.update(f"told{number}@example.com" for number in range(PEOPLE))
    letters = (post_morning_mails, post_digests, lambda: mail_notices(now=TUESDAY))
    posted = [sum(both) for both in zip(*_by_two(*letters), strict=True)]
    _by_two(send_due, send_due)
    assert (posted, Mail.objects.count()) == ([PEOPLE, 3, PEOPLE], 2 * PEOPLE + 3)
    assert Counter(address for receivers in post_office.receivers for address in receivers) == expected
    assert len({letter["Message-ID"] for letter in post_office.letters}) == len(post_office.raw)
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def _by_two(*works):
    """Each work by two workers, who wait for each other before every one; what each of the two got of all."""
    together = Barrier(2, timeout=60)

    def worker(_number):
        got = []
        try:
            for work in works:
                with clock.clock_at(TUESDAY):
                    together.wait()
                    got.append(work())
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(2) as workers:
        return list(workers.map(worker, range(2)))


def _people() -> list[str]:
    """Those with something to do today who want it told at seven in the morning, or nine at the latest."""
    for number in range(PEOPLE):
        email = f"morning{number}@example.com"
        person = cast.person(f"Morning{number} Person", "coordinator", reach="all", email=email, morning_mail=True)
        promised(f"Send drawing {number}", owner=person, due_on=TUESDAY.date())
    return [f"morning{number}@example.com" for number in range(PEOPLE)]


def _departments() -> list[str]:
    for name in ("web", "design", "print"):
        team = cast.made(Team, name=name.title(), is_department=True, email=f"{name}@example.com")
        promised(f"The banner of {name}", department=team, due_on=TUESDAY.date())
    return [f"{name}@example.com" for name in ("web", "design", "print")]


def _told() -> list[int]:
    people = [
        cast.person(f"Told{number} Person", "rep", email=f"told{number}@example.com", notices_by_mail=True)
        for number in range(PEOPLE)
    ]
    return [person.pk for person in people]
