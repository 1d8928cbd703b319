"""What the application's role may and may not do."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from followthrough.config import roles

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_tests_connect_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("followthrough",)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_when_a_test_commits() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO django_session VALUES ('a', 'b', now())")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_when_a_test_commits_again() -> None:
    test_nothing_is_left_when_a_test_commits()


def test_the_application_may_only_add_to_history(owner_connection: psycopg.Connection) -> None:
    owner_connection.execute("CREATE TABLE IF NOT EXISTS history_entry (id int)")
    roles.grant_use(owner_connection, roles.APPLICATION)
    deeds = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    question = "SELECT has_table_privilege(%s, 'history_entry', %s)"
    allowed = [owner_connection.execute(question, [roles.APPLICATION, deed]).fetchone() for deed in deeds]
    assert allowed == [(True,), (True,), (False,), (False,), (False,), (False,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "deed", ["TRUNCATE django_session", "DELETE FROM django_migrations", "DROP TABLE django_session"]
)
def test_the_application_is_refused_what_only_the_owner_may(deed: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(deed)
