"""Accounts with one custom field of each kind."""

import pytest

from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.models import CustomField
from tests import cast


@pytest.fixture
def ada():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def declare(ada, label, kind, **values):
    cast.does(ada, CustomField, "create", record_type="accounts.account", label=label, kind=kind, **values)
    renew()


@pytest.fixture
def declared(ada):
    for label, kind, more in (
        ("Nickname", "text", {"in_list": "yes"}),
        ("Story", "long", {}),
        ("Seats", "number", {"decimals": "0"}),
        ("Price", "number", {}),
        ("Budget", "money", {"currency": "USD"}),
        ("Renewal", "date", {}),
        ("VIP", "yes_no", {}),
        ("Tier", "choice", {"options": "Gold\nSilver"}),
        ("Adviser", "link", {"link_to": "people.user"}),
    ):
        declare(ada, label, kind, **more)
    return ada
