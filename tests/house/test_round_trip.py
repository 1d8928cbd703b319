"""Every record that may be uploaded: what a download holds changes nothing when it is uploaded again."""

import pytest
from django.core.files.base import ContentFile

from followthrough.kernel import clock
from followthrough.kernel.exchange.actions import check_now, importable
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.preview import rows_after
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import RecordType, record_types
from tests import cast
from tests.house.conftest import House

pytestmark = pytest.mark.slow


def uploadable(kind: RecordType, house: House) -> bool:
    try:
        importable(kind.plural, cast.as_actor(house.admin))
    except Problem:
        return False
    return True


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_download_changes_nothing_when_it_is_uploaded_again(house: House, form: str) -> None:
    admin = cast.as_actor(house.admin)
    kinds = [kind for kind in record_types() if kind.listed and uploadable(kind, house)]
    assert len(kinds) > 10
    for kind in kinds:
        count = kind.model.visible_to(admin).count()
        if form == "csv":
            content = b"".join(export_csv(kind, admin, {}))
        else:
            with export_xlsx(kind, admin, {}, now=clock.now()) as stream:
                content = stream.read()
        sent = ContentFile(content, name=f"book.{form}")
        draft = Import.objects.get(ref=cast.does(admin, Import, "upload", file=sent, into=kind.plural).ref)
        counts = check_now(draft, admin, clock.now()).counts
        found = {
            row.number: row.problems or row.asks or row.changes
            for row in rows_after(draft, "", admin).rows
            if row.problems or row.asks or row.changes
        }
        assert (kind.plural, found) == (kind.plural, {})
        assert (kind.plural, counts["same"]) == (kind.plural, count)
