"""The command line, in this process for speed, and once as people start it."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest

from followthrough import cli
from followthrough.config.environment import REPOSITORY
from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.history.models import Entry
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.people.models import ApiKey, Team, User
from followthrough.keystone.promises.models import Promise
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def say(capsys):
    """Say words; gives the exit code, what was said, and what was complained about."""

    def said(*words):
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return said


@pytest.fixture
def ask(say):
    """Say words and read the JSON answer."""

    def asked(*words):
        code, out, err = say(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return asked


@pytest.fixture
def ada():
    return cast.person("Ada Admin", "admin")


def lines(text):
    return text.rstrip().splitlines()


def test_a_list_is_an_aligned_table_that_says_how_many_there_are(say, ada):
    cast.account("Corvane Valves", kind="client", city="Erie")
    cast.account("Ändern GmbH", kind="prospect", city="Köln")
    code, out, err = say(
        "list", "accounts", "--filter", "kind=client", "--columns", "name,city,kind", "--as", ada.email
    )
    assert (code, lines(out), err) == (
        0,
        ["Number   Name            City  Kind", "A-00001  Corvane Valves  Erie  Client", "", "1 of 1."],
        "",
    )


def test_pages_of_a_list_follow_each_other_until_all_are_seen(ask, ada):
    for name in ("Able", "Baker", "Charlie"):
        cast.account(name)
    first = ask("accounts", "list", "--limit", "2", "--sort", "name")
    second = ask("accounts", "list", "--limit", "2", "--sort", "name", "--after", first["after"])
    seen = [row["name"] for page in (first, second) for row in page["rows"]]
    everything = ask("accounts", "list", "--limit", "1", "--sort", "name", "--all")
    assert (seen, second["after"], first["count"]) == (["Able", "Baker", "Charlie"], None, 3)
    assert [row["name"] for row in everything["rows"]] == seen


def test_a_record_is_made_changed_and_shown(say, ask, ada):
    code, out, _err = say("accounts", "create", "--name", "Corvane Valves", "--kind", "client", "--owner", ada.ref)
    assert (code, out) == (0, "A-00001 Corvane Valves is there.\n")
    assert say("edit", "account", "A-00001", "--city", "Erie", "--tags", "north,key")[0] == 0
    shown = ask("show", "A-00001", "--history")
    told = {name: shown[name] for name in ("name", "kind", "city", "tags", "owner", "version")}
    assert told == {
        "name": "Corvane Valves",
        "kind": "client",
        "city": "Erie",
        "tags": ["north", "key"],
        "owner": "P-0001",
        "version": 2,
    }
    assert [(e["verb"], e["surface"], e["who"]) for e in shown["history"]] == [
        ("edit_account", "cli", "Ada Admin"),
        ("create_account", "cli", "Ada Admin"),
    ]
    code, out, _err = say("accounts", "show", "A-00001", "--history")
    assert (code, lines(out)[0], "  city:  → Erie" in out.replace(", tags", "\n")) == (
        0,
        "A-00001  Corvane Valves",
        True,
    )


def test_any_verb_runs_on_any_record_from_here(say, ada, tmp_path):
    cast.account("Corvane Valves")
    drawing = tmp_path / "drawing.csv"
    drawing.write_text("part,price\n")
    assert say("do", "products.create", "-", "--name", "Gate valve")[0] == 0
    assert say("do", "accounts.add-note", "A-00001", "--text", "Wants the drawing", "--is-private")[0] == 0
    assert say("accounts", "attach", "A-00001", "--file", str(drawing))[0] == 0
    assert say("do", "accounts.delete", "A-00001")[:2] == (0, "A-00001 Corvane Valves is in the bin.\n")
    note, kept = Note.objects.get(), Attachment.objects.get()
    assert (note.text, note.is_private, kept.name, kept.size) == ("Wants the drawing", True, "drawing.csv", 11)
    assert not Account.visible_to(cast.as_actor(ada)).exists()


def test_the_same_key_has_one_effect(ask, ada):
    words = ("accounts", "create", "--name", "Corvane Valves", "--once", "k1")
    first, second = ask(*words), ask(*words)
    assert (first["ref"], first["replayed"], second["ref"], second["replayed"]) == ("A-00001", False, "A-00001", True)
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["acounts"], 2, "There is no word “acounts”. Did you mean “accounts”?\n"),
        (["xyzzy"], 2, "There is no word “xyzzy”. “followthrough help” lists them.\n"),
        (["recrods"], 2, "There is no word “recrods”. Did you mean “records”?\n"),
        (
            ["accounts"],
            2,
            "“followthrough accounts” needs a verb, such as list, show or create. "
            "“followthrough actions accounts” lists them.\n",
        ),
        (["show", "A-00009"], 4, "There is no account “A-00009”.\n"),
        (["show", "nonsense"], 4, "“nonsense” is no number of this house.\n"),
        (["accounts", "edit", "A-00009", "--city", "Erie"], 4, "There is no account “A-00009”.\n"),
        (["accounts", "create"], 3, "--name: Fill in name.\n"),
        (["list", "accounts", "--filter", "password=x"], 3, "--password: accounts can't be filtered by “password”.\n"),
        (["list", "accounts", "--filter", "kind"], 3, "--filter: Write a filter as FIELD=VALUE, not “kind”.\n"),
        (["records", "--as", "nobody@example.com"], 4, "There is nobody “nobody@example.com” who may act.\n"),
        (["accounts", "attach", "A-00001", "--file", "/no/such"], 3, "--file: There is no file “/no/such”.\n"),
        (["where", "/nowhere/at/all/here"], 4, "There is no page at “/nowhere/at/all/here”.\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(say, words, code, told):
    assert say(*words) == (code, "", told)


def test_an_unknown_option_is_a_mistake_of_the_caller(say):
    code, out, err = say("accounts", "create", "--nmae", "Corvane")
    assert (code, out, lines(err)[-1].endswith("unrecognized arguments: --nmae Corvane")) == (2, "", True)


def test_each_word_explains_itself(say):
    code, out, _err = say("accounts", "create", "--help")
    assert (code, out.startswith("usage: followthrough accounts create")) == (0, True)
    code, out, _err = say("help")
    assert (code, [word for word in ("serve", "records", "where", "key", "jobs") if f"  {word} " not in out]) == (0, [])


def test_problems_come_as_json_too(say):
    code, out, err = say("accounts", "create", "--kind", "nonsense", "--json")
    told = json.loads(err)
    assert (code, out, told["problem"], sorted(told["fields"])) == (3, "", "invalid", ["kind", "name"])


def test_a_person_does_no_more_here_than_elsewhere(say, ask):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rita = cast.person("Rita Rep", "rep", west)
    cast.account("Corvane Valves", team=east)
    mine = cast.account("Kestrel Bearings", team=west)
    cast.made(Product, name="Gate valve", cost="7.50", list_price="12.00")
    assert [row["ref"] for row in ask("list", "accounts", "--as", rita.ref)["rows"]] == [mine.ref]
    assert say("show", "A-00001", "--as", rita.ref)[0] == 4
    assert say("edit", "accounts", "A-00001", "--city", "Erie", "--as", rita.ref)[0] == 4
    assert say("teams", "edit", west.ref, "--name", "Wild West", "--as", rita.ref)[0] == 3
    (product,) = ask("list", "products", "--as", rita.ref)["rows"]
    assert ("cost" in product, product["list_price"]) == (False, "12")


def test_without_a_name_the_only_administrator_acts_and_otherwise_the_house(say, ada):
    say("accounts", "create", "--name", "One")
    cast.person("Bo Boss", "admin")
    say("accounts", "create", "--name", "Two")
    made = Entry.objects.filter(kind="accounts.account").order_by("id").values_list("actor_name", "surface")
    assert list(made) == [("Ada Admin", "cli"), ("Followthrough", "cli")]


def test_somebody_let_go_does_not_act(say, ada):
    rita = cast.person("Rita Rep", "rep")
    assert say("user", "deactivate", rita.ref)[:2] == (0, "P-0002 Rita Rep can't sign in any more.\n")
    assert say("records", "--as", rita.ref)[0] == 4


def test_people_are_let_in_by_a_link(say, ada):
    code, out, _err = say("user", "invite", "--name", "Rita Rep", "--email", "rita@example.com", "--role", "rep")
    said, link = lines(out)
    assert (code, said, "/sign-in/link/" in link) == (0, "P-0002 Give Rita Rep this link, valid one day.", True)
    again = lines(say("user", "link", "P-0002")[1])[1]
    assert (again != link, User.objects.get(ref="P-0002").role) == (True, "rep")


def test_a_key_is_made_listed_and_revoked(say, ask, ada):
    code, out, _err = say("key", "make", "--name", "Excel", "--read-only", "--as", ada.ref)
    assert (code, lines(out)[0], lines(out)[1][:4]) == (0, "KEY-0001 Your key. It is shown only now.", "ftk_")
    (row,) = ask("key", "list")["rows"]
    assert (row["name"], row["read_only"], "key_hash" in row) == ("Excel", True, False)
    assert say("key", "revoke", "KEY-0001")[0] == 0
    assert ApiKey.objects.get().revoked_at is not None


def test_a_key_belongs_to_somebody(say):
    assert say("key", "make", "--name", "Excel") == (3, "", "A key belongs to a person. Say whose it is.\n")


def test_names_cannot_steer_the_terminal(say, ada):
    cast.account("Corvane\x1b]0;owned\x07 Valves\r\nA-99999")
    for words in (("list", "accounts"), ("show", "A-00001", "--history")):
        out = say(*words)[1]
        assert [sign for sign in ("\x1b", "\x07", "\r", "\nA-99999", "\n  A-99999") if sign in out] == []


def test_the_house_lists_itself(ask):
    plurals = {kind["plural"]: kind for kind in ask("records")}
    assert (plurals["accounts"]["area"], plurals["accounts"]["ref"]) == ("foundation.accounts", "A-{n:05}")
    verbs = [action["action"] for action in ask("actions", "accounts")]
    assert {"accounts.create", "accounts.edit", "accounts.add-note"} <= set(verbs)
    assert len(ask("actions")) > len(verbs)
    assert isinstance(ask("facts"), list)


def test_jobs_are_counted_and_failed_ones_named(say, ask):
    defer("jobs.prune")
    assert ask("jobs") == {"counts": {"waiting": 1}, "latest": []}
    (job,) = ask("jobs", "--status", "waiting")["latest"]
    assert (job["job"], job["attempts"]) == ("jobs.prune", 0)


def test_where_leads_from_an_address_to_the_code(ask):
    found = ask("where", "http://localhost:8000/segments/SEG-01/?tab=changes")
    here = {name: found[name].split(":")[0].split()[0] for name in ("area", "model", "declaration", "page")}
    assert here == {
        "area": "foundation/accounts",
        "model": "foundation/accounts/models.py",
        "declaration": "foundation/accounts/records.py",
        "page": "web/record_page.py",
    }
    (edit,) = [line for line in found["actions"] if line.startswith("edit ")]
    assert (edit.split()[1].split(":")[0], [name for name in found["templates"] if "missing" in name]) == (
        "kernel/actions/standard.py",
        [],
    )


def test_where_finds_pages_an_area_made_itself(ask):
    found = ask("where", "/today/")
    assert found["page"].split(":")[0].startswith("keystone/promises/pages")


def test_what_stands_on_a_record_is_shown_with_it(say, ada):
    account = cast.account("Corvane Valves")
    cast.made(Contact, name="Ana Paz", account=account, email="ana@example.com")
    shown = lines(say("show", account.ref)[1])
    assert shown[shown.index("Contacts") + 2].split()[:3] == ["K-00001", "Ana", "Paz"]


def test_today_shows_groups_whose_counts_are_their_rows_and_keep_takes_one_off(say, ask, ada):
    yuki = cast.person("Yuki Yardley", "coordinator", reach="all")
    actor = cast.as_actor(yuki)
    today = clock.today("UTC")
    for what, due in (("Send the quote", today), ("Call back", today + timedelta(days=30))):
        cast.does(actor, Promise, "make", what=what, due_on=due)
    late = cast.does(actor, Promise, "make", what="Answer the mail", due_on=today)
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        Promise.objects.filter(ref=late.ref).update(due=clock.now() - timedelta(days=3))
    found = ask("today", "--as", yuki.ref)
    assert {group: part["count"] for group, part in found.items() if part["count"]} == {
        "late": 1,
        "today": 1,
        "later": 1,
    }
    assert [row["what"] for row in found["late"]["rows"]] == ["Answer the mail"]
    assert say("keep", late.ref, "--as", yuki.ref)[0] == 3
    assert say("keep", late.ref, "--note", "Sent by mail", "--as", yuki.ref)[0] == 0
    out = say("today", "--as", yuki.ref)[1]
    assert ("Late (1)" in out, "Today (1)" in out, lines(out)[-1]) == (False, True, "1 later, 0 snoozed.")


def test_today_is_somebodys(say):
    assert say("today") == (3, "", "Say whose day it is: --as P-0003, or an e-mail.\n")


def test_a_file_goes_in_after_a_dry_run_that_writes_nothing(say, ask, ada, tmp_path):
    book = tmp_path / "book.csv"
    book.write_text("Company;Town;Kind\nCorvane Valves;Erie;client\nKestrel;Lima;nonsense\n;Toledo;client\n")
    rejects = tmp_path / "to-fix.csv"
    tried = ask("import", "accounts", str(book), "--map", "Town=city", "--dry-run")
    counts = {"rows": 3, "new": 1, "changed": 0, "same": 0, "rejected": 2}
    assert (tried["counts"], tried["mapping"]["Town"], Account.objects.count()) == (counts, "city", 0)
    assert [problem["row"] for problem in tried["problems"]] == [3, 4]
    assert say("import", "accounts", str(book), "--all-or-nothing")[0] == 3
    assert Account.objects.count() == 0
    done = ask("import", "accounts", str(book), "--map", "Town=city", "--rejects", str(rejects))
    assert (done["counts"]["new"], Account.objects.get().city) == (1, "Erie")
    assert [line.split(",")[0] for line in rejects.read_text("utf-8-sig").splitlines()] == ["Company", "Kestrel", ""]
    assert ask("import", "accounts", str(book))["counts"]["same"] == 1
    assert say("import", "accounts", str(book), "--map", "Twon=city")[0] == 3
    assert say("import", "accounts", str(tmp_path / "none.csv"))[0] == 3


def test_a_list_is_written_as_csv_and_workbook(say, ask, ada, tmp_path):
    cast.account("Corvane Valves", kind="client")
    cast.account("Wexcombe", kind="prospect")
    for name in ("clients.csv", "clients.xlsx"):
        assert say("export", "accounts", str(tmp_path / name), "--filter", "kind=client")[0] == 0
        found = ask("import", "accounts", str(tmp_path / name), "--dry-run")["counts"]
        assert found == {"rows": 1, "new": 0, "changed": 0, "same": 1, "rejected": 0}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clients.csv", "clients.xlsx"]
    assert say("export", "accounts", str(tmp_path / "clients.pdf"))[0] == 3
    assert say("export", "accounts", "/no/such/folder/a.csv")[0] == 3


def test_many_are_changed_at_once_and_all_is_taken_back(say, ask, ada):
    made = [cast.account(name, kind="client", city="Erie") for name in ("Able", "Baker")]
    words = ("bulk", "accounts", "--filter", "kind=client", "--set", "city=Toledo")
    assert lines(say(*words, "--preview")[1])[1:] == ["2 to change, 0 so already."]
    assert say(*words)[0] == 0
    (deed,) = [deed for deed in ask("history") if deed["verb"].startswith("edit")]
    assert say("undo", deed["run"])[0] == 0
    assert [Account.objects.get(pk=one.pk).city for one in made] == ["Erie", "Erie"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_runs_as_a_program_of_its_own():
    cast.account("Corvane Valves")
    command = [sys.executable, "-m", "followthrough", "list", "accounts", "--json"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr, json.load(StringIO(done.stdout))["count"]) == (0, "", 1)
