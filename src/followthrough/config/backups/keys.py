"""The key of the backups: made once, kept beside the secret key and never in a backup, written as `age` writes it."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from followthrough.config.refusal import CannotStart
from followthrough.kernel.speaking import said as _

NAME = "backup.key"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def key_of_house(home: Path) -> X25519PrivateKey:
    """The key in `home/backup.key`, made when there is none. Raises CannotStart when the file holds no key."""
    path = home / NAME
    if not path.exists():
        _make(path)
    return read_key(path)


def read_key(path: Path) -> X25519PrivateKey:
    """The key a file holds. Raises CannotStart."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError as problem:
        raise CannotStart(
            _("the key %(path)s can't be read: %(why)s") % {"path": path, "why": problem.strerror}
        ) from problem
    for line in lines:
        if line.startswith("AGE-SECRET-KEY-1"):
            return X25519PrivateKey.from_private_bytes(_decoded(line.strip().lower(), "age-secret-key-", path))
    raise CannotStart(
        _("%(path)s holds no key; it should hold a line that begins with AGE-SECRET-KEY-1") % {"path": path}
    )


def public_text(key: X25519PublicKey) -> str:
    """The public half as people pass it on: age1…"""
    return _encoded("age", key.public_bytes_raw())


def _make(path: Path) -> None:
    key = X25519PrivateKey.generate()
    secret = _encoded("age-secret-key-", key.private_bytes_raw()).upper()
    text = (
        f"# created: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n# public key: {public_text(key.public_key())}\n{secret}\n"
    )
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)  # of two that make one at once, the first one's stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _encoded(prefix: str, content: bytes) -> str:
    values = _regrouped(content, 8, 5)
    check = _polymod([*_expanded(prefix), *values, *[0] * 6]) ^ 1
    values += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def _decoded(text: str, prefix: str, path: Path) -> bytes:
    letters = text.removeprefix(prefix + "1")
    values = [_LETTERS.find(letter) for letter in letters]
    if min(values, default=-1) < 0 or _polymod([*_expanded(prefix), *values]) != 1 or len(values) != 58:
        raise CannotStart(_("the key in %(path)s is mistyped or damaged") % {"path": path})
    return bytes(_regrouped(values[:-6], 5, 8))


def _regrouped(values: Sequence[int], have: int, want: int) -> list[int]:
    number, bits, out = 0, 0, []
    for value in values:
        number, bits = (number << have) | value, bits + have
        while bits >= want:
            bits -= want
            out.append((number >> bits) & ((1 << want) - 1))
    if want < have and bits:
        out.append((number << (want - bits)) & ((1 << want) - 1))
    return out


def _expanded(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_FACTORS):
            check ^= factor if (top >> place) & 1 else 0
    return check
