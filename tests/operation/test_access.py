"""The embedded server: what is switched on, who gets in, and what each role may do."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.orphans import server_processes

pytestmark = pytest.mark.slow

AS_ROOT = os.geteuid() == 0


def ask(server: EmbeddedServer, role: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.address(role)) as connection:
        return connection.execute(question).fetchall()


def test_nothing_that_protects_data_is_off(server: EmbeddedServer) -> None:
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums", "listen_addresses")
    found = ask(server, roles.APPLICATION, "SELECT name, setting FROM pg_settings")
    assert {name: value for name, value in found if name in names} == {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "listen_addresses": "",
    }


def test_neither_role_has_special_rights(server: EmbeddedServer) -> None:
    rights = ask(
        server,
        roles.APPLICATION,
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " pg_has_role(oid, 'pg_execute_server_program', 'member'), pg_has_role(oid, 'pg_read_server_files', 'member')"
        " FROM pg_roles WHERE rolname LIKE 'followthrough%' ORDER BY 1",
    )
    assert rights == [(roles.APPLICATION, *[False] * 7), (roles.OWNER, *[False] * 7)]


@pytest.mark.parametrize("role", [roles.APPLICATION, roles.OWNER])
@pytest.mark.parametrize(
    "deed",
    [
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "CREATE ROLE other",
        "CREATE DATABASE other",
        "SELECT pg_read_file('/etc/passwd')",
        "SET ROLE postgres",
        "ALTER SYSTEM SET fsync = off",
    ],
)
def test_a_role_is_refused_what_only_a_superuser_may(server: EmbeddedServer, role: str, deed: str) -> None:
    connection = psycopg.connect(server.address(role), autocommit=True)
    with connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(deed.encode())


def test_the_application_makes_no_tables(server: EmbeddedServer) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(server.address(roles.APPLICATION)) as one:
        one.execute("CREATE TABLE other ()")


def test_the_application_cannot_become_the_owner(server: EmbeddedServer) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(server.address(roles.APPLICATION)) as one:
        one.execute("SET ROLE followthrough_owner")


def test_nobody_signs_in_as_the_superuser(server: EmbeddedServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(server.address("postgres"))


def test_only_our_accounts_are_let_in(server: EmbeddedServer) -> None:
    me = pwd.getpwuid(os.geteuid()).pw_name
    assert (server.cluster / "pg_hba.conf").read_text() == "local all all peer map=followthrough\n"
    assert (server.cluster / "pg_ident.conf").read_text() == (
        f'followthrough "{me}" followthrough\nfollowthrough "{me}" followthrough_owner\n'
    )


def test_folders_are_closed_to_others(server: EmbeddedServer) -> None:
    for folder in (server.sockets, server.cluster):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.stat().st_uid == server.account.uid


def test_the_server_does_not_run_as_root(server: EmbeddedServer) -> None:
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in server_processes(server.cluster)}
    assert owners == {server.account.uid}
    assert 0 not in owners


@pytest.mark.skipif(not AS_ROOT, reason="only root can act as another account")
def test_another_account_is_refused(server: EmbeddedServer) -> None:
    psql = server.programs / "psql"
    said = subprocess.run(
        [psql, server.address(roles.APPLICATION), "-c", "SELECT 1"],
        capture_output=True,
        text=True,
        user="daemon",
        cwd="/",
    )
    assert said.returncode == 2
    assert "Permission denied" in said.stderr
