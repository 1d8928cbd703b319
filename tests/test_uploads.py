"""What is too long is refused by its announced length, before a byte of it is read."""

import pytest
from django.test import Client

from followthrough.config.uploads import FILES, SIGNED_OUT, TABLES

FORM = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("path", "signed_in", "most"),
    [
        ("/imports/new", True, TABLES),
        ("/accounts/A-00001/do/attach", True, FILES),
        ("/sign-in", False, SIGNED_OUT),
    ],
)
def test_body_is_refused_unread_when_longer_than_its_address_takes(path: str, signed_in: bool, most: int) -> None:
    client = Client()
    if signed_in:
        client.cookies["session"] = "any"
    answer = client.generic("POST", path, b"", FORM, CONTENT_LENGTH=str(most + 1))
    assert (answer.status_code, answer["Connection"]) == (413, "close")
    assert f"more than {most >> 20} MB" in answer.content.decode()


@pytest.mark.django_db
def test_body_of_just_the_limit_is_let_in() -> None:
    answer = Client().generic("POST", "/sign-in", b"", FORM, CONTENT_LENGTH=str(SIGNED_OUT))
    assert answer.status_code != 413
