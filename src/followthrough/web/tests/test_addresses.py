"""Addresses as people type them."""

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    found = Client()
    found.force_login(cast.person("Ana Ruiz", "coordinator", reach="all"))
    return found


def test_an_address_without_its_last_slash_leads_to_the_page_with_what_was_asked(client):
    answer = client.get("/accounts?kind=client")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/?kind=client")
    assert client.get("/today", follow=True).status_code == 200


@pytest.mark.parametrize("path", ["/no/such/page/at/all", "/files/F-1/more"])
def test_an_address_of_no_page_is_told_so_and_leads_nowhere(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


def test_what_is_sent_to_an_address_without_its_last_slash_goes_nowhere(client):
    assert client.post("/today").status_code == 404
