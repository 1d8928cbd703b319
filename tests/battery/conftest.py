"""What several checks of the battery stand on: the company of the house's tests, and everybody in it signed in."""

from django.test import Client

from followthrough.kernel.people.models import User
from followthrough.web.signing import BACKEND
from tests.house.conftest import House, house

__all__ = ["house", "signed_in", "signed_in_as"]


def signed_in(house: House, name: str) -> Client:
    """A browser in which the person of this part is signed in; nobody is in the one of `anon`."""
    return Client(raise_request_exception=False) if name == "anon" else signed_in_as(house.callers[name].user)


def signed_in_as(person: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    return client
