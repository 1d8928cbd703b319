"""The age file format, version 1 (age-encryption.org): what is encrypted here opens with the tool `age` too.

One X25519 recipient; the content in pieces of 64 KiB, each sealed, numbered, and the last one marked as the last, so
that a changed, missing or cut-off piece is noticed before anything in it is used.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

INTRO = b"age-encryption.org/v1"
PIECE = 1 << 16
SEAL = 16  # bytes that each sealed piece has more
_LABEL = b"age-encryption.org/v1/X25519"
_LONGEST_HEADER = 1 << 16


class CannotOpen(Exception):
    """The file can't be decrypted; the text says why, in a line."""


class Sealer:
    """A stream that encrypts what is written to it. `close` writes the last piece; without it the file is refused."""

    def __init__(self, out: BinaryIO, recipient: X25519PublicKey) -> None:
        file_key, nonce = os.urandom(16), os.urandom(16)
        header = _header(file_key, recipient)
        out.write(header + b" " + _base64(_mac(file_key, header)) + b"\n" + nonce)
        self._out = out
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._waiting = bytearray()
        self._number = 0

    def write(self, content: bytes) -> int:
        """Take some content; what fills a piece is written."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Write what is left, marked as the end."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, None))
        self._number += 1


class Opener:
    """A stream of the decrypted content of a file; raises CannotOpen at the first byte that is not as it was sealed."""

    def __init__(self, source: BinaryIO, identity: X25519PrivateKey) -> None:
        file_key = _file_key(source, identity)
        nonce = source.read(16)
        if len(nonce) != 16:
            raise CannotOpen("the file is cut off")
        self._pieces = _pieces(source, ChaCha20Poly1305(_derived(file_key, nonce, b"payload")))
        self._waiting = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer only at the end, all of them without a size."""
        parts, have = [self._waiting], len(self._waiting)
        while size < 0 or have < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece)
            have += len(piece)
        content = b"".join(parts)
        size = len(content) if size < 0 else size
        self._waiting = content[size:]
        return content[:size]


def _header(file_key: bytes, recipient: X25519PublicKey) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    key = _wrapping(once.exchange(recipient), share, recipient.public_bytes_raw())
    body = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
    return INTRO + b"\n-> X25519 " + _base64(share) + b"\n" + _base64(body) + b"\n---"


def _file_key(source: BinaryIO, identity: X25519PrivateKey) -> bytes:
    lines = list(_header_lines(source))
    if len(lines) != 4 or lines[0] != INTRO or not lines[1].startswith(b"-> X25519 "):
        raise CannotOpen("this is no backup of ours")
    share, body = _unbase64(lines[1].removeprefix(b"-> X25519 ")), _unbase64(lines[2])
    try:
        key = _wrapping(identity.exchange(X25519PublicKey.from_public_bytes(share)), share, _public(identity))
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen("the key does not fit this backup, or its head is damaged") from problem
    header = b"\n".join([*lines[:3], b"---"])
    if not hmac.compare_digest(_base64(_mac(file_key, header)), lines[3].removeprefix(b"--- ")):
        raise CannotOpen("the head of the file is damaged")
    return file_key


def _header_lines(source: BinaryIO) -> Iterator[bytes]:
    read = 0
    while read < _LONGEST_HEADER:
        line = source.readline(_LONGEST_HEADER)
        if not line:
            raise CannotOpen("the file is cut off" if read else "the file is empty")
        if not read and line.rstrip(b"\n") != INTRO:
            raise CannotOpen("this is no backup of ours")
        read += len(line)
        yield line[:-1]
        if line.startswith(b"--- "):
            return


def _pieces(source: BinaryIO, cipher: ChaCha20Poly1305) -> Iterator[bytes]:
    number, sealed = 0, source.read(PIECE + SEAL)
    while True:
        following = source.read(PIECE + SEAL)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, None)
        except InvalidTag as problem:
            raise CannotOpen("the file is damaged or cut off") from problem
        if not following:
            return
        number, sealed = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _wrapping(secret: bytes, share: bytes, public: bytes) -> bytes:
    return _derived(secret, share + public, _LABEL)


def _derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.new(_derived(file_key, b"", b"header"), header, hashlib.sha256).digest()


def _public(identity: X25519PrivateKey) -> bytes:
    return identity.public_key().public_bytes_raw()


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError as problem:
        raise CannotOpen("the head of the file is damaged") from problem
