"""A5: rights that were taken away end at once, at every open door and in all work that waits for a worker."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.actions import undo as undoing_at_once
from followthrough.kernel.bulk import choosing
from followthrough.kernel.bulk.jobs import apply_batch, look_at_batch
from followthrough.kernel.bulk.models import Batch
from followthrough.kernel.downloads.asking import ask_for
from followthrough.kernel.downloads.jobs import make_download
from followthrough.kernel.exchange import entering
from followthrough.kernel.exchange.jobs import apply_upload, check_upload
from followthrough.kernel.exchange.models import Import, StagedRow
from followthrough.kernel.people.models import ApiKey, Team, User
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.undoing import taking_back
from followthrough.kernel.undoing.jobs import undo_deed
from followthrough.kernel.undoing.taking_back import take_back, undoing_of
from followthrough.winning.renewals.models import FeedAddress
from tests import cast
from tests.battery.conftest import signed_in_as
from tests.callers import Caller

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ACCOUNTS = type_of(Account)
HOWS = ("nothing", "deactivate", "bin", "drop the role", "leave the team")
Work = Callable[[], object]
Waiting = tuple[Work, Callable[[], Any], Any]  # what a worker would do, what shows it, and how that is when it was done


@pytest.fixture
def rita() -> User:
    west = cast.made(Team, name="West")
    return cast.person("Rita Rep", "rep", west)


@pytest.fixture
def account(rita: User) -> Account:
    return cast.account("Juniper", team=rita.team, city="Lima")


def take_away(how: str, person: User) -> None:
    """Let this happen to a person, in the middle of whatever they do."""
    change: dict[str, Any] = {
        "nothing": {},
        "deactivate": {"is_active": False},
        "bin": {"binned_at": clock.now()},
        "drop the role": {"role": "department"},
        "leave the team": {"team": cast.made(Team, name="East")},
    }[how]
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        User._default_manager.filter(pk=person.pk).update(**change or {"zone": person.zone})


def city(account: Account) -> Callable[[], str]:
    return lambda: Account._default_manager.get(pk=account.pk).city


def bulk(rita: User, account: Account) -> Waiting:
    """A change of many that a worker is to make."""
    batch = choosing.choose(ACCOUNTS, "edit", refs=[account.ref], by=cast.as_actor(rita), now=clock.now())
    Batch.objects.filter(key=batch.key).update(typed={"city": "Rome"}, state="running")
    return lambda: apply_batch(str(batch.key)), city(account), "Rome"


def look(rita: User, account: Account) -> Waiting:
    """A change of very many that is to be counted first."""
    batch = choosing.choose(ACCOUNTS, "edit", refs=[account.ref], by=cast.as_actor(rita), now=clock.now())
    Batch.objects.filter(key=batch.key).update(typed={"city": "Rome"}, state="looking")
    found = Batch.objects.filter(key=batch.key)
    return lambda: look_at_batch(str(batch.key)), lambda: found.get().seen.get("change"), 1


def upload(rita: User, account: Account) -> Waiting:
    """A checked file whose rows are to go in."""
    actor, draft = cast.as_actor(rita), uploaded(rita, account)
    cast.does(actor, Import, "check", draft)
    cast.does(actor, Import, "start", draft)
    return lambda: apply_upload(draft.ref, rita.pk), city(account), "Rome"


def check(rita: User, account: Account) -> Waiting:
    """A file that is to be held against what is there."""
    draft = uploaded(rita, account)
    matched = StagedRow.objects.filter(upload=draft, verdict="changed")
    return lambda: check_upload(draft.ref, rita.pk), matched.count, 1


def undone(rita: User, account: Account) -> Waiting:
    """A large deed that is to be taken back."""
    actor = cast.as_actor(rita)
    deed = cast.does(actor, Account, "edit-many", refs=[account.ref], values={"city": "Quito"})
    asked = take_back(deed.run, actor=actor, surface="test")
    waiting = undoing_of(asked.ask["undoing"], actor)
    return lambda: undo_deed(str(waiting.key)), city(account), "Lima"


def download(rita: User, account: Account) -> Waiting:
    """A long list that is to be written into a workbook: it holds what its person sees when it is made."""
    asked = ask_for(ACCOUNTS, cast.as_actor(rita), {}, sort="name", columns=["name"], name="accounts.xlsx")

    def holds() -> int:
        asked.refresh_from_db()
        return asked.done if asked.state == "done" else 0

    return lambda: make_download(str(asked.key)), holds, 1


def uploaded(rita: User, account: Account) -> Import:
    book = ContentFile(f"ref,city\n{account.ref},Rome\n".encode(), name="book.csv")
    ref = cast.does(cast.as_actor(rita), Import, "upload", file=book, into="accounts").ref
    return Import._default_manager.get(ref=ref)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("waits", [bulk, look, upload, check, undone, download])
def test_waiting_work_asks_again_what_its_person_may(
    settings: LazySettings,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    rita: User,
    account: Account,
    waits: Callable[[User, Account], Waiting],
    how: str,
) -> None:
    """Done as long as nothing is taken away: the control of each."""
    settings.FILES_ROOT = tmp_path
    for room in (taking_back, undoing_at_once):
        monkeypatch.setattr(room, "LONG", 0)
    work, shows, done = waits(rita, account)
    take_away(how, rita)
    work()
    assert (shows() == done) == (how == "nothing")


def test_work_that_has_begun_stops_at_its_next_part(
    rita: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: LazySettings
) -> None:
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(entering, "BATCH", 2)
    actor = cast.as_actor(rita)
    rows = [cast.account(f"Firm {n}", team=rita.team).ref for n in range(6)]
    book = ContentFile("".join(["ref,city\n", *(f"{ref},Rome\n" for ref in rows)]).encode(), name="book.csv")
    draft = Import._default_manager.get(ref=cast.does(actor, Import, "upload", file=book, into="accounts").ref)
    cast.does(actor, Import, "check", draft)
    cast.does(actor, Import, "start", draft)
    enter = entering.Entering.enter

    def entered_and_let_go(self: Any, rows: Any, *, now: Any) -> None:
        enter(self, rows, now=now)
        take_away("deactivate", rita)

    monkeypatch.setattr(entering.Entering, "enter", entered_and_let_go)  # after the first rows are in
    apply_upload(draft.ref, rita.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.problem) == ("failed", "Whoever asked for this may no longer do it.")
    assert list(Account._default_manager.filter(city="Rome").values_list("ref", flat=True)) == rows[:2]


@pytest.mark.parametrize("how", HOWS)
def test_every_door_that_stands_open_is_shut(rita: User, account: Account, how: str) -> None:
    """A page, a key and a calendar that were answered a moment ago."""
    page, key = signed_in_as(rita), Caller(rita)
    feed = cast.does(cast.as_actor(rita), FeedAddress, "make", name="Mine")
    calendar = f"/feeds/{feed.secret.rstrip('/').split('/')[-2]}/expiries.ics" if feed.secret else ""
    asked = (
        lambda: page.get(f"/accounts/{account.ref}/").status_code,
        lambda: page.post(f"/accounts/{account.ref}/field/city", {"city": "Rome"}).status_code,
        lambda: key.get(f"/accounts/{account.ref}").status_code,
        lambda: Client().get(calendar).status_code,
    )
    before = [one() for one in asked]
    assert before == [200, 200, 200, 200]
    take_away(how, rita)
    after = {
        "nothing": [200, 200, 200, 200],
        "deactivate": [302, 302, 401, 410],
        "bin": [302, 302, 401, 410],
        "drop the role": [403, 403, 403, 200],
        "leave the team": [404, 404, 404, 200],
    }[how]
    assert [one() for one in asked] == after


def test_a_key_ends_with_its_word(rita: User) -> None:
    caller = Caller(rita)
    assert caller.get("/accounts").status_code == 200
    cast.does(cast.as_actor(rita), ApiKey, "revoke", caller.key)
    assert caller.get("/accounts").status_code == 401
