"""What people expect of the desk they begin with (expectations 1, 2, 5, 8, 16, 20 of docs/develop/expectations.md)."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.test import Client
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel import clock
from followthrough.kernel.people.models import Team, User
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import promised
from followthrough.web.signing import BACKEND
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import deal, stage, usual_pipeline
from tests import cast
from tests.book.uploads import upload
from tests.journeys.test_first_hour import at


def number_in(page: Page, selector: str) -> int:
    """The figure an element shows."""
    return int(re.sub(r"\D", "", page.locator(selector).inner_text()))


def owe_one_of_each_kind(ana: User) -> dict[str, str]:
    """Something due of every kind there is, by what it is, with the group it has to stand in."""
    today, now, day = clock.today("UTC"), clock.now(), timedelta(days=1)
    juniper = cast.account("Juniper", owner=ana)
    web = cast.made(Team, name="Web", is_department=True)
    usual_pipeline()
    won = deal(name="Pumps", account=juniper, owner=cast.person("Ben Ortiz", "rep"), stage=stage("Quoted"))
    shown = {"owner": ana, "account": juniper}
    promised("Late by hand", **shown, due_on=today - 3 * day)
    promised("Owed by Web", department=web, minder=ana, account=juniper, due_on=today - 2 * day)
    promised("A time of today", **shown, due_at=now - timedelta(minutes=5))
    promised("Due today", **shown, due_on=today)
    promised("Next step of a deal", **shown, source=won, source_text="Of the deal Pumps.", due_on=today)
    promised("Signature", **shown, direction="wait", asked_on=today - 9 * day, due_on=today + 9 * day)
    late, now_due = ("Late by hand", "Owed by Web", "A time of today"), ("Due today", "Next step of a deal")
    return {**dict.fromkeys(late, "late"), **dict.fromkeys(now_due, "today"), "Signature": "waiting"}


def test_01_and_02_today_holds_one_of_each_kind_and_every_row_says_why(
    signed_in: Callable[..., Page], ana: User
) -> None:
    expected = owe_one_of_each_kind(ana)
    promised("Far away", owner=ana, due_on=clock.today("UTC") + timedelta(days=60))
    page = signed_in(ana)
    at(page, "/")
    assert page.url.endswith("/today/")
    found, reasons = {}, {}
    for group in page.locator("ul[data-promises]").all():
        key = str(group.get_attribute("id")).removeprefix("rows-")
        rows = group.locator("li").all()
        assert number_in(page, f"#count-{key}") == len(rows)
        for row in rows:
            what = row.locator(".p-what a").inner_text().split(":")[-1].strip()
            found[what] = key
            reasons[what] = " ".join(row.inner_text().split())
    assert found == expected
    dated = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d|\d\d:\d\d|Today|asked |Of the deal")
    assert [what for what, said in reasons.items() if not dated.search(said)] == []
    hidden = page.locator(".hidden-note a")
    expect(hidden).to_have_text(re.compile(r"^\d due after this week$"))
    count = int(hidden.inner_text()[0])
    hidden.click()
    expect(page.locator("ul[data-promises] li .p-what a", has_text="Far away")).to_be_visible()
    assert page.locator("ul[data-promises] li").count() == count


def test_05_the_palette_does_what_every_menu_does_and_finds_a_number_first(
    signed_in: Callable[..., Page], ana: User
) -> None:
    account = cast.account("Juniper Process Controls", owner=ana)
    cast.account(f"Copy of {account.ref}")
    page = signed_in(ana)
    at(page, f"/accounts/{account.ref}/")
    offered = page.locator("header.topbar :is(a.btn, a.item, button.item):not(.only-phone *)")
    buttons = {" ".join(words.split()) for words in offered.all_text_contents()}
    verbs = {re.sub(r" [A-Z]$", "", words) for words in buttons if words}
    assert {"New promise", "Log a call", "Edit", "Delete"} <= verbs
    page.keyboard.press("Control+k")
    field = page.locator("#palette input")
    for verb in sorted(verbs):
        field.fill(f">{verb}")
        expect(page.locator("#palette [role=option]", has_text=verb).first).to_be_visible()
    field.fill(account.ref)
    first = page.locator("#palette [role=option]").first
    expect(first).to_contain_text("Juniper Process Controls")
    field.fill(">new opp")
    expect(page.locator("#palette [role=option]").first).to_contain_text("New opportunity")
    field.fill(">new promise")
    expect(page.locator("#palette [role=option]", has_text="New promise").first).to_contain_text("N")


def rows_now() -> dict[str, list[dict[str, object]]]:
    """All that a deed can change, but for the count of changes and their times."""
    left_out = {"version", "updated_at"}
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in left_out}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in (Account, Contact, Opportunity, Promise)
    }


def test_08_every_deed_is_undone_from_history_and_all_is_as_before(
    signed_in: Callable[..., Page], ana: User, tmp_path: Path
) -> None:
    usual_pipeline()
    one, two = cast.account("GTX Pro", city="Tulsa", owner=ana), cast.account("GTXPro", owner=ana)
    cast.made(Contact, name="Dana", account=two)
    pumps = deal(name="Pumps", account=one, owner=ana, stage=stage("Qualify"), amount=100, currency="USD")
    by = cast.as_actor(ana)

    book, client = tmp_path / "book.csv", Client()
    book.write_text(f"Number,Name,City\n{one.ref},GTX Pro,Omaha\n,Brandt,Ulm\n", encoding="utf-8")
    client.force_login(ana, backend=BACKEND)
    deeds: dict[str, Callable[[], object]] = {
        "edit": lambda: cast.does(by, Account, "edit", one, city="Dayton"),
        "bulk edit": lambda: cast.does(by, Account, "edit-many", refs=[one.ref, two.ref], values={"city": "Ulm"}),
        "delete": lambda: cast.does(by, Account, "delete", two),
        "merge": lambda: cast.does(by, Account, "merge", one, others=[two.ref]),
        "stage move": lambda: cast.does(by, Opportunity, "move", pumps, stage=stage("Quoted").ref),
        "import": lambda: upload(client, book, "accounts"),
    }
    page = signed_in(ana)
    for name, deed in deeds.items():
        before = rows_now()
        deed()
        assert rows_now() != before, name
        at(page, "/history/")
        page.locator("tbody tr").first.get_by_role("link", name="Undo").click()
        page.locator("main form, #dialog form").get_by_role("button", name="Undo").first.click()
        expect(page.locator(".toast")).to_be_visible()
        assert rows_now() == before, name


def test_16_the_story_of_an_account_holds_everything_below_it_and_is_narrowed_by_kind(
    signed_in: Callable[..., Page], ana: User
) -> None:
    account = cast.account("Juniper", owner=ana)
    by = cast.as_actor(ana)
    usual_pipeline()
    cast.does(by, Account, "log-call", account, text="Asked for the price of pumps", outcome="reached")
    cast.does(by, Opportunity, "create", name="Pumps", account=account.ref)
    cast.does(by, Account, "add-note", account, text="Prefers mail.")
    cast.does(by, Account, "edit", account, city="Dayton")
    page = signed_in(ana)
    story = page.locator("#panel-timeline, [id^=panel-][id*=story], .tl").first
    said = {
        "All": ("price of pumps", "Prefers mail", "Dayton", "Pumps"),
        "Conversations": ("price of pumps",),
        "Notes": ("Prefers mail",),
        "Changes": ("Dayton",),
    }
    at(page, f"/accounts/{account.ref}/")
    for chip, words in said.items():
        page.locator(".seg a", has_text=chip).last.click()
        if chip != "All":
            expect(story).not_to_contain_text("Pumps" if chip == "Conversations" else "price of pumps")
        for one in words:
            expect(story).to_contain_text(one)
        if chip == "Notes":
            expect(story).not_to_contain_text("Dayton")
    assert Interaction.objects.count() == 1


def test_20_every_figure_opens_the_rows_it_counts(signed_in: Callable[..., Page], ana: User) -> None:
    owe_one_of_each_kind(ana)
    account = Account.objects.get()
    by = cast.as_actor(ana)
    kept, missed = (promised(what, owner=ana, account=account, due_on=clock.today("UTC")) for what in ("Kept", "Lost"))
    cast.does(by, Promise, "keep", kept, note="sent")
    cast.does(by, Promise, "miss", missed, reason="capacity", text="Too late")
    page = signed_in(ana)
    wrong, opened = [], 0
    for path in ("/today/", "/on-time/", f"/accounts/{account.ref}/"):
        at(page, path)
        figures = [
            (figure.inner_text(), str(figure.get_attribute("href"))) for figure in page.locator("dl.facts dd a").all()
        ]
        for text, url in figures:
            if not re.fullmatch(r"[\d,]+", text):
                continue
            at(page, url)
            opened += 1
            counted = page.locator("tr[data-row], ul[data-promises] li").count()
            if counted != int(text.replace(",", "")):
                wrong.append((path, text, url, counted))
    assert wrong == []
    assert opened >= 5
