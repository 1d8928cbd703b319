"""What is sealed opens unchanged, with its own key only, and only whole."""

import io
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from followthrough.config.backups.age import PIECE, CannotOpen, Opener, Sealer
from followthrough.config.backups.keys import key_of_house, public_text, read_key
from followthrough.config.refusal import CannotStart

KEY = X25519PrivateKey.generate()


def sealed(content: bytes) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY.public_key())
    sealer.write(content)
    sealer.close()
    return out.getvalue()


def opened(content: bytes, key: X25519PrivateKey = KEY) -> bytes:
    return Opener(io.BytesIO(content), key).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_content_comes_back_when_its_key_opens_it(size: int) -> None:
    content = os.urandom(size)
    assert opened(sealed(content)) == content


@given(place=st.integers(0, 2 * PIECE), cut=st.booleans())
def test_file_is_refused_when_changed_or_cut_off_anywhere(place: int, cut: bool) -> None:
    whole = SEALED
    place = min(place, len(whole) - 1)
    spoilt = whole[:place] if cut else whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    with pytest.raises(CannotOpen):
        opened(spoilt)


def test_file_is_refused_when_the_key_is_another() -> None:
    with pytest.raises(CannotOpen, match="the key does not fit"):
        opened(SEALED, X25519PrivateKey.generate())


def test_key_is_made_once_and_kept_to_ourselves(tmp_path) -> None:
    key = key_of_house(tmp_path)
    path = tmp_path / "backup.key"
    assert public_text(key_of_house(tmp_path).public_key()) == public_text(key.public_key())
    assert (path.stat().st_mode & 0o777, path.read_text().splitlines()[1][:20]) == (
        0o600,
        "# public key: age1" + public_text(key.public_key())[4:6],
    )
    path.write_text(path.read_text().replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1Q"))
    with pytest.raises(CannotStart, match="mistyped or damaged"):
        read_key(path)


SEALED = sealed(os.urandom(PIECE + 100))
