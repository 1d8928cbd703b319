"""A1, A2, A3, I6, S3 by one crawl of all pages as one person: answered as declared, nothing hidden, nothing written."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from followthrough.config.security import CSP
from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.registry import record_types
from followthrough.web.downloads import CLOSED
from tests import cast
from tests.battery.conftest import signed_in
from tests.battery.crawling import KINDS, MISSING, PRIVATE, Crawl, crawl, digest, forbidden_for, refs_for
from tests.battery.pages import DENIED, EMPTY, HIDDEN, HOUSE, OF_KIND, OF_RECORD, OK, OPEN, PERSON, every_pattern
from tests.house.conftest import House

pytestmark = pytest.mark.slow
SECRETIVE = ("/sign-in/link",)  # their address is a secret: it is told to nobody
LONG = ("coordinator", "department", "rep_a", "readonly", "manager", "finance", "admin")
EACH = ["rep_b", *(pytest.param(name, marks=pytest.mark.battery) for name in LONG)]


@pytest.fixture(scope="module", params=EACH)
def crawled(request: pytest.FixtureRequest, house: House) -> Crawl:
    """All that this person was answered; asked for once, and forgotten before the next person asks."""
    return crawl(house, request.param)


def outcome(status: int) -> str:
    return DENIED if status == 403 else HIDDEN if status == 404 else OK if status < 400 else str(status)


def test_every_address_of_a_page_is_in_the_policy() -> None:
    assert sorted(set(every_pattern()) ^ {*HOUSE, *OF_KIND, *OF_RECORD}) == []


def test_every_page_answers_this_role_as_declared(crawled: Crawl) -> None:
    wrong = [
        (one.url, one.page.whose, one.page.expected, one.status)
        for one in crawled.seen
        if one.page and outcome(one.status) != one.page.expected
        if not (one.page.expected in (DENIED, EMPTY) and one.status == 404)
        if not (one.page.expected == EMPTY and one.status == 200)
    ]
    assert wrong == [], wrong


def test_pages_of_the_house_open_for_whom_the_policy_says(crawled: Crawl) -> None:
    wrong = []
    by_url = {one.url: one.status for one in crawled.seen}
    for pattern, needs in HOUSE.items():
        if f"/{pattern}" in by_url and pattern not in ("settings/", "duplicates/"):
            may = needs in (OPEN, PERSON) or crawled.actor.may(needs)
            if (by_url[f"/{pattern}"] == 403) == may:
                wrong.append((pattern, needs, by_url[f"/{pattern}"]))
    assert wrong == [], wrong


def test_a_foreign_record_is_told_like_a_missing_one(crawled: Crawl) -> None:
    told: dict[str, bytes] = {}
    wrong = []
    for one in crawled.seen:
        if one.page and one.page.whose in ("foreign", "missing") and one.page.expected in (HIDDEN, EMPTY):
            refs = {ref for found in crawled.refs.values() for ref in found.values()}
            ref = next(part for part in one.url.split("/") if part in refs)
            same = re.sub(rb'[0-9a-f]{32}|csrf[^>]*>|value="[\w-]{40,}"', b"", one.body.replace(ref.encode(), b"..."))
            if told.setdefault(one.url.replace(ref, "..."), same) != same:
                wrong.append(one.url)
    assert wrong == [], wrong


def test_nothing_hidden_is_on_any_page_or_in_any_download(house: House, crawled: Crawl) -> None:
    words = [word.encode() for word in forbidden_for(house, crawled)]
    leaks = [(one.url, word) for one in crawled.seen for word in words if word in one.body]
    assert leaks == [], leaks


def test_no_page_breaks_and_none_writes_by_being_opened(crawled: Crawl) -> None:
    assert [(one.url, one.status) for one in crawled.seen if one.status >= 500] == []
    assert crawled.changed == []


def test_every_page_has_the_headers_that_protect(crawled: Crawl) -> None:
    wanted = {"Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
    wrong = []
    for one in crawled.seen:
        own = {**wanted, "Referrer-Policy": "no-referrer"} if one.url in SECRETIVE else wanted
        if one.headers.get("Content-Disposition", "").startswith("attachment"):
            own = own | CLOSED if "sandbox" in one.headers["Content-Security-Policy"] else own
        wrong += [(one.url, name) for name, value in own.items() if one.headers.get(name) != value]
        if "no-store" not in one.headers.get("Cache-Control", "") and one.url not in ("/robots.txt", "/favicon.ico"):
            wrong.append((one.url, "Cache-Control"))
    assert wrong == [], wrong


def test_hidden_links_filter_like_missing_ones(house: House) -> None:
    """No yes-or-no oracle: a list narrowed by somebody else's record says what it says for none."""
    actor = cast.as_actor(house.callers["rep_b"].user)
    client, wrong, tried = signed_in(house, "rep_b"), [], 0
    for kind in KINDS:
        for name, described in kind.fields.items():
            foreign = house.sides["A"].records.get(described.link) if described.link else None
            if foreign is None or name not in kind.filters or not actor.may(kind.permission("view")):
                continue
            if type(foreign).visible_to(actor).filter(pk=foreign.pk).exists():
                continue
            tried += 1
            told = []
            for ref in (foreign.ref, MISSING):
                answer = client.get(f"/{kind.plural}/?{name}={ref}")
                plain = re.sub(r"[0-9a-f]{32}|csrf[^>]*>", "", answer.content.decode())
                told.append((answer.status_code, plain.replace(ref, "...")))
            if told[0] != told[1]:
                wrong.append((kind.plural, name))
    assert (wrong, tried > 3) == ([], True)


def test_the_crawl_would_see_a_leak(house: House) -> None:
    """The control: the administrator is shown every canary, by the same pages."""
    client = signed_in(house, "admin")
    seen = b"".join(client.get(f"/{name}/").content for name in ("accounts", "promises", "products"))
    seen += client.get(f"/accounts/{house.sides['A'].records[Account].ref}/timeline").content
    found = {word: word.encode() in seen for word in ("CanaryA-account-", "CanaryB-promise-", PRIVATE)}
    assert found == dict.fromkeys(found, True)
    before = digest()
    with transaction.atomic():
        cast.account("Seen by the digest")
        assert digest() != before
        transaction.set_rollback(True)


def mutations(kind: Any, refs: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that can be sent to a record that is hidden, or that is none of one's business."""
    extra = {"owner": MISSING, "role": "admin", "created_at": "2020-01-01", "is_staff": "1", "version": "1"}
    one = f"/{kind.plural}/{refs['foreign']}/"
    for verb, action in actions_on(kind.model).items():
        yield (f"/{kind.plural}/do/{verb}" if action.on_class else f"{one}do/{verb}"), extra
    yield f"{one}edit", {**extra, **dict.fromkeys(kind.form, "x")}
    for name in list(kind.form)[:3]:
        yield f"{one}field/{name}", {**extra, name: "x"}
        yield f"{one}cell/{name}", {**extra, name: "x"}
    yield f"{one}move", {**extra, "lane": "x"}
    yield f"/{kind.plural}/merge", {"ref": [refs["own"], refs["foreign"]], "stays": refs["own"]}
    yield f"/{kind.plural}/merge", {"stays": refs["own"]}
    yield f"/{kind.plural}/bulk?do=delete", {"ref": [refs["foreign"]]}
    yield f"/{kind.plural}/views/{MISSING}/delete", {}
    yield f"/{kind.plural}/paste", {"text": f"Number\tName\n{refs['foreign']}\tx\n", "apply": "1"}


@pytest.mark.parametrize("name", ["rep_b", pytest.param("readonly", marks=pytest.mark.battery)])
def test_nothing_changes_by_what_is_sent_to_hidden_records(house: House, name: str) -> None:
    client, wrong = signed_in(house, name), []
    actor = cast.as_actor(house.callers[name].user)
    foreign = {kind.kind: kind.model.visible_to(SYSTEM) for kind in KINDS}
    before = digest()  # of all kinds: what is sent to each is taken back
    for kind in KINDS:
        refs = refs_for(house, name, kind)
        hidden = foreign[kind.kind].filter(ref=refs["foreign"])
        if kind.model.visible_to(actor).filter(ref=refs["foreign"]).exists() and name != "readonly":
            continue
        with transaction.atomic():
            values = list(hidden.values())
            for url, sent in mutations(kind, refs):
                on_class = "/do/" in url and refs["foreign"] not in url
                with transaction.atomic():
                    answer = client.post(url, sent)
                    refused = answer.status_code in (403, 404) or on_class or "/merge" in url
                    if answer.status_code >= 500 or (not refused and "bulk" not in url and "paste" not in url):
                        wrong.append((url, answer.status_code))
                    if list(hidden.values()) != values:
                        wrong.append((url, "changed it"))
                    transaction.set_rollback(on_class or "bulk" in url or "paste" in url)
            after = digest()
            wrong += [(kind.plural, table) for table in after if after[table] != before[table]]
            transaction.set_rollback(True)
    assert wrong == [], wrong


def test_a_stranger_is_shown_the_door_at_every_page(house: House) -> None:
    client, wrong = Client(), []
    for kind in KINDS:
        for pattern in ("/{}/", "/{}/{}/", "/{}/{}/edit", "/{}/export.csv", "/{}/{}/do/edit", "/{}/new"):
            url = pattern.format(kind.plural, house.sides["A"].records[kind.model].ref)
            answer = client.get(url)
            if (answer.status_code, answer.get("Location", "").split("?")[0]) != (302, "/sign-in"):
                wrong.append((url, answer.status_code))
    assert wrong == []


def test_every_kind_in_the_sample_is_there() -> None:
    assert {kind.plural for kind in record_types()} >= {kind.plural for kind in KINDS}
    assert len(KINDS) >= 5
