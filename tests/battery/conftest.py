"""What several checks of the battery stand on: the company of the house's tests, and everybody in it signed in."""

from django.test import Client

from followthrough.web.signing import BACKEND
from tests.house.conftest import House, house

__all__ = ["house", "signed_in"]


def signed_in(house: House, name: str) -> Client:
    """A browser in which the person of this part is signed in; nobody is in the one of `anon`."""
    client = Client(raise_request_exception=False)
    if name != "anon":
        client.force_login(house.callers[name].user, backend=BACKEND)
    return client
