"""Pages one only comes to on the way: an upload at each step, a change of many looked at, a merge, a form sent back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.exchange.models import Import
from tests import cast
from tests.journeys.seen import faults

UPLOADED = """name,kind,city,owner
Harrow & Quill,client,Dayton,Ana Ruiz
Newcomer,client,Lima,Ana Ruiz
Nobody's,client,Lima,Somebody Else
,client,Lima,Ana Ruiz
Oldford Miling,client,York,Ana Ruiz
"""


@pytest.fixture(params=["en", "es"])
def page(request, signed_in, ana) -> Page:
    """The desk of a coordinator, in each language."""
    return signed_in(cast.set_to(ana, language=request.param))


@pytest.fixture
def accounts(house) -> list[Account]:
    return [cast.account(name, city="Lima") for name in ("Harrow & Quill", "Oldford Milling", "Oldford Mills")]


def test_upload_has_no_fault_at_any_step(page: Page, ana, accounts) -> None:
    found = {"/imports/new": _seen(page, "/imports/new")}
    file = SimpleUploadedFile("accounts.csv", UPLOADED.encode())
    draft = Import.objects.get(ref=cast.does(cast.as_actor(ana), Import, "upload", file=file, into="accounts").ref)
    for step, verb in (("match", "check"), ("check", "apply"), ("done", "")):
        found[step] = _seen(page, f"/imports/{draft.ref}/{step}")
        if verb:
            cast.does(cast.as_actor(ana), Import, verb, Import.objects.get(pk=draft.pk))
    assert found == {step: [] for step in found}


def test_change_of_many_and_a_merge_have_no_fault_before_they_are_done(page: Page, accounts) -> None:
    page.goto("/accounts/")
    for box in page.locator("tr[data-row] input[type=checkbox]").all():
        box.check()
    page.locator("[data-bulk$='do=edit']").click()
    page.wait_for_url("**/bulk/*/")
    found = {"asked": faults(page)}
    page.locator("main [name=city]").fill("Toledo")
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("cell", name="Lima (3)")).to_be_visible()
    found["looked at"] = faults(page)
    pair = f"ref={accounts[1].ref}&ref={accounts[2].ref}"
    found["merge"] = _seen(page, f"/accounts/merge?{pair}")
    assert found == {step: [] for step in found}


def test_form_sent_back_has_no_fault(page: Page, house) -> None:
    page.goto("/accounts/new")
    page.locator("main [name=website]").fill("no address")
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main [aria-invalid=true]").first).to_be_visible()
    assert faults(page) == []


def _seen(page: Page, path: str) -> list[object]:
    page.goto(path)
    return faults(page)
