"""A small sealed document for tests, and an outside validator: OpenSSL, which knows nothing of this house."""

import hashlib
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import typst

from followthrough.kernel.signatures.authority import ensure_seal
from followthrough.kernel.signatures.chain import linked
from followthrough.kernel.signatures.seal import Wording, sealed
from followthrough.kernel.signatures.stamping import GuardedStamper

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def document(words: str = "An offer of 40 flanges.") -> bytes:
    """A PDF of one page."""
    made = typst.compile(f'#set document(title: "Offer", date: none)\n{words}'.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def evidence_of(pdf: bytes, count: int = 3) -> dict[str, object]:
    """What was shown, and a chain of events."""
    events: list[dict[str, object]] = []
    before = ""
    for number in range(1, count + 1):
        event: dict[str, object] = {"number": number, "kind": "viewed", "before": before}
        before = linked(event, before)
        events.append({**event, "hash": before})
    shown = {"sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf)}
    return {"document": shown, "events": events, "head": before}


def seal(pdf: bytes, *, at: datetime = NOW, tsa: str = "", company: str = "Juniper", **evidence: object) -> bytes:
    """The document under the house's seal."""
    told = json.dumps({**evidence_of(pdf), **evidence}).encode()
    return sealed(
        pdf,
        pages=document("Certificate"),
        evidence=told,
        wording=Wording("Evidence", company, document("Sealed")),
        key=ensure_seal(company, now=at),
        at=at,
        stamper=GuardedStamper(tsa) if tsa else None,
    )


def openssl_takes(pdf: bytes, folder: Path, roots: Path, *, at: int = 0) -> str:
    """What `openssl cms -verify` says of the seal over the bytes that it names: "" when it holds."""
    found = RANGE.search(pdf)
    assert found
    start, length, again, rest = map(int, found.groups())
    (folder / "seal.der").write_bytes(bytes.fromhex(pdf[length + 1 : again - 1].decode()).rstrip(b"\0"))
    (folder / "content").write_bytes(pdf[start : start + length] + pdf[again : again + rest])
    asked = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "seal.der")]
    asked += ["-content", str(folder / "content"), "-CAfile", str(roots), "-purpose", "any", "-out", "/dev/null"]
    asked += ["-attime", str(at or int(NOW.timestamp()) + 3600)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    if answer.returncode == 0 and again + rest != len(pdf):
        return "something follows after the bytes under the seal"
    return "" if answer.returncode == 0 else answer.stderr
