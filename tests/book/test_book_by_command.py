"""The book let in by the command line: board, list, API and workbook all say what its files say."""

import json
import re
from collections import Counter

import pytest

from followthrough import cli
from followthrough.kernel import clock
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.today import Group, more_of, today
from followthrough.winning.pipeline.models import Opportunity
from tests import cast
from tests.book import shown
from tests.book.published import COUNTS, FILES, GROUPS, added_up, book, is_open, path_of

PROGRESS = re.compile(r"[\d,]+( of [\d,]+)? rows are (checked|through)\.")  # said where the machine takes its time


def say(capsys, *words):
    code = cli.main([*words, "--json"])
    out, err = capsys.readouterr()
    assert (code, [line for line in err.splitlines() if not PROGRESS.fullmatch(line)]) == (0, [])
    return json.loads(out)


@pytest.fixture(scope="module")
def rows(shared_data):
    return book(shared_data)


@pytest.fixture(scope="module")
def imported(house, shared_data):
    """Each file let in with the guessed mapping, in the order its links need."""
    codes = [cli.main(["import", plural, str(path_of(shared_data, plural))]) for plural in FILES]
    assert codes == [0, 0, 0, 0]
    return {plural: path_of(shared_data, plural) for plural in FILES}


pytestmark = pytest.mark.usefixtures("imported", "db")


@pytest.mark.parametrize("by", GROUPS)
def test_figures_are_those_of_the_file_when_looked_at_from_any_side(by, rows, client, caller):
    for name, expected in added_up(rows, by).items():
        filters = shown.filters_of(by, name)
        assert shown.on_board_page(client, filters) == expected, name
        assert shown.in_list(client, filters) == expected[0], name
        assert shown.by_api(caller, filters) == expected, name
        assert shown.in_workbook(client, filters) == expected, name


def test_workbook_names_stage_agent_and_office_as_the_file_when_all_is_downloaded(rows, client):
    found = shown.workbook_rows(client, {"view": "all"})
    for head, by in (("Stage", "stage"), ("Owner", "owner"), ("Team", "team")):
        names = {row[head] for row in found}
        assert {name: shown.summed([r for r in found if r[head] == name]) for name in names} == added_up(rows, by)


def test_open_opportunity_has_its_one_next_step_on_its_agents_today_when_the_book_is_in(rows):
    agents = Counter(row["sales_agent"] for row in rows if is_open(row))
    assert {name: on_today(name) for name in agents} == agents
    assert Promise.objects.count() == sum(agents.values())
    owed = Promise.objects.filter(rule="pipeline.next_step", state="open").values_list("source_id", flat=True)
    assert sorted(owed) == sorted(Opportunity.objects.filter(state="open").values_list("pk", flat=True))


def on_today(name):
    """How many next steps this agent's Today holds, every group looked into."""
    agent, now = cast.as_actor(User.objects.get(name=name)), clock.now()
    groups = today(agent, now=now)
    seen = []
    for group in Group:
        part, found = more_of(group, "", agent, now=now), []
        while True:
            found += part.rows
            if not part.after:
                break
            part = more_of(group, part.after, agent, now=now)
        assert len(found) == groups[group].count
        seen += [row.promise.pk for row in found]
    assert len(set(seen)) == len(seen)
    return len(seen)


def test_deal_without_account_owes_to_nobody_yet_and_is_listed_when_it_is_open(rows, client, caller):
    nameless = sum(is_open(row) and not row["account"] for row in rows)
    assert nameless > sum(map(is_open, rows)) / 2
    assert Promise.objects.filter(account=None, owed_to="not yet known").count() == nameless
    hygiene = {"state": "open", "account__empty": "1"}
    assert shown.in_list(client, hygiene) == shown.by_api(caller, hygiene)[0] == nameless


def test_nothing_changes_when_the_same_files_come_again(imported, capsys):
    before = versions()
    again = {plural: say(capsys, "import", plural, str(path))["counts"] for plural, path in imported.items()}
    assert again == {
        plural: {"rows": count, "new": 0, "changed": 0, "same": count, "rejected": 0}
        for plural, count in COUNTS.items()
    }
    assert versions() == before


def versions():
    return [
        list(model.objects.order_by("pk").values_list("pk", "version", "updated_at"))
        for model in (User, Opportunity, Promise)
    ]


def test_workbook_comes_out_of_the_command_line_when_asked(rows, tmp_path, capsys):
    path = tmp_path / "won.xlsx"
    won = Opportunity.objects.filter(state="won").first().stage
    say(capsys, "export", "opportunities", str(path), "--filter", f"stage={won.ref}")
    from_file = shown.summed(shown.rows_in(path))
    assert from_file == added_up(rows, "stage")["Won"]
