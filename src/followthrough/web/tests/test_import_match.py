"""The second step of an upload."""

import re

import pytest
from django.core.files.base import ContentFile

from followthrough.kernel.exchange.actions import table_of
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.opening import heads_of
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


@pytest.mark.parametrize(
    ("lines", "separator"),
    [
        (b"Name^City\nJuniper^Tulsa\nAcme^Ulm\n", "^"),
        (
            b"Name         City\nJuniper Ltd  Tulsa\nAcme         Bad Ems\nBrandt       Ulm\n",
            "none, by place",
        ),
    ],
)
def test_separator_that_was_found_stays_chosen_when_the_match_is_kept(client, lines, separator) -> None:
    ana = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(ana, backend=BACKEND)
    ref = cast.does(cast.as_actor(ana), Import, "upload", file=ContentFile(lines, name="a.txt"), into="accounts").ref
    page = client.get(f"/imports/{ref}/match").content.decode()
    chosen = re.findall(r'<option value="(.)" selected>([^<]*)', page[page.index('name="delimiter"') :])
    assert chosen[0][1] == separator
    sent = {"delimiter": chosen[0][0], "header_row": "1", "column-0": "name", "column-1": "city"}
    version = Import.objects.get(ref=ref).version
    assert client.post(f"/imports/{ref}/match", {**sent, "version": version}).status_code == 302
    heads = heads_of(table_of(Import.objects.get(ref=ref)))
    assert heads == ["Name", "City"]
