"""The pages of contracts: a contract with its tabs, an amendment with its money, a contract on a day."""

import re
from datetime import date

import pytest
from django.test import Client

from followthrough.foundation.documents.models import Document
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, ContractClause, ContractLine, Entitlement
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def client() -> Client:
    agreements.desk()
    found = Client()
    found.force_login(User.objects.get(name="Maya Lind"))
    return found


def seen(client: Client, url: str) -> str:
    """The page, which answers."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def test_a_running_contract_shows_its_term_and_the_day_for_notice(client: Client) -> None:
    by = cast.as_actor(User.objects.get(name="Maya Lind"))
    contract = agreements.signed(by)
    page = seen(client, f"/contracts/{contract.ref}/")
    for words in ("Notice by Wed 2 Dec, in 8 days", "$12,000", "Renews after 31 Jan 2027", "PlantBase Midwest"):
        assert words in page, words
    assert f"/contracts/{contract.ref}/on" in page


def test_what_is_owed_over_the_term_stands_below_it_kept_late_and_owed(client: Client) -> None:
    by = cast.as_actor(User.objects.get(name="Maya Lind"))
    draft = agreements.drafted()
    told = {"kind": "refresh", "recurrence": "FREQ=MONTHLY", "first_on": date(2026, 12, 1)}
    cast.made(Entitlement, contract=draft, name="Monthly file", **told)
    cast.made(Entitlement, contract=draft, name="Report", first_on=date(2026, 12, 15))
    contract = agreements.signed(by, draft)
    first = Promise.objects.filter(kind="contracts.refresh").order_by("due").first()
    cast.does(by, Promise, "keep", first, note="Sent")
    page = seen(client, f"/contracts/{contract.ref}/")
    assert "Data refresh: 1 kept, 0 late, 1 owed, Delivery under a contract: 0 kept, 0 late, 1 owed" in page
    assert "Invoices: 0 kept, 1 late, 0 owed" in page
    assert page.count('height="8" rx="2"/>') == 4
    assert '<span class="d-info" title="Report">15<span class="vh"> Report</span></span>' in page
    assert '<span class="d-kept" title="Monthly file">1<span' in page
    assert '<span class="d-now" title="today">24' in page
    by_due = seen(client, f"/contracts/{contract.ref}/?by=due")
    groups = re.findall(r'<th scope="rowgroup" colspan="2"><span class="row">([^<]+)</span>', by_due)
    assert groups == ["December 2026", "January 2027"]


def test_a_changed_clause_is_shown_against_the_standard(client: Client) -> None:
    contract = agreements.drafted(template=agreements.template())
    agreements.ruled()
    one = ContractClause.objects.get(contract=contract, heading="Liability")
    cast.does(cast.as_actor(User.objects.get(name="Maya Lind")), ContractClause, "edit", one,
              text="Each side is liable for what it does.")  # fmt: skip
    page = seen(client, f"/contracts/{contract.ref}/?tab=words")
    assert '<ins class="t-kept">does.</ins>' in page
    assert "differs from the standard" in page
    said = "“Liability” differs from the standard text. Ask Lena Fischer for approval first."
    assert said in seen(client, f"/contracts/{contract.ref}/")


def test_the_contract_is_read_as_of_any_day(client: Client) -> None:
    by = cast.as_actor(User.objects.get(name="Maya Lind"))
    contract = agreements.signed(by)
    change = agreements.amendment(by, contract, date(2026, 4, 1))
    cast.does(by, ContractLine, "create", amendment=change.ref, description="Ontario", unit_price="6200")
    page = seen(client, f"/amendments/{change.ref}/")
    for words in ("+$5,197.81", "$12,000.00", "$18,200.00", "Ontario"):
        assert words in page, words
    agreements.sign(by, change, date(2026, 3, 20))
    assert "Ontario" not in seen(client, f"/contracts/{contract.ref}/on?day=2026-03-31").split("Amendments")[0]
    assert "$18,200" in seen(client, f"/contracts/{contract.ref}/on?day=2026-04-01")
    assert client.get(f"/contracts/{contract.ref}/on?day=soon").status_code == 422


def test_who_has_it_stands_in_the_head(client: Client) -> None:
    by, account = cast.as_actor(User.objects.get(name="Maya Lind")), agreements.customer()
    contract = agreements.drafted(account)
    cast.does(by, Contract, "send", contract, contact=agreements.dana(account).ref)
    assert "In negotiation: Dana Whitfield has it since " in seen(client, f"/contracts/{contract.ref}/")
    assert "1. Ours" in seen(client, f"/contracts/{contract.ref}/?tab=talk")


def test_send_for_signature_says_why_not_yet_and_can_be_pressed_once_it_is_mended(client: Client) -> None:
    contract = cast.set_to(agreements.drafted(), starts_on=None)
    page = seen(client, f"/contracts/{contract.ref}/")
    why = "Before it is signed it needs: the day it runs from."
    assert (page.count(f'data-reason="{why}"'), "do/send-for-signature" in page) == (3, False)
    cast.set_to(contract, starts_on=agreements.START)
    page = seen(client, f"/contracts/{contract.ref}/")
    assert (why in page, f"/contracts/{contract.ref}/do/send-for-signature" in page) == (False, True)


def test_the_paper_of_a_contract_says_that_the_contract_itself_goes_out(client: Client) -> None:
    contract = agreements.drafted()
    cast.does(cast.as_actor(User.objects.get(name="Maya Lind")), Contract, "print", contract)
    page = seen(client, f"/documents/{Document._default_manager.get().ref}/")
    assert f'data-reason="Send {contract.ref} itself for signature, from its own page."' in page
