"""Files: sent as a form, kept under their hash, given back only as downloads."""

import pytest

from followthrough.kernel.people.models import Team
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_file_comes_back_as_a_download_that_can_do_nothing(admin):
    account = cast.account("Juniper")
    sent = admin.upload(f"/accounts/{account.ref}/attach", "../../evil.html", b"<script>alert(1)</script>")
    assert sent.status_code == 200
    (file,) = admin.get(f"/accounts/{account.ref}/files").body["items"]
    answer = admin.get(f"/accounts/{account.ref}/files/{file['ref']}/content")
    assert answer.sent == b"<script>alert(1)</script>"
    assert (file["name"], answer["Content-Disposition"]) == ("evil.html", 'attachment; filename="evil.html"')
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_repeated_key_with_another_content_is_noticed(admin):
    account = cast.account("Juniper")
    path = f"/accounts/{account.ref}/attach"
    first = admin.upload(path, "a.txt", b"one", Idempotency_Key="k")
    again = admin.upload(path, "a.txt", b"one", Idempotency_Key="k")
    other = admin.upload(path, "a.txt", b"two", Idempotency_Key="k")
    assert (again.content, other.status_code) == (first.content, 422)
    assert len(admin.get(f"/accounts/{account.ref}/files").body["items"]) == 1


def test_a_file_is_reached_only_through_its_own_record(rep, admin, west):
    mine = cast.account("Mine", team=west)
    theirs = cast.account("Theirs", team=cast.made(Team, name="East"))
    admin.upload(f"/accounts/{theirs.ref}/attach", "a.txt", b"CANARY")
    (file,) = admin.get(f"/accounts/{theirs.ref}/files").body["items"]
    for account in (mine, theirs):
        assert rep.get(f"/accounts/{account.ref}/files/{file['ref']}/content").status_code == 404


def test_a_form_without_its_file_is_refused(admin):
    account = cast.account("Juniper")
    answer = admin.post(f"/accounts/{account.ref}/attach", {"file": "text"})
    assert (answer.status_code, list(answer.body["fields"])) == (422, ["file"])


def test_a_file_name_can_not_break_a_header(admin):
    account = cast.account("Juniper")
    admin.upload(f"/accounts/{account.ref}/attach", "a\r\nSet-Cookie: x=1.txt", b"x")
    (file,) = admin.get(f"/accounts/{account.ref}/files").body["items"]
    answer = admin.get(f"/accounts/{account.ref}/files/{file['ref']}/content")
    assert (answer.status_code, "Set-Cookie" in answer) == (200, False)
