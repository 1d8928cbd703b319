"""Service packages are added, changed and removed from the account's page, from a day on, with all that was before."""

import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid
from followthrough.winning.contracts.models import Amendment, ServicePackage
from followthrough.winning.contracts.pages.calendar_file import written
from followthrough.winning.contracts.queries.ending import ending_of
from followthrough.winning.contracts.queries.standing import package_words
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = pytest.mark.django_db


def test_packages_of_an_account_change_from_a_day_on_and_the_past_stays() -> None:
    by = agreements.desk()
    contract = agreements.drafted()
    account = contract.account
    silver = cast.does(
        by, Account, "add-package", account, contract=contract.ref, effective_on="2026-02-01", name="Silver"
    )
    agreements.signed(by, contract)
    package = ServicePackage.objects.get(ref=silver.ref)
    told = {"package": package.ref, "effective_on": date(2026, 12, 1), "name": "Gold"}
    done = cast.does(by, Account, "change-package", account, **told)
    amendment = Amendment.objects.get(ref=done.ref)
    assert (amendment.name, amendment.effective_on) == ("Gold instead of Silver", date(2026, 12, 1))
    agreements.sign(by, amendment, date(2026, 11, 20))
    gold = ServicePackage.objects.get(name="Gold")
    cast.does(by, Account, "remove-package", account, package=gold.ref, effective_on=date(2027, 1, 1))
    rows = list(ServicePackage.objects.order_by("pk"))
    assert package_words(rows, by) == {package.pk: "In force", gold.pk: "Planned"}
    assert [(one.name, one.effective_from, one.effective_until) for one in rows] == [
        ("Silver", date(2026, 2, 1), date(2026, 11, 30)), ("Gold", date(2026, 12, 1), None),
    ]  # fmt: skip
    other = cast.account("Somebody else")
    with pytest.raises(Invalid):
        cast.does(by, Account, "remove-package", other, package=gold.ref, effective_on=date(2027, 1, 1))


def test_only_packages_in_force_of_this_account_are_offered_in_the_dialog(client: Client) -> None:
    by = agreements.desk()
    mine, other = agreements.drafted(), agreements.drafted(cast.account("Harrow Valves"))
    for contract, name in ((mine, "Silver"), (other, "Silver of others")):
        told = {"contract": contract.ref, "effective_on": "2026-02-01", "name": name}
        cast.does(by, Account, "add-package", contract.account, **told)
        agreements.signed(by, contract)
    client.force_login(User.objects.get(pk=by.user_id))
    shown = client.get(f"/accounts/{mine.account.ref}/do/change-package", HTTP_HX_REQUEST="true").content.decode()
    search = f"/choose/of/accounts/{mine.account.ref}/change-package/package"
    assert search in shown
    assert [one["label"] for one in client.get(search, {"q": "silver"}).json()] == ["Silver"]
    search = f"/choose/of/accounts/{mine.account.ref}/add-package/contract"
    assert [one["value"] for one in client.get(search).json()] == [mine.ref]
    assert client.get(f"/choose/of/accounts/{mine.account.ref}/add-package/name").status_code == 404


def test_the_panel_of_packages_offers_what_changes_them(client: Client) -> None:
    by = agreements.desk()
    contract = agreements.drafted()
    client.force_login(User.objects.get(pk=by.user_id))

    def offered() -> list[str]:
        page = client.get(f"/accounts/{contract.account.ref}/").content.decode()
        head = page.split('id="panel-packages"')[1].split("</header>")[0]
        return re.findall(r"href=\"[^\"]+/do/([a-z-]+)-package", head)

    assert offered() == ["add"]
    cast.does(by, Account, "add-package", contract.account, contract=contract.ref, effective_on="2026-02-01", name="S")
    agreements.signed(by, contract)
    assert offered() == ["add", "change", "remove"]
    package = ServicePackage.objects.get()
    asked = client.get(f"/accounts/{contract.account.ref}/do/change-package").content.decode()
    assert f'value="{package.ref}"' in asked


def test_a_contracts_dates_are_a_calendar_file_and_its_end_is_told() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    file = Calendar.from_ical(written(contract, by))
    days = [(str(one["summary"]).split(":")[0], one.decoded("dtstart").isoformat()) for one in file.walk("VEVENT")]
    assert (
        days
        == [
            ("Contract begins", "2026-02-01"),
            ("Last day to give notice", "2026-12-02"),
            ("Renews by itself after this day", "2027-01-31"),
        ]
        or days[1][0] == "Last working day to give notice"
    )
    found = ending_of(contract, date(2026, 11, 24), SYSTEM)
    assert found is not None
    assert (found.last_day, found.is_certain, str(found.lost.amount)) == (date(2027, 1, 31), False, "12000.00")
