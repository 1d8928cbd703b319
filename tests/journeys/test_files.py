"""Files dropped on a page, photographed with a phone and refused: what was there and what was typed stays."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.people.models import User
from tests import cast

pytestmark = pytest.mark.slow
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MAKE = """([name, type, text, size]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([text, new Uint8Array(size)], name, { type }));
  return dropped;
}"""


def drop(page: Page, on: Locator, name: str, kind: str, text: str = "%PDF drawing", size: int = 0) -> None:
    """A file is drawn over something and let go there; `size` more bytes follow its text."""
    dropped = page.evaluate_handle(MAKE, [name, kind, text, size])
    on.dispatch_event("dragover", {"dataTransfer": dropped})
    on.dispatch_event("drop", {"dataTransfer": dropped})


def chosen(field: Locator) -> str:
    """The name of the file a field holds."""
    return str(field.evaluate("field => field.files[0]?.name ?? ''"))


def test_a_file_dropped_on_a_page_is_attached_at_once(signed_in: Callable[..., Page], ana: User) -> None:
    account = cast.account("Bremer Fluid Systems", owner=ana)
    page = signed_in(ana)
    page.goto(f"/accounts/{account.ref}/")
    drop(page, page.locator("#panel-files"), "plan.pdf", "application/pdf")
    expect(page.locator("#panel-files .files")).to_contain_text("plan.pdf")
    made = Attachment.objects.get()
    assert (made.name, made.sha256) == ("plan.pdf", hashlib.sha256(b"%PDF drawing").hexdigest())


def test_a_file_dropped_on_a_dialog_is_filed_with_its_hash_after_two_refusals(
    signed_in: Callable[..., Page], ana: User
) -> None:
    account = cast.account("Bremer Fluid Systems", owner=ana)
    page = signed_in(ana)
    page.goto(f"/accounts/{account.ref}/do/file-document")
    form, field = page.locator("main form.form"), page.locator("#f-file")
    page.locator("#f-title").fill("Flange drawing")
    drop(page, form, "flange.pdf", "application/pdf")
    drop(page, form, "film.mov", "video/quicktime", size=26 * 2**20)
    said = form.locator("[data-file-words]")
    expect(said).to_have_text("“film.mov” is too large and was not taken: a file may have at most 25 MB.")
    assert (chosen(field), page.locator("#f-title").input_value()) == ("flange.pdf", "Flange drawing")
    form.locator("[type=submit]").click()
    expect(page.locator("#panel-documents")).to_contain_text("Flange drawing")
    filed = DocumentVersion.objects.get()
    assert (filed.name, filed.sha256) == ("flange.pdf", hashlib.sha256(b"%PDF drawing").hexdigest())
    page.goto(f"/documents/{filed.document.ref}/")
    expect(page.locator("main")).to_contain_text(filed.sha256[:8])


def test_a_form_that_comes_back_with_something_to_mend_keeps_its_file(
    signed_in: Callable[..., Page], ana: User
) -> None:
    account = cast.account("Bremer Fluid Systems", owner=ana)
    page = signed_in(ana)
    page.goto(f"/accounts/{account.ref}/")
    page.locator("[hx-get$='/do/file-document']").first.evaluate("opener => opener.click()")
    dialog = page.locator("#dialog")
    drop(page, dialog.locator("form"), "flange.pdf", "application/pdf")
    dialog.locator("#f-edition").evaluate("field => field.removeAttribute('maxlength')")
    dialog.locator("#f-edition").fill("e" * 61)
    dialog.locator("[type=submit]").click()
    expect(dialog.locator("[role=alert]").first).to_be_visible()
    assert chosen(dialog.locator("#f-file")) == "flange.pdf"
    dialog.locator("#f-edition").fill("1")
    dialog.locator("[type=submit]").click()
    expect(page.locator("#panel-documents")).to_contain_text("flange.pdf")


def test_a_file_of_another_kind_is_refused_beside_the_field(signed_in: Callable[..., Page], ana: User) -> None:
    page = signed_in(ana)
    page.goto("/imports/new")
    field, form = page.locator("#f-file"), page.locator("form", has=page.locator("#f-file"))
    drop(page, form, "accounts.csv", "text/csv", "Name\nBremer\n")
    drop(page, form, "picture.png", "image/png")
    expect(form.locator("[data-file-words]")).to_have_text("“picture.png” is of a kind that can’t be taken here.")
    assert chosen(field) == "accounts.csv"


def test_a_phone_takes_a_photo_and_it_is_attached(signed_in: Callable[..., Page], ana: User) -> None:
    account = cast.account("Bremer Fluid Systems", owner=ana)
    desk = signed_in(ana)
    desk.goto(f"/accounts/{account.ref}/")
    expect(desk.locator("#panel-files .photo")).to_be_hidden()
    phone = signed_in(ana, **PHONE)
    phone.goto(f"/accounts/{account.ref}/")
    button, camera = phone.locator("#panel-files .photo"), phone.locator("#panel-files [data-photo]")
    expect(button).to_be_visible()
    assert (camera.get_attribute("capture"), camera.get_attribute("accept")) == ("environment", "image/*")
    camera.set_input_files({"name": "pallet.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 pallet"})
    expect(phone.locator("#panel-files .files")).to_contain_text("pallet.jpg")
    made = Attachment.objects.get()
    assert (made.name, made.sha256) == ("pallet.jpg", hashlib.sha256(b"\xff\xd8 pallet").hexdigest())


def test_a_file_that_is_chosen_is_attached_at_once_by_keys_as_well(signed_in: Callable[..., Page], ana: User) -> None:
    account = cast.account("Bremer Fluid Systems", owner=ana)
    page = signed_in(ana)
    terms = {"name": "terms.pdf", "mimeType": "application/pdf", "buffer": b"%PDF terms"}
    # Answered from before the page is there: asked for together with the key, the driver's ear may come too late.
    page.on("filechooser", lambda asked: asked.set_files(terms))
    page.goto(f"/accounts/{account.ref}/")
    panel = page.locator("#panel-files")
    expect(panel.get_by_text("Add it")).to_be_hidden()
    panel.locator("input[name=file]").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".files")).to_contain_text("terms.pdf")
    assert Attachment.objects.get().name == "terms.pdf"
