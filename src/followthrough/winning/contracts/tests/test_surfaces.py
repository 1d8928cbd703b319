"""The contract as of a day by API and command; real contracts of others, uploaded, read and found."""

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from followthrough.cli.running import run_words
from followthrough.foundation.documents.models import Document
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.notes.jobs import read_files
from followthrough.kernel.search.finding import find
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.slow

MOST = 12  # of the real contracts: the smallest ones


@pytest.mark.django_db
def test_api_and_command_tell_the_contract_on_a_day(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.API_RATE = None
    caller = Caller(cast.person("Ada Admin", "admin"))
    by = cast.as_actor(caller.user)
    contract = agreements.signed(by)
    change = agreements.amendment(by, contract, date(2026, 4, 1))
    cast.does(by, ContractLine, "create", amendment=change.ref, description="Ontario", unit_price="6200")
    told = caller.get(f"/amendments/{change.ref}/changes").body
    assert (told["difference"], told["changes"][0]["change"]) == ("5197.81", "added")
    agreements.sign(by, change, date(2026, 3, 20))
    for day, yearly in (("2026-03-31", "12000.00"), ("2026-04-01", "18200.00")):
        found = caller.get(f"/contracts/{contract.ref}/on?day={day}").body
        assert (found["day"], found["yearly"], found["terms"]["notice"]) == (day, yearly, 60)
        capsys.readouterr()
        assert run_words(["contracts", "on", contract.ref, "--day", day, "--json", "--as", caller.user.email]) == 0
        assert json.loads(capsys.readouterr().out) == found
    assert caller.get(f"/contracts/{contract.ref}/on?day=soon").status_code == 422
    rows = caller.get(f"/contract-lines?contract={contract.ref}&in_force_on=2026-03-31&fields=description").body
    assert [row["description"] for row in rows["items"]] == ["PlantBase Midwest"]


@pytest.mark.django_db
@pytest.mark.realdata
@pytest.mark.slow
def test_real_contracts_come_back_from_the_other_side_and_are_found_by_their_words(shared_data: Path) -> None:
    by = agreements.desk()
    with zipfile.ZipFile(shared_data / "contracts" / "contracts_pdf.zip") as book:
        names = [one.filename for one in sorted(book.infolist(), key=lambda one: one.file_size)]
        files = {name: book.read(name) for name in [n for n in names if n.lower().endswith(".pdf")][:MOST]}
    account = agreements.customer()
    for number, (name, content) in enumerate(files.items()):
        contract = agreements.drafted(account, name=f"Theirs {number}")
        cast.does(by, Contract, "receive", contract, file=ContentFile(content, name=Path(name).name))
    read_files()
    found = {hit.record for kind in find("agreement", SYSTEM, limit=100) for hit in kind.finds}
    assert Document.objects.count() == len(files) == MOST
    assert len([one for one in found if isinstance(one, Document)]) >= MOST - 2  # scans without words may be among them
