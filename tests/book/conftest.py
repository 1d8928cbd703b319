"""A house as it is on its first day, and the doors to look at it by."""

from collections.abc import Iterator

import pytest
from django.test import Client

from followthrough.config.setting_up import set_up
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.web.signing import BACKEND
from tests import cast
from tests.callers import Caller


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these read the real files and take their time."""
    for item in items:
        if "book" in item.path.parts:
            item.add_marker(pytest.mark.realdata)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def house(shared_database: None) -> Iterator[User]:
    """The house after its first start; gives its only administrator."""
    set_up()
    return User._default_manager.get(role="admin")


@pytest.fixture(scope="module")
def actor(house: User) -> Actor:
    """Who looks and uploads."""
    return cast.as_actor(house)


@pytest.fixture(scope="module")
def client(house: User) -> Client:
    """A browser in which the administrator is signed in."""
    signed_in = Client()
    signed_in.force_login(house, backend=BACKEND)
    return signed_in


@pytest.fixture(scope="module")
def caller(house: User) -> Caller:
    """A program with a key of the administrator's."""
    return Caller(house)
