"""The renewal's page says what they had to complain of, each figure with its rows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import MakeGood, Satisfaction
from followthrough.serving.deliveries.queries.complained import complained_of
from followthrough.serving.deliveries.tests.house import TUESDAY, day, department, kept, owed
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import Renewal
from tests import cast

pytestmark = pytest.mark.django_db


def test_each_figure_opens_the_rows_it_counts(client: Client) -> None:
    with clock_at(TUESDAY):
        by = agreements.desk()
        contract = agreements.signed(by, agreements.drafted())
        account, design = contract.account, department("Design")
        renewal = Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)
        missed = owed("Half page", design, 3, account)
        cast.does(by, Promise, "miss", missed, reason="capacity", text="No room")
        cast.does(by, Promise, "make-good", missed, what="A page free", amount="250", due_on="2026-12-15")
        late = kept(owed("Full page", design, 16, account), by)
        owed("Proof", design, 20, account)
        owed("Of another", design, 3, cast.account("Elsewhere"))
        cast.made(Promise, what="Which sizes?", kind="orders.question", account=account, due_on=day(30))
        told = {"asked_at": TUESDAY, "answered_at": TUESDAY, "on_time": "no", "as_expected": "partly"}
        cast.made(Satisfaction, promise=late, account=account, words="Two weeks late", **told)
        before = datetime(2025, 5, 1, tzinfo=UTC)  # in an earlier term
        old = kept(owed("Old page", design, 17, account), by)
        cast.made(Satisfaction, promise=old, account=account, words="Long ago", **{**told, "answered_at": before})
        shown = complained_of(renewal, by)
        assert {one["label"]: one["text"] for one in shown["figures"]} == {
            "Promises missed": "1",
            "Promises kept late": "2",
            "Promises late and still open": "1",
            "Low answers about deliveries": "1",
            "Made good": "1, worth 250.00 USD",
            "Questions left open": "1",
        }
        assert [one["text"] for one in shown["said"]] == ["Two weeks late"]
        assert MakeGood.objects.get().amount == Decimal(250)
        client.force_login(cast.person("Ada Admin", "admin"))
        assert "What they had to complain of" in client.get(f"/renewals/{renewal.ref}/").content.decode()
        for one in shown["figures"]:
            page = client.get(one["url"]).context["page"]
            assert len(page.rows) == one["count"], one
