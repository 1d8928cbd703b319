"""An upload by the API alone: sent, matched, looked over, answered, let in, and what is wrong taken out as a file."""

import pytest

from followthrough.foundation.accounts.models import Account
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_upload_goes_all_its_way_by_the_api(admin, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    juniper = cast.account("Juniper", city="Dayton", region="OH")
    book = b"name,city,region,client since\nJuniper,Toledo,Ohio,\nBremer,Lima,,soon\nHavel,Brno,,\n"
    at = f"/imports/{admin.upload('/imports/upload', 'book.csv', book, into='accounts').body['ref']}"
    assert admin.get(f"{at}/rows").body["items"] == []
    admin.post(f"{at}/match", {"mapping": {"0": "name", "1": "city", "2": "region", "3": "client_since"}})
    admin.post(f"{at}/check")
    bad, changed, new = admin.get(f"{at}/rows").body["items"]
    assert [(row["row"], row["verdict"], row["ref"]) for row in (bad, changed, new)] == [
        (3, "rejected", None),
        (2, "changed", juniper.ref),
        (4, "new", None),
    ]
    assert changed["changes"] == [
        {"column": 1, "field": "city", "before": "Dayton", "after": "Toledo"},
        {"column": 2, "field": "region", "before": "OH", "after": "Ohio"},
    ]
    admin.post(f"{at}/choose", {"row": 2, "column": 1, "meant": "ours"})
    (kept,) = admin.get(f"{at}/rows?verdict=changed").body["items"]
    assert (kept["kept"], [change["field"] for change in kept["changes"]]) == ([1], ["region"])
    assert admin.get(f"{at}/rows?limit=1").body["next"].endswith("after=rejected%3A3")
    assert admin.get(f"{at}/rows?verdict=odd").status_code == 422
    admin.post(f"{at}/apply")
    lines = admin.get(f"{at}/rejects").sent.decode().splitlines()
    assert lines[0] == "name,city,region,client since,What is wrong" and lines[1].startswith("Bremer,Lima,,soon,")
    assert sorted(Account.objects.values_list("name", "city", "region")) == [
        ("Havel", "Brno", ""),
        ("Juniper", "Dayton", "Ohio"),
    ]
