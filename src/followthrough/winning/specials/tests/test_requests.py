"""Change requests: engineering owes an answer, the owner word to the customer, and what is asked again is shown."""

from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.tests import deals
from followthrough.winning.specials.models import ChangeRequest
from followthrough.winning.specials.queries import alike, asked_before
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


def owed(state: str = "open") -> list[tuple[str, str]]:
    rows = Promise._default_manager.filter(source_kind="specials.changerequest", state=state).order_by("pk")
    return [(one.rule, one.what) for one in rows]


def asks(ana, name: str, account: str, **values) -> ChangeRequest:
    values |= {"name": name, "account": cast.account(account).ref}
    return ChangeRequest._default_manager.get(ref=cast.does(ana, ChangeRequest, "create", **values).ref)


def test_a_request_owes_an_answer_and_the_answer_owes_word_to_the_customer(ana):
    engineering = cast.made(Team, name="Engineering", is_department=True)
    request = asks(ana, "Coupling with a longer thread", "Juniper", department=engineering.ref)
    assert owed() == [("specials.answer", "Answer whether it can be modified: Coupling with a longer thread")]
    assert Promise._default_manager.get().department == engineering
    cast.does(ana, ChangeRequest, "review", request)
    with pytest.raises(Invalid):
        cast.does(ana, ChangeRequest, "quote", request, answer=" ")
    cast.does(ana, ChangeRequest, "quote", request, answer="Yes, 12 USD more, in six weeks.")
    assert owed() == [("specials.told", "Tell them what came of it: Coupling with a longer thread")]
    assert len(owed("void")) == 1
    cast.does(ana, ChangeRequest, "accept", request)
    assert owed() == []
    longer = cast.made(Product, name="Coupling, long thread")
    cast.does(ana, ChangeRequest, "finish", request, product=longer.ref)
    request.refresh_from_db()
    assert (request.state, request.result) == ("done", longer)
    assert len(owed()) == 1
    with pytest.raises(Refused):
        cast.does(ana, ChangeRequest, "refuse", request, reason="Too late")


def test_what_is_asked_again_is_shown_with_how_often_and_by_how_many(ana):
    coupling = cast.made(Product, name="Coupling")
    first = asks(ana, "Coupling with a longer thread", "Juniper", product=coupling.ref)
    assert asked_before(first, ana) == "for the first time"
    asks(ana, "Coupling with longer threads", "Hollis")
    asks(ana, "In brass", "Vexo", product=coupling.ref)
    asks(ana, "A blue valve", "Ostrander")
    assert [one.name for one in alike(first, ana)] == ["Coupling with longer threads", "In brass"]
    assert asked_before(first, ana) == "3 times by 3 accounts"


def test_parts_found_go_onto_an_opportunity_with_what_was_needed(ana):
    deal = deals.made(ana, name="Juniper, couplings", currency="USD")
    parts = [
        cast.made(Product, name="VC-40", list_price="38.40", currency="USD"),
        cast.made(Product, name="VC-80E", list_price="74.90", currency="EUR"),
    ]
    given = {"opportunity": deal.ref, "parts": [one.ref for one in parts], "quantity": "4", "need": "Size DN40"}
    cast.does(ana, Line, "add-parts", **given)
    lines = Line._default_manager.filter(opportunity=deal).order_by("pk")
    assert [(one.description, one.need, one.amount) for one in lines] == [
        ("VC-40", "Size DN40", Decimal("153.60")),
        ("VC-80E", "Size DN40", None),
    ]
