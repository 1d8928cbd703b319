"""The book let in by the upload pages, accounts first: the same figures, and nothing new a second time."""

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity
from tests.book import shown
from tests.book.published import COUNTS, GROUPS, added_up, book, is_open, path_of, rows_of
from tests.book.uploads import upload

MENDED = {"Philipines": "Philippines"}  # a country is known by its name; a sector may be called anything
ORDER = ("accounts", "products", "people", "opportunities")


@pytest.fixture(scope="module")
def rows(shared_data):
    return book(shared_data)


@pytest.fixture(scope="module")
def uploaded(client, shared_data):
    counts = {plural: upload(client, path_of(shared_data, plural), plural) for plural in ORDER}
    assert counts == {plural: (COUNTS[plural], 0, 0, 0) for plural in ORDER}


pytestmark = pytest.mark.usefixtures("uploaded", "db")


@pytest.mark.parametrize("by", GROUPS)
def test_figures_are_those_of_the_file_when_uploaded_in_another_order(by, rows, actor, client):
    for name, expected in added_up(rows, by).items():
        filters = shown.filters_of(by, name)
        assert shown.on_board(actor, filters) == expected, name
        assert shown.in_list(client, filters) == expected[0], name


MENDED = {"Philipines": "Philippines", "Korea": "South Korea"}


def test_account_stands_as_published_with_its_country_mended_when_accounts_are_uploaded(shared_data):
    published = rows_of(path_of(shared_data, "accounts"))
    stored = Account.objects.values_list(
        "name", "industry", "country", "employee_count", "founded_year", "parent__name"
    )
    assert sorted(stored, key=str) == sorted(
        (
            (
                row["account"],
                row["sector"],
                MENDED.get(row["office_location"], row["office_location"]),
                int(row["employees"]),
                int(row["year_established"]),
                row["subsidiary_of"] or None,
            )
            for row in published
        ),
        key=str,
    )


def test_each_open_deal_has_its_next_step_when_the_job_has_let_the_file_in(rows):
    owed = Promise.objects.filter(state="open", rule="pipeline.next_step").values_list("source_id", "minder__name")
    deals = Opportunity.objects.filter(state="open").values_list("pk", "owner__name")
    assert sorted(owed) == sorted(deals)
    assert len(owed) == sum(map(is_open, rows))


def test_nothing_changes_when_the_same_files_are_uploaded_again(client, shared_data):
    before = list(Opportunity.objects.order_by("pk").values_list("pk", "version", "updated_at"))
    counts = {plural: upload(client, path_of(shared_data, plural), plural) for plural in ("people", "accounts")}
    assert counts == {plural: (0, 0, COUNTS[plural], 0) for plural in counts}
    assert list(Opportunity.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before
