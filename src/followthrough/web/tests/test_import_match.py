"""The second step of an upload."""

import pytest
from django.core.files.base import ContentFile

from followthrough.kernel.exchange.models import Import
from followthrough.web.signing import BACKEND
from tests import cast

pytestmark = pytest.mark.django_db


def test_columns_are_guessed_anew_when_the_file_is_read_again(client) -> None:
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(ana, backend=BACKEND)
    file = ContentFile(b"made by\nName;City\nJuniper;Tulsa\n", name="a.csv")
    ref = cast.does(cast.as_actor(ana), Import, "upload", file=file, into="accounts").ref
    for row, expected in (("2", {"0": "name", "1": "city"}), ("1", {}), ("2", {"0": "name", "1": "city"})):
        sent = {"again": "1", "header_row": row, "delimiter": ";", "version": Import.objects.get(ref=ref).version}
        assert client.post(f"/imports/{ref}/match", sent).status_code == 302
        assert Import.objects.get(ref=ref).mapping == expected
