"""I1, I2, I5, F4: whatever is typed is data. Nothing breaks, nothing is run, nothing else is shown."""

import ast
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from followthrough.config.environment import REPOSITORY
from followthrough.foundation.accounts.models import Account
from followthrough.kernel.files.store import folder
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.registry import RecordType, record_types
from tests import cast
from tests.battery import IS_LONG
from tests.battery.conftest import signed_in
from tests.battery.crawling import KINDS
from tests.battery.hostile import BREAKING, FILES, INTO_SQL, NAMES, TEXTS
from tests.house.conftest import House

pytestmark = pytest.mark.slow

SOURCE = REPOSITORY / "src" / "followthrough"
LOOKS = ("sort", "columns", "group", "as", "cards", "dates", "around", "open", "sums", "after", "q", "limit", "fields")
STEP = 8 if IS_LONG else 80  # pages take long: one question in so many, another one of each kind
CPU = 1.0  # seconds of this process for one answer


@pytest.fixture
def restless(house: House) -> Iterator[None]:
    """What is slow is ended, and seen as an answer that broke."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '2s'")
        yield
        transaction.set_rollback(True)


def asked(kind: RecordType) -> Iterator[tuple[str, str]]:
    """Every name a list listens to with every hostile word, and names it must not listen to."""
    names = [
        *LOOKS,
        *(f"{name}__{how}" for name in kind.filters for how in ("gte", "lt", "in", "empty")),
        *kind.filters,
    ]
    for place, name in enumerate(names):
        for word in INTO_SQL if name in LOOKS[:4] else INTO_SQL[place % len(INTO_SQL) :][:2]:
            yield name, word
    for name in NAMES:
        yield name, "x"
        for look in ("sort", "columns", "group"):
            yield look, name


@pytest.mark.slow
def test_no_program_gets_anything_by_odd_questions(house: House, restless: None) -> None:
    admin, wrong = house.callers["admin"], []
    for kind in KINDS if IS_LONG else KINDS[1:3]:
        for name, word in asked(kind):
            answer = admin.client.get(f"/api/v1/{kind.plural}", {name: word}, headers=admin.headers)
            is_search = name == "q" or name in kind.filters or "__" in name
            if answer.status_code not in ((200, 400, 422) if is_search else (400, 422)) and name not in ("limit",):
                wrong.append((kind.plural, name, word, answer.status_code))
            if b"pbkdf2" in answer.content or b"argon2" in answer.content:
                wrong.append((kind.plural, name, word, "told too much"))
    assert wrong == [], wrong


@pytest.mark.slow
def test_no_page_breaks_by_odd_questions(house: House, restless: None) -> None:
    client, wrong = signed_in(house, "admin"), []
    for number, kind in enumerate(KINDS):
        for place, (name, word) in enumerate(asked(kind)):
            if (place + number) % STEP == 0:
                answer = client.get(f"/{kind.plural}/", {name: word})
                if answer.status_code >= 500:
                    wrong.append((kind.plural, name, word, answer.status_code))
    for path in (
        "/search/",
        "/palette",
        "/today/",
        "/on-time/",
        "/pipeline/",
        "/history/",
        "/bin/",
        "/choose/accounts.account",
    ):
        for word in (*INTO_SQL, *NAMES)[:: 1 if IS_LONG else 4]:
            for name in ("q", "view", "from", "person", "before"):
                status = client.get(path, {name: word}).status_code
                wrong += [(path, name, word, status)] if status >= 500 else []
    assert wrong == [], wrong


@pytest.mark.slow
def test_what_is_kept_and_asked_later_does_no_more(house: House, restless: None) -> None:
    """A saved view, a zone and a language are asked of the database later, by whoever opens them."""
    client, admin, wrong = signed_in(house, "admin"), house.callers["admin"], []
    for word in (*INTO_SQL, *NAMES)[:: 1 if IS_LONG else 3]:
        made = admin.post("/views", {"name": "Odd", "kind": "accounts.account", "asks": f"sort={word}&{word}=1"})
        status = client.get(
            made.body["asks"] if made.status_code == 201 and made.body["asks"].startswith("/") else "/accounts/"
        ).status_code
        person = client.post(
            "/profile/save", {"name": "Ada", "language": word, "zone": word, "theme": word}
        ).status_code
        if max(made.status_code, status) >= 500 or person != 422:
            wrong.append((word, made.status_code, status, person))
    assert wrong == [], wrong


@pytest.mark.slow
def test_text_is_shown_as_it_was_typed_and_never_run(house: House, restless: None) -> None:
    client, admin = signed_in(house, "admin"), house.callers["admin"]
    for text in TEXTS:
        made = admin.post("/accounts", {"name": text[:190], "city": text[:90]})
        assert made.status_code in (201, 422), text
        if made.status_code == 422:
            continue
        path = f"/accounts/{made.body['ref']}/"
        admin.post(f"/accounts/{made.body['ref']}/add-note", {"text": text})
        page = client.get(path)
        assert (page.status_code, b"49" in page.content.split(b"<h1")[1][:600]) == (200, False)
        assert "stolen" not in page.cookies
        assert client.get(f"{path}timeline").status_code == 200
        for form in ("csv", "xlsx"):
            answer = client.get(f"/accounts/export.{form}?q=password")
            assert (answer.status_code, b"".join(answer.streaming_content) != b"") == (200, True)


@pytest.mark.slow
def test_breaking_input_is_answered_soon_and_breaks_nothing(house: House, restless: None) -> None:
    client, admin, wrong = signed_in(house, "admin"), house.callers["admin"], []
    escaped = [text.encode("utf-8", "surrogatepass") for text in BREAKING]

    def tried(what: str, work: Any) -> None:
        began = time.process_time()
        status = work().status_code
        spent = time.process_time() - began
        if status >= 500 or spent > CPU:
            wrong.append((what, status, round(spent, 2)))

    for number, text in enumerate(BREAKING):
        body = (
            b'{"name": "'
            + text[:200_000].replace("\\", "\\\\").encode("unicode_escape").replace(b"\\x00", b"\\u0000")
            + b'"}'
        )
        tried(f"api {number}", lambda body=body: admin.post("/accounts", body))
        tried(f"raw {number}", lambda raw=escaped[number]: admin.post("/accounts", b'{"name": "' + raw + b'"}'))
        if not text.isascii():
            continue
        short = text[:20_000]
        tried(f"page {number}", lambda text=text: client.post("/accounts/new", {"name": text}))
        for path in ("/search/", "/palette", "/accounts/", "/accounts/new/doubles", "/choose/accounts.account"):
            tried(f"{path} {number}", lambda path=path, short=short: client.get(path, {"q": short, "name": short}))
        tried(
            f"api search {number}",
            lambda short=short: admin.client.get("/api/v1/search", {"q": short}, headers=admin.headers),
        )
    assert wrong == [], wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_file_name_is_a_label_and_never_a_path(house: House, name: str, settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "store"
    client, admin = signed_in(house, "admin"), house.callers["admin"]
    with transaction.atomic():
        account = cast.account("Files")
        file = SimpleUploadedFile("x", b"content of a file")
        file._name = name  # what a client says, unlike what the class would make of it
        answer = admin.client.post(f"/api/v1/accounts/{account.ref}/attach", {"file": file}, headers=admin.headers)
        assert answer.status_code < 500
        for kept in Attachment.objects.filter(kind="accounts.account", record_id=account.pk):
            assert ("/" in kept.name, "\\" in kept.name, "\x00" in kept.name, len(kept.name) <= 255) == (
                False,
                False,
                False,
                True,
            )
            sent = client.get(f"/files/{kept.ref}")
            assert "\n" not in sent["Content-Disposition"] and sent["Content-Disposition"].startswith("attachment")
            assert sent["Content-Security-Policy"] == "sandbox; default-src 'none'"
            b"".join(sent.streaming_content)
        transaction.set_rollback(True)
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and folder() not in path.parents]
    assert outside == []


def unsafe(code: str) -> list[str]:
    """Lines that make SQL or a template of text, or put what was asked into the ORM as it came."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0] if node.args else None
        if called in ("execute", "executemany", "RawSQL", "raw", "extra") and _is_made(first):
            found.append(f"{node.lineno}: SQL of text")
        if called in ("Template", "from_string") or (
            called in ("eval", "exec", "mark_safe") and not isinstance(first, ast.Constant)
        ):
            found.append(f"{node.lineno}: {called}")
        if called in ("filter", "exclude", "get", "create", "update", "annotate", "order_by", "Q"):
            given = [one.value for one in node.keywords if one.arg is None]
            given += [one.value for one in node.args if isinstance(one, ast.Starred)]
            found += [f"{node.lineno}: asked of the ORM" for one in given if "request" in ast.dump(one)]
    return found


def _is_made(node: ast.expr | None) -> bool:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return isinstance(node.func.value, ast.Constant | ast.JoinedStr)
    return False


@pytest.mark.slow
def test_no_code_makes_sql_or_templates_of_text() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            wrong += [f"{path.relative_to(SOURCE)}:{line}" for line in unsafe(path.read_text(encoding="utf-8"))]
    assert wrong == [], wrong


@pytest.mark.parametrize(
    "planted",
    [
        "cursor.execute(f'SELECT {x}')",
        "cursor.execute('SELECT %s' % x)",
        "cursor.execute('SELECT {}'.format(x))",
        "Account.objects.filter(**request.GET)",
        "rows.order_by(*request.GET.getlist('sort'))",
        "Template(note.text)",
        "mark_safe(note.text)",
    ],
)
def test_a_planted_fault_is_found_in_code(planted: str) -> None:
    assert len(unsafe(planted)) == 1


def test_every_kind_is_known_to_the_lists() -> None:
    assert {kind.plural for kind in record_types() if kind.listed} >= {kind.plural for kind in KINDS}
    assert Account in {kind.model for kind in KINDS}
