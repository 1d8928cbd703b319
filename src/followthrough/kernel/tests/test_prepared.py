"""A prepared query gives what the same query gives when it is put together anew, for every reader and value."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Case, Count, DateTimeField, Value, When, Window
from django.db.models.functions import RowNumber
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.clock import clock_at
from followthrough.kernel.records.panels import rows_on
from followthrough.kernel.records.prepared import ID, IDS, AtAsking, Given, among, prepared
from followthrough.kernel.records.registry import record_types
from tests import cast

pytestmark = pytest.mark.django_db


@prepared
def people_of(actor):
    account = Given("account", ID)
    return Contact.visible_to(actor).filter(account=account).select_related("account__owner").order_by("name")


@prepared
def named(actor):
    return (
        Account.visible_to(actor).filter(among("pk", Given("ids", IDS))).order_by("name").values_list("name", flat=True)
    )


@prepared
def new_ones(actor):
    fresh = Account.visible_to(actor).filter(
        created_at__gt=AtAsking(lambda: clock.now() - timedelta(days=1), DateTimeField())
    )
    return fresh.order_by("kind").values("kind").annotate(n=Count("pk"))


@pytest.fixture
def house():
    rita = cast.person("Rita Rep", "rep")
    mine, other = cast.account("Juniper", owner=rita), cast.account("Hidden")
    for account in (mine, other):
        for name in ("Kurt", "Kira"):
            cast.made(Contact, name=f"{name} {account.name}", account=account)
    return cast.as_actor(rita), cast.as_actor(cast.person("Ada Admin", "admin")), mine, other


def test_each_reader_sees_their_own_rows_with_what_they_link_to(house):
    rita, ada, mine, other = house
    found = {
        (who.name, account.name): people_of(who).rows(account=account.pk)
        for who in (rita, ada)
        for account in (mine, other)
    }
    assert {key: [one.name for one in rows] for key, rows in found.items()} == {
        ("Rita Rep", "Juniper"): ["Kira Juniper", "Kurt Juniper"],
        ("Rita Rep", "Hidden"): [],
        ("Ada Admin", "Juniper"): ["Kira Juniper", "Kurt Juniper"],
        ("Ada Admin", "Hidden"): ["Kira Hidden", "Kurt Hidden"],
    }
    with CaptureQueriesContext(
        connection,
    ) as asked:
        (first, _second) = people_of(rita).rows(account=mine.pk)
        assert first.account.owner.name == "Rita Rep"
    assert len(asked) == 1


def test_what_came_in_since_is_there_when_it_is_asked_again(house):
    rita, _ada, mine, _other = house
    assert len(people_of(rita).rows(account=mine.pk)) == 2
    cast.made(Contact, name="Kemal", account=mine)
    assert [one.name for one in people_of(rita).rows(account=mine.pk)] == ["Kemal", "Kira Juniper", "Kurt Juniper"]


def test_any_number_of_ids_fills_one_gap(house):
    _rita, ada, mine, other = house
    assert named(ada).rows(ids=[]) == []
    assert named(ada).rows(ids=[mine.pk]) == ["Juniper"]
    assert named(ada).rows(ids=[other.pk, mine.pk, 0]) == ["Hidden", "Juniper"]
    assert list(Account.objects.filter(among("pk", [mine.pk]))) == [mine]


def test_the_time_is_that_of_asking_in_prepared_and_in_plain_queries(house):
    _rita, ada, mine, _other = house
    now: datetime = mine.created_at
    plain = Account.visible_to(ada).filter(
        created_at__gt=AtAsking(lambda: clock.now() - timedelta(days=1), DateTimeField())
    )
    with clock_at(now):
        assert new_ones(ada).rows() == [{"kind": mine.kind, "n": 2}]
        assert plain.count() == 2
    with clock_at(now + timedelta(days=2)):
        assert new_ones(ada).rows() == []
        assert plain.count() == 0


def test_a_value_that_is_not_given_is_refused(house):
    rita, *_rest = house
    with pytest.raises(KeyError, match="account"):
        people_of(rita).rows(acount=1)


@pytest.mark.slow
def test_every_panel_leads_by_a_link_that_its_records_have(house):
    _rita, ada, _mine, _other = house
    panels = [(kind, panel) for kind in record_types() for panel in (*kind.contributed, *kind.panels) if panel.of]
    assert len(panels) > 80
    for kind, panel in panels:
        if panel.rows is None:
            assert rows_on(panel, kind.model(pk=0), ada, (), 5) == [], (kind.plural, panel.key)


def test_the_database_keeps_what_it_is_asked_again_and_answers_each_value_anew(house):
    _rita, ada, mine, other = house
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%accounts_contact%'"
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
        found = []
        for account in (mine, other) * 6:  # more often than PostgreSQL plans for each value alone
            found.append([one.name for one in people_of(ada).rows(account=account.pk)])
            cast.made(Contact, name="Zoe", account=account)
        cursor.execute(kept)
        assert cursor.fetchone() == (1,)
    for n, names in enumerate(found):
        assert names == [f"{name} {('Juniper', 'Hidden')[n % 2]}" for name in ("Kira", "Kurt")] + ["Zoe"] * (n // 2)


@prepared
def by_age(actor):
    age = Case(When(created_at__gt=Given("now", DateTimeField()), then=Value("new")), default=Value("old"))
    numbered = Window(RowNumber(), partition_by=[age], order_by=["name"])
    rows = Account.visible_to(actor).annotate(age=age, nth=numbered, of_age=Window(Count("pk"), partition_by=[age]))
    return rows.order_by("age", "nth").values_list("name", "age", "nth", "of_age")


def test_an_expression_that_stands_in_several_places_is_one_to_the_database(house):
    _rita, ada, *_accounts = house
    for days, age in ((1, "old"), (-1, "new")):
        rows = by_age(ada).rows(now=clock.now() + timedelta(days=days))
        assert rows == [("Hidden", age, 1, 2), ("Juniper", age, 2, 2)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT parameter_types::text FROM pg_prepared_statements WHERE statement LIKE '%ROW_NUMBER()%'")
        assert cursor.fetchall() == [('{"timestamp with time zone"}',)]
