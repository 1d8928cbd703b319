"""Open a backup into a folder: every byte proven, every name known, before anything of it is used."""

import hashlib
import json
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.apps import apps

from followthrough.config.backups.age import CannotOpen, Opener
from followthrough.config.backups.contents import Sums
from followthrough.config.backups.making import ABOUT, DATABASE, FILES, FORMAT, KEYS, MANIFEST

MIB = 1 << 20
_HEX = frozenset("0123456789abcdef")
_KEY = re.compile(re.escape(KEYS) + r"(?:authority|seal|trusted-[0-9a-f]{16})\.(?:p12|pem)")


@dataclass(frozen=True)
class Opened:
    """What lies in the folder now: the dump, and files under their hashes."""

    folder: Path
    about: Mapping[str, Any]
    tables: Sums
    files: Mapping[str, int]
    damaged: tuple[str, ...]  # files whose content was not what their hash says when the backup was made

    @property
    def dump(self) -> Path:
        """The database as pg_restore reads it."""
        return self.folder / DATABASE

    @property
    def store(self) -> Path:
        """The files, laid out as the store keeps them."""
        return self.folder / "files"

    @property
    def keys(self) -> Path:
        """What documents are sealed with, as it lies in the house; absent in backups made before there was any."""
        return self.folder / "signing"


def open_backup(path: Path, key: X25519PrivateKey, folder: Path) -> Opened:
    """Decrypt and unpack, comparing every hash. Raises CannotOpen with the reason in a line."""
    told: dict[str, Any] = {}
    hashes: dict[str, str] = {}
    try:
        with (
            path.open("rb") as source,
            tarfile.open(fileobj=cast(IO[bytes], Opener(source, key)), mode="r|") as archive,
        ):
            for member in archive:
                content = archive.extractfile(member) if member.isreg() else None
                if content is None:
                    raise CannotOpen("it holds what no backup of ours holds")
                if member.name in (ABOUT, MANIFEST):
                    told[member.name] = json.loads(content.read())
                else:
                    hashes[member.name] = _kept(content, _place(folder, member.name))
    except (tarfile.TarError, json.JSONDecodeError) as problem:
        raise CannotOpen("its archive is damaged") from problem
    except OSError as problem:
        raise CannotOpen(f"it can't be read or unpacked: {problem.strerror or problem}") from problem
    if ABOUT not in told or MANIFEST not in told:
        raise CannotOpen("parts of it are missing")
    _refuse_newer(told[ABOUT])
    _compare(told[MANIFEST], hashes)
    damaged = tuple(name for name, found in hashes.items() if name.startswith(FILES) and name != FILES + found)
    return Opened(folder, told[ABOUT], told[MANIFEST]["tables"], told[MANIFEST]["files"], damaged)


def _place(folder: Path, name: str) -> Path:
    """Where a part goes: one of the names we write, never a path that somebody chose."""
    if name == DATABASE:
        return folder / DATABASE
    if _KEY.fullmatch(name):
        return folder / name
    sha256 = name.removeprefix(FILES)
    if not name.startswith(FILES) or len(sha256) != 64 or not _HEX.issuperset(sha256):
        raise CannotOpen("it holds what no backup of ours holds")
    return folder / "files" / sha256[:2] / sha256


def _kept(content: IO[bytes], place: Path) -> str:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    place.touch(mode=0o600)
    with place.open("wb") as out:
        while piece := content.read(MIB):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def _refuse_newer(about: Mapping[str, Any]) -> None:
    if about["format"] > FORMAT:
        raise CannotOpen("it was made by a newer version; update first")
    known = {config.label for config in apps.get_app_configs()}
    strange = [name for name in about["migrations"] if name.split(".")[0] in known and not _is_ours(name)]
    if strange:
        raise CannotOpen(f"it was made by a newer version, which has {strange[0]}; update first")


def _is_ours(name: str) -> bool:
    label, migration = name.split(".", 1)
    config = apps.get_app_config(label)
    if not config.name.startswith("followthrough."):
        return True
    return (Path(config.path) / "migrations" / f"{migration}.py").exists()


def _compare(manifest: Mapping[str, Any], hashes: Mapping[str, str]) -> None:
    if hashes.get(DATABASE) != manifest["database"]:
        raise CannotOpen("the database in it differs from what was kept")
    missing = [sha256 for sha256 in manifest["files"] if FILES + sha256 not in hashes]
    if missing:
        raise CannotOpen(f"{len(missing)} files are missing in it")
