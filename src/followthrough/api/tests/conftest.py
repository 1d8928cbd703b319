"""People with a key."""

import pytest

from followthrough.kernel.people.models import Team
from tests import cast
from tests.callers import Caller


@pytest.fixture(autouse=True)
def no_limit(settings):
    settings.API_RATE = None


@pytest.fixture
def admin():
    return Caller(cast.person("Ada Admin", "admin"))


@pytest.fixture
def west():
    return cast.made(Team, name="West")


@pytest.fixture
def rep(west):
    return Caller(cast.person("Rita Rep", "rep", west))
