"""One embedded server for all tests; every worker gets a clone of a migrated template and connects as the application.

The server is kept in build/ between runs, and its template for as long as models and migrations stay the same.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Where there is room in memory the clones and all that tests write lie there: a disk takes ten times as long to copy.
MEMORY = Path("/dev/shm")  # noqa: S108 -- the folders made in it are the account's own
IN_MEMORY = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 6 * 1024**3
CHOSEN = "FOLLOWTHROUGH_TESTS"  # the folder of this run; xdist's workers inherit what their parent chose
IS_PARENT = CHOSEN not in os.environ
HOME = Path(
    os.environ.setdefault(CHOSEN, "")
    or tempfile.mkdtemp(prefix="followthrough-tests-", dir=MEMORY if IN_MEMORY else None)
)
tempfile.tempdir = str(HOME / "tmp")
for folder in (HOME, HOME / "tmp"):  # passed through by the accounts that servers of tests run as
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
os.environ.update(
    {
        CHOSEN: str(HOME),
        "TMPDIR": tempfile.tempdir,
        "FOLLOWTHROUGH_HOME": str(HOME),
        "FOLLOWTHROUGH_TEST_MODE": "1",
        "FOLLOWTHROUGH_LANGUAGE": "en",  # whoever runs the tests
        "DJANGO_SETTINGS_MODULE": "followthrough.config.settings",
    }
)
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "HOST", "PORT",
             "MAIL_URL", "MAIL_FROM"):  # fmt: skip
    os.environ.pop(name, None)

import psycopg  # noqa: E402 -- settings read the environment set above
import pytest  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from benchmarks.ground.shared import SHARED  # noqa: E402
from followthrough.config import roles  # noqa: E402
from followthrough.config.embedded import FAST_BUT_UNSAFE, EmbeddedServer  # noqa: E402
from followthrough.config.standing import load_applications, look_seldom  # noqa: E402
from followthrough.config.translations import compile_translations  # noqa: E402
from tests.databases import Databases, clones_in, make_room  # noqa: E402

BUILD = Path(__file__).parent / "build"
CLONES = MEMORY / f"followthrough-clones-{hashlib.sha256(os.fsencode(BUILD)).hexdigest()[:8]}" if IN_MEMORY else None
BOOTSTRAP = roles.BOOTSTRAP + roles.BOOTSTRAP_FOR_TESTS + (clones_in(CLONES) if CLONES else "")
SERVER_HOME = BUILD / f"tests-{hashlib.sha256(BOOTSTRAP.encode()).hexdigest()[:8]}"
BATTERY = os.environ.get("FOLLOWTHROUGH_BATTERY", "") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
MISSING = {  # marks whose tests are skipped, each by name, where what they need is not to be had
    **({} if CHROMIUM else {"browser": "no chromium on this machine, and no root to install it"}),
    **({} if SHARED else {"realdata": "no folder shared/data beside the checkout"}),
}
compile_translations()
load_applications()
look_seldom()
# A busy machine is no failure: examples have no time limit of their own.
hypothesis_settings.register_profile("whole", deadline=None)
hypothesis_settings.register_profile("quick", deadline=None, max_examples=20)

from followthrough.kernel.arming.queries import is_armed  # noqa: E402 -- needs the apps loaded
from followthrough.kernel.custom.declared import forget  # noqa: E402
from tests.post_office import PostOffice, open_post_office  # noqa: E402

# The files that take longest, the longest first: a file stays on one worker, and the last to be begun shall be short.
LONGEST = (
    "test_policy.py",
    "test_undoing.py",
    "test_desk.py",
    "test_every_page.py",
    "test_killed_worker.py",
    "test_takeout.py",
    "test_first_start.py",
    "test_api.py",
    "test_merging.py",
    "test_fourteen_months.py",
    "test_access.py",
    "test_injection.py",
    "test_search.py",
    "test_generated.py",
    "test_round_trip.py",
    "test_backups.py",
    "test_book_by_pages.py",
    "test_need_to_contract.py",
    "test_openapi.py",
    "test_crash.py",
    "test_races.py",
    "test_dying.py",
    "test_scripts.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Fewer examples of each property where only the quick tests are asked for."""
    hypothesis_settings.load_profile("quick" if "not slow" in config.option.markexpr else "whole")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, leave long rounds to `./test --battery`, begin with what takes longest."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    long = [] if BATTERY else [item for item in items if item.get_closest_marker("battery")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
    for item in items:
        for mark, why in MISSING.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=why))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Close by naming every test that was not run, and why."""
    for report in terminalreporter.stats.get("skipped", []):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"skipped {report.nodeid}: {str(why).removeprefix('Skipped: ')}")
    if config.option.markexpr:
        terminalreporter.write_line(f"left out: every test that is not ({config.option.markexpr})")


def pytest_unconfigure() -> None:
    """Remove the folder of this run."""
    if IS_PARENT:
        shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets beside the checkout, for tests marked realdata."""
    assert SHARED
    return SHARED


@pytest.fixture(autouse=True)
def no_custom_fields() -> Iterator[None]:
    """Custom fields are known to the process: those of one test must not stand in the next."""
    yield
    forget()


@pytest.fixture
def post_office(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A real mail server that this process, and those it starts, send through: `letters`, `refuse`, `deliver`."""
    with open_post_office() as office:
        settings.MAIL_URL = f"smtp://127.0.0.1:{office.port}"
        settings.MAIL_FROM = "Followthrough <desk@example.com>"
        monkeypatch.setenv("MAIL_URL", settings.MAIL_URL)
        monkeypatch.setenv("MAIL_FROM", settings.MAIL_FROM)
        yield office


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for tests marked browser; of one module only, since two in a process share no event loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread, where the tests run
    # Beside a running loop Django keeps other connections than without one: neither may outlive its side, since the
    # database they are open to is dropped meanwhile.
    connections.close_all()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        yield chromium
        chromium.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def test_server() -> Iterator[EmbeddedServer]:
    """The server that all tests of all workers share: fast, and careless of a power cut."""
    if CLONES:
        make_room(CLONES, SERVER_HOME)
    server = EmbeddedServer(SERVER_HOME, settings=FAST_BUT_UNSAFE, bootstrap=BOOTSTRAP).start()
    yield server
    server.leave()


@pytest.fixture(scope="session")
def databases(
    test_server: EmbeddedServer, django_test_environment: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Databases]:
    """Clone the template for this worker, and point both aliases and every child process at the clone."""
    with django_db_blocker.unblock():
        found = Databases(test_server, HOME)
        is_armed()  # asked once in a process: no page's queries shall depend on which test comes first
    TransactionTestCase._fixture_teardown = lambda case: found.renew()
    yield found
    with django_db_blocker.unblock():
        found.leave()


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> None:
    """What pytest-django asks for before the first test that uses the database."""


@pytest.fixture(scope="module")
def shared_database(databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """For what takes long to arrange: rows that a fixture of a module commits stay for its tests, and no longer."""
    with django_db_blocker.unblock():
        yield
        databases.renew()


@pytest.fixture
def owner_connection(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection as the owner of the tables, for what the application may not do; it sees only what is committed."""
    address = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection
