"""A coordinator at the desk, and a few deals in several stages and currencies."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.kernel.people.models import Team
from followthrough.winning.pipeline.tests.deals import deal, stage, usual_pipeline
from tests import cast

NOVEMBER, DECEMBER = date(2026, 11, 24), date(2026, 12, 3)
DEALS = (
    ("Pumps", "Qualify", Decimal(1000), "USD", NOVEMBER),
    ("Valves", "Qualify", Decimal(500), "EUR", DECEMBER),
    ("Seals", "Quoted", Decimal("250.50"), "USD", DECEMBER),
    ("Hoses", "Quoted", None, "USD", None),
)


@pytest.fixture
def ana(client):
    """Signed in, sees everything."""
    person = cast.person("Ana Ruiz", "coordinator", cast.made(Team, name="West"), reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


@pytest.fixture
def deals():
    """Four deals by their name."""
    usual_pipeline()
    account = cast.account("Juniper")
    return {
        name: deal(name=name, account=account, stage=stage(where), amount=amount, currency=currency, close_on=day)
        for name, where, amount, currency, day in DEALS
    }


@pytest.fixture
def shown(client, ana, deals):
    """The page shape of a list with these parameters."""

    def show(path="/opportunities/", **asked):
        answer = client.get(path, asked)
        assert answer.status_code == 200, answer.status_code
        return answer.context["page"]

    return show
