"""A house that has records is brought to what the code needs: migrations may write them, and history says so."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from followthrough.config.migrating import migrate_database
from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.history.acting import upgrading
from followthrough.kernel.history.models import Deed, Entry
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]

CARRY_OVER = {  # before those migrations that write records
    "contracts": "0009_what_a_placement_stands_as",
    "deliveries": "0001_initial",
    "pipeline": "0007",
    "renewals": "0003",
}


@pytest.mark.parametrize("app", CARRY_OVER)
def test_a_house_that_is_in_use_takes_what_carries_its_data_over(app: str) -> None:
    cast.account("Juniper")
    call_command("migrate", app, CARRY_OVER[app], database="owner", verbosity=0)
    migrate_database()
    assert Account.objects.get().name == "Juniper"


def test_what_an_upgrade_writes_is_a_deed_of_the_house() -> None:
    juniper = cast.account("Juniper")
    with upgrading("owner", now=clock.now()), connections["owner"].cursor() as cursor:
        for city in ("Lima", "Quito"):  # each in a transaction of its own
            cursor.execute("UPDATE accounts_account SET city = %s", [city])
    (deed,) = Deed.objects.filter(verb="upgrade")
    entries: Any = Entry.objects.filter(run=deed.run).order_by("pk").values_list("record_id", "after")
    assert list(entries) == [(juniper.pk, {"city": "Lima"}), (juniper.pk, {"city": "Quito"})]
    assert (deed.records, deed.actor_id) == (1, None)
    with pytest.raises(Exception, match="outside an action"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET city = ''")
