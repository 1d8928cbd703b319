"""The renewal's page: unused benefits and broken promises first, then what was owed, late and said."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from followthrough.foundation.accounts.models import Interaction
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, ContractDiscount, Entitlement
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import Renewal
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_page_begins_with_what_to_talk_about(client: Client) -> None:
    by = agreements.desk()
    draft = agreements.drafted()
    cast.made(Entitlement, contract=draft, name="Free banner", kind="benefit", quantity=3)
    cast.made(ContractDiscount, contract=draft, name="the booth", percent=20)
    contract = agreements.signed(by, draft)
    made = Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)
    of = {"source_kind": "contracts.contract", "source_id": contract.pk, "account": contract.account}
    late: Promise = cast.made(Promise, what="Send the March file", due_on=date(2026, 3, 2), **of)
    missed: Promise = cast.made(Promise, what="Visit in May", due_on=date(2026, 5, 4), **of)
    cast.does(by, Promise, "miss", missed, reason="capacity", text="Nobody was free")
    cast.made(Interaction, kind="call", account=contract.account, at=datetime(2026, 11, 20, 9, tzinfo=UTC),
              text="They like the data")  # fmt: skip
    client.force_login(cast.person("Ada Admin", "admin"))
    page = client.get(f"/renewals/{made.ref}/").content.decode()
    told = (
        "Not used yet: 3 × Free banner, 3 of 3.",
        "Not used yet: 20% off: the booth, 1 of 1.",
        "We missed 1 promise.",
        "1 promise was or is late.",
        late.what,
        "Nobody was free",
        "They like the data",
        "PlantBase Midwest",
        f"as in {contract.ref}",
    )
    places = [page.find(words) for words in told]
    assert [words for words, place in zip(told, places, strict=True) if place < 0] == []
    assert places[:4] == sorted(places[:4])
