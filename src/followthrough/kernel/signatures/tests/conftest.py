"""Keys of their own for the tests of a file, and a time-stamping authority on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from followthrough.kernel.signatures.tests.sealing import NOW, document, seal
from followthrough.kernel.signatures.tests.timestamps import Authority


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a house's keys."""
    folder = tmp_path_factory.mktemp("signing")
    with override_settings(SIGNING_FOLDER=folder, SIGNING_CERTIFICATE="", SIGNING_PASSWORD=""):
        yield folder


@pytest.fixture(scope="module")
def offer() -> bytes:
    """The document that was signed."""
    return document()


@pytest.fixture(scope="module")
def file(keys: Path, offer: bytes) -> bytes:
    """The same under a seal."""
    return seal(offer, at=NOW)


@pytest.fixture
def authority() -> Iterator[Authority]:
    """A time-stamping authority that listens on this machine."""
    with Authority() as found:
        yield found
