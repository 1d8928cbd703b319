"""An upload whose worker, web process or terminal dies or is stopped in the middle: it goes on, without doubles."""

import os
import shutil
import signal
import sys
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough import cli
from followthrough.cli import letting_in
from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.exchange import entering, plan
from followthrough.kernel.exchange.checking import is_checked_for
from followthrough.kernel.exchange.jobs import apply_upload, check_upload, end_left_uploads
from followthrough.kernel.exchange.models import Import, Progress, StagedRow
from followthrough.kernel.history.models import Deed
from followthrough.kernel.jobs.failing import noted
from tests import cast
from tests.battery.dying import dies

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = 200
BOOK = "name,account,email\n" + "".join(f"Dana Number{n},Firm {n % 7},dana{n}@falk.com\n" for n in range(ROWS))


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def uploaded(admin, settings, tmp_path, monkeypatch):
    """The book, read and matched."""
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(entering, "BATCH", 10)
    monkeypatch.setattr(plan, "CHUNK", 10)
    sent = ContentFile(BOOK.encode(), name="book.csv")
    return Import.objects.get(ref=cast.does(admin, Import, "upload", file=sent, into="contacts").ref)


def names():
    return sorted(Contact.objects.values_list("name", flat=True))


WHOLE = sorted(f"Dana Number{n}" for n in range(ROWS))


def test_a_worker_killed_at_5_50_and_95_percent_is_followed_by_one_that_goes_on(uploaded, admin):
    cast.does(admin, Import, "check", uploaded)
    cast.does(admin, Import, "start", uploaded)
    was = 0
    for batch in (2, 9, 9):  # each in the midst of its own: rows 11, 91 and 171
        assert dies(lambda: apply_upload(uploaded.ref, admin.user_id), "import.rows_entered", batch)
        was += (batch - 1) * 10
        assert (Contact.objects.count(), Progress.objects.get().done) == (was, was)
    apply_upload(uploaded.ref, admin.user_id)
    uploaded.refresh_from_db()
    assert (uploaded.state, names(), Account.objects.count(), ContactPoint.objects.count()) == ("done", WHOLE, 7, ROWS)
    run = Progress.objects.get().run
    assert Deed.objects.filter(run=run).count() == 1
    undo(run, actor=admin, surface="test")
    assert (Contact.objects.count(), Account.objects.count(), ContactPoint.objects.count()) == (0, 0, 0)


def test_a_worker_killed_while_it_checks_is_followed_by_one_that_checks_anew(uploaded, admin):
    assert dies(lambda: check_upload(uploaded.ref, admin.user_id), "import.rows_checked", 12)
    check_upload(uploaded.ref, admin.user_id)
    assert (is_checked_for(uploaded, admin), StagedRow.objects.count()) == (True, ROWS)


def test_a_web_process_killed_while_rows_go_in_leaves_nothing(uploaded, admin):
    cast.does(admin, Import, "check", uploaded)
    assert dies(lambda: cast.does(admin, Import, "apply", uploaded), "import.rows_entered", 10)
    assert (Contact.objects.count(), Account.objects.count(), Progress.objects.get().written) == (0, 0, 0)
    cast.does(admin, Import, "apply", uploaded)
    assert names() == WHOLE


# More than the 16 MB that a file of the log may have: with files limited to that, this table alone can't grow.
# Its pages are filled by four rows each, so that no contact finds room between them.
FULL = """
ALTER TABLE accounts_contact DISABLE TRIGGER USER;
INSERT INTO accounts_contact (version, ref, name, given_name, family_name, job_title, roles, email, phone, language,
                              former_id, custom)
SELECT 1, 'K-9' || n, '', '', '', '', '{}', '', '', '', '',
       (SELECT jsonb_build_object('x_pad', string_agg(md5(n || '.' || k), '')) FROM generate_series(1, 59) k)
FROM generate_series(1, 9500) n;
DELETE FROM accounts_contact;
ALTER TABLE accounts_contact ENABLE TRIGGER USER
"""


def limit_files(server, most):
    """How long files our connection's server process may make, in bytes; set as the account it runs as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    server.account.run("prlimit", "--pid", str(process), f"--fsize={most}:", check=True)


@pytest.mark.skipif(not shutil.which("prlimit"), reason="no prlimit on this machine to limit the server's files with")
def test_a_full_disk_is_said_on_the_upload_and_the_rest_goes_in_once_there_is_room(
    uploaded, admin, owner_connection, test_server
):
    for statement in FULL.split(";"):
        owner_connection.execute(statement)
    cast.does(admin, Import, "check", uploaded)
    cast.does(admin, Import, "start", uploaded)
    limit_files(test_server, 16 << 20)
    apply_upload(uploaded.ref, admin.user_id)
    uploaded.refresh_from_db()
    progress = Progress.objects.get()
    done = progress.done if progress.written else 0  # before the first rows are in it counts those that were checked
    assert (uploaded.state, Contact.objects.count(), ContactPoint.objects.count()) == ("failed", done, done)
    assert done < ROWS and "The database could not write: could not extend file" in uploaded.problem
    limit_files(test_server, "unlimited")
    cast.does(admin, Import, "start", uploaded)
    apply_upload(uploaded.ref, admin.user_id)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.problem, names(), ContactPoint.objects.count()) == ("done", "", WHOLE, ROWS)


# The history filled to the limit: then nothing can be written that tells of itself, not even why an upload stopped.
ENTRIES = """
INSERT INTO history_entry (at, kind, record_id, operation, version, after, actor_name, verb, surface, correlation, run)
SELECT now(), '', n, 'create', 1, (SELECT jsonb_build_object('x', string_agg(md5(n || '.' || k), ''))
  FROM generate_series(1, %s) k), '', '', '', '', gen_random_uuid() FROM generate_series(1, 12000) n
"""


def fill_history():
    """With large entries, then with smaller ones in what is left; none stays, and the room they took is not free."""
    for words in (58, 8, 1):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(ENTRIES, [words])


@pytest.mark.skipif(not shutil.which("prlimit"), reason="no prlimit on this machine to limit the server's files with")
def test_an_upload_that_a_full_disk_left_without_a_word_is_ended_with_its_reason_later(uploaded, admin, test_server):
    cast.does(admin, Import, "check", uploaded)
    cast.does(admin, Import, "start", uploaded)
    limit_files(test_server, 16 << 20)
    fill_history()
    (job,) = ProcrastinateJob.objects.filter(task_name="exchange.apply")
    with pytest.raises(DatabaseError) as problem, noted(job.pk):
        apply_upload(uploaded.ref, admin.user_id)
    limit_files(test_server, "unlimited")
    with clock.clock_at(clock.now() + timedelta(minutes=11)):
        end_left_uploads()
        uploaded.refresh_from_db()
        assert (uploaded.state, uploaded.problem) == ("running", "")  # its job still waits to be tried again
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job.pk])
        end_left_uploads()
        uploaded.refresh_from_db()
    said = str(problem.value).split("\n")[0]
    assert said.startswith("could not extend file")
    why = f"The work on it ended before all was in: {said}. Let the rest go in; what is in stays."
    assert (uploaded.state, uploaded.problem) == ("failed", why)
    cast.does(admin, Import, "start", uploaded)
    apply_upload(uploaded.ref, admin.user_id)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.problem, names()) == ("done", "", WHOLE)


class Interrupted:
    """A terminal at which somebody presses Ctrl-C once so many lines have come."""

    def __init__(self, lines):
        self.left, self.text = lines, ""

    def write(self, text):
        self.text += text
        self.left -= "through" in text
        if self.left == 0:
            self.left = -1
            os.kill(os.getpid(), signal.SIGINT)

    def flush(self):
        pass


def test_a_terminal_tells_how_far_it_is_and_stops_at_ctrl_c(admin, settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path
    book = tmp_path / "book.csv"
    book.write_text(BOOK)
    monkeypatch.setattr(entering, "BATCH", 10)
    monkeypatch.setattr(letting_in, "EVERY", 0.0)
    screen = Interrupted(3)
    monkeypatch.setattr(sys, "stderr", screen)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind itself ignores it
    try:
        assert cli.main(["import", "contacts", str(book)]) == 3
    finally:
        signal.signal(signal.SIGINT, before)
    draft = Import.objects.get()
    assert (draft.state, Contact.objects.count()) == ("failed", 30)
    assert "30 of 200 rows are through.\n" in screen.text and f"followthrough imports start {draft.ref}" in screen.text
    assert cli.main(["imports", "start", draft.ref]) == 0
    apply_upload(draft.ref, admin.user_id)
    assert names() == WHOLE
