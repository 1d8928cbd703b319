"""A large undo whose worker is killed or called off in the middle: nothing of it is left, and it can be done whole."""

import os
import signal
import subprocess
import sys

import pytest

from followthrough.config.environment import REPOSITORY
from followthrough.foundation.accounts.models import Account
from followthrough.kernel.history.models import Deed
from followthrough.kernel.undoing import taking_back
from followthrough.kernel.undoing.jobs import undo_deed
from followthrough.kernel.undoing.models import Undoing
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(monkeypatch):
    """Nine accounts brought from Lima to Toledo, about to be taken back."""
    monkeypatch.setattr(taking_back, "LONG", 5)
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    refs = [cast.account(f"Account {n}", city="Lima").ref for n in range(9)]
    deed = cast.does(ana, Account, "edit-many", refs=refs, values={"city": "Toledo"})
    asked = taking_back.take_back(deed.run, actor=ana, surface="test")
    return Undoing.objects.get(key=asked.ask["undoing"])


def cities():
    return sorted(Account.objects.values_list("city", flat=True))


def test_the_next_worker_takes_it_back_whole_and_once(waiting):
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])}
    command = [sys.executable, "-m", "tests.operation.dying_undo", str(waiting.key)]
    died = subprocess.run(command, env=variables, cwd=REPOSITORY, timeout=60, check=False)
    waiting.refresh_from_db()
    assert (died.returncode, waiting.state, waiting.done, waiting.total) == (-signal.SIGKILL, "running", 6, 9)
    assert cities() == ["Toledo"] * 9
    undo_deed(str(waiting.key))
    undo_deed(str(waiting.key))
    waiting.refresh_from_db()
    assert (waiting.state, cities()) == ("done", ["Lima"] * 9)
    assert Deed.objects.filter(root=waiting.run).count() == 1


def test_called_off_in_the_middle_everything_stays_as_it_was(waiting):
    Undoing.objects.filter(pk=waiting.pk).update(state="running")
    taking_back.stop(waiting)
    undo_deed(str(waiting.key))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.said) == ("stopped", "Called off. Nothing was changed.")
    assert cities() == ["Toledo"] * 9
