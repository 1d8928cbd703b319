"""The head of a record's page says who has the ball."""

from html import unescape

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.keystone.promises.tests.desk import FRIDAY, MONDAY, promised
from tests import cast
from tests.house.conftest import bin_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


def test_nearest_promise_or_wait_stands_in_the_head_and_nothing_when_all_is_done(client, ana):
    account = cast.account("Juniper")
    kurt = cast.made(Contact, name="Kurt Bremer", account=account)

    def ball():
        page = unescape(client.get(f"/accounts/{account.ref}/").content.decode())
        return page.partition('<p class="row next">')[2].partition("</p>")[0]

    with clock.clock_at(MONDAY):
        assert ball() == ""
        wait = promised("PO number", direction="wait", account=account, contact=kurt, asked_on=MONDAY.date(), owner=ana)
        assert "We wait for Kurt Bremer: PO number, asked Mon 23 Nov, expected Fri 27 Nov" in ball()
        bin_it(wait)
        promised("Send quote", owner=ana, account=account, due_on=FRIDAY)
        assert "Ana Ruiz: Send quote, due Fri 27 Nov" in ball()
        promised("Place banner", owner=ana, account=account, due_on=MONDAY.date().replace(day=20))
        assert "Ana Ruiz: Place banner, was due Fri 20 Nov" in ball()
