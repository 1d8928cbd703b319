"""What the application's role may and may not do."""

import pytest
from django.db import connection


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
