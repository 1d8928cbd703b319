"""Configuration from the environment: what it becomes and what is refused."""

import stat
from pathlib import Path

import pytest

from followthrough.config.database import databases
from followthrough.config.embedded import socket_folder
from followthrough.config.environment import REPOSITORY, environment
from followthrough.config.refusal import CannotStart

pytestmark = pytest.mark.slow

GOOD_KEY = "0123456789abcdefghijklmnopqrstuv"


def test_it_runs_on_this_machine_alone_when_nothing_is_configured() -> None:
    env = environment({"SECRET_KEY": GOOD_KEY})
    assert (env.home, env.host, env.port, env.base_url) == (
        REPOSITORY / "data",
        "127.0.0.1",
        8000,
        "http://127.0.0.1:8000",
    )
    assert env.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert (env.debug, env.test_mode, env.is_embedded, env.is_https) == (False, False, True, False)


def test_a_public_address_is_allowed_and_trusted_when_given() -> None:
    env = environment({"SECRET_KEY": GOOD_KEY, "BASE_URL": "https://desk.example.com/", "ALLOWED_HOSTS": "a, b"})
    assert env.allowed_hosts == ("a", "b", "desk.example.com", "localhost", "127.0.0.1", "[::1]")
    assert (env.trusted_origins, env.is_https) == (("https://desk.example.com",), True)


def test_no_secret_is_shown_when_the_configuration_is() -> None:
    env = environment({"SECRET_KEY": GOOD_KEY, "DATABASE_URL": "postgresql://ann:sesame@db/desk"})
    assert GOOD_KEY not in repr(env)
    assert "sesame" not in repr(env)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8 0"])
def test_a_port_is_refused_when_it_is_none(port: str) -> None:
    with pytest.raises(CannotStart, match="it must be a number from 1 to 65535"):
        environment({"SECRET_KEY": GOOD_KEY, "PORT": port})


def test_a_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    given = {"FOLLOWTHROUGH_HOME": str(tmp_path / "new")}
    first, second = environment(given), environment(given)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]


def test_two_installs_have_different_keys(tmp_path: Path) -> None:
    keys = {environment({"FOLLOWTHROUGH_HOME": str(tmp_path / name)}).secret_key for name in "ab"}
    assert len(keys) == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 40, "django-insecure-abcdefghijklmnopqrstuvwxyz", "changeme" * 5])
def test_a_key_is_refused_when_it_protects_nothing(key: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="SECRET_KEY holds"):
        environment({"SECRET_KEY": key})
    (tmp_path / "secret.key").write_text(key)
    with pytest.raises(CannotStart, match=r"secret\.key holds"):
        environment({"FOLLOWTHROUGH_HOME": str(tmp_path)})


def test_both_roles_use_one_database_when_it_is_ours(tmp_path: Path) -> None:
    found = databases(environment({"FOLLOWTHROUGH_HOME": str(tmp_path)}))
    place = str(socket_folder(tmp_path))
    assert [(alias, one["HOST"], one["NAME"], one["USER"]) for alias, one in found.items()] == [
        ("default", place, "followthrough", "followthrough"),
        ("owner", place, "followthrough", "followthrough_owner"),
    ]


def test_a_named_database_is_taken_as_given() -> None:
    url = "postgresql://ann:p%40ss@db.example.com:6432/desk?sslmode=require"
    env = environment({"SECRET_KEY": GOOD_KEY, "DATABASE_URL": url, "DATABASE_OWNER_URL": url.replace("ann", "bob")})
    found = databases(env)
    assert {name: found["default"][name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD", "OPTIONS")} == {
        "HOST": "db.example.com",
        "PORT": "6432",
        "NAME": "desk",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "OPTIONS": {"sslmode": "require"},
    }
    assert found["owner"]["USER"] == "bob"


def test_the_socket_lies_where_a_socket_can_when_the_path_is_long() -> None:
    assert socket_folder(Path("/srv/desk")) == Path("/srv/desk/pg/run")
    assert socket_folder(Path("/" + "deep/" * 30)).parent == Path("/tmp")
    assert socket_folder(Path("/srv/a,b")).parent == Path("/tmp")
