"""Find out whether a sealed PDF is what it was when it was sealed, and if not, which part of it was changed."""

# pyHanko takes about a second to import: this file is imported where a document is sealed or checked, never at start.
import hashlib
import io
import json
import logging
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from followthrough.kernel.signatures.chain import breaks
from followthrough.kernel.signatures.seal import EVIDENCE

UNREADABLE: tuple[type[Exception], ...] = (
    PdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
    zlib.error,
)
REFUSED: tuple[type[Exception], ...] = (SignatureValidationError, SigningError, SuspiciousModification)
BEFORE_THE_END = timedelta(minutes=5)


class What(StrEnum):
    """What can be wrong with a sealed file."""

    NO_SEAL = "no_seal"  # there is no seal on it, or nothing of a PDF is left
    SEAL = "seal"  # the seal itself was changed
    DOCUMENT = "document"  # the part that the signers saw
    APPENDED = "appended"  # the certificate's pages, the evidence, or what ties them together
    ADDED = "added"  # something was put into the file after it was sealed
    EVIDENCE = "evidence"  # the chain of events does not hold
    EXPIRED = (
        "expired"  # the certificate's time is over: what was sealed is unchanged, who sealed it can't be proven anew
    )
    STAMP = "stamp"  # the time stamp does not hold


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with its place: bytes from and to in the file, or the number of an event."""

    what: What
    at: tuple[int, int] = (0, 0)
    event: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out. `is_whole`: nothing was changed; `is_known`: the seal of an authority this house trusts."""

    sha256: str
    is_sealed: bool = False
    is_known: bool = False
    findings: tuple[Finding, ...] = ()
    sealed_at: datetime | None = None
    stamped_at: datetime | None = None
    sealed_by: str = ""
    valid_until: datetime | None = None
    level: str = ""  # PAdES B-B, or B-T with a time stamp
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed; a certificate that has run out since changes nothing."""
        return self.is_sealed and not [one for one in self.findings if one.what is not What.EXPIRED]


def verified(pdf: bytes, *, roots: Sequence[bytes], now: datetime) -> Report:
    """Check every byte of a file as of a moment. `roots` are the authorities this house trusts, in DER."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    quiet = logging.getLogger("pyhanko_certvalidator"), logging.getLogger("pyhanko")
    for logger in quiet:
        logger.setLevel(logging.ERROR)
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        seals = reader.embedded_signatures
    except UNREADABLE:
        return Report(sha256, findings=(Finding(What.NO_SEAL, how="unreadable"),))
    if not seals:
        return Report(sha256, findings=(Finding(What.NO_SEAL),))
    try:
        return _checked(pdf, sha256, reader, seals[0], roots, now)
    except UNREADABLE:
        return Report(sha256, is_sealed=True, findings=(Finding(What.SEAL, how="unreadable"),))


def _checked(
    pdf: bytes,
    sha256: str,
    reader: PdfFileReader,
    seal: EmbeddedPdfSignature,
    roots: Sequence[bytes],
    now: datetime,
) -> Report:
    evidence, certificate = _evidence(reader), _certificate(seal)
    findings = list(_cover(pdf, seal, evidence))
    status = None
    try:
        trusting = _trusting(roots, certificate, now)
        status = validate_pdf_signature(seal, trusting, trusting)
    except (*UNREADABLE, *REFUSED) as problem:
        findings.append(Finding(What.SEAL, how=type(problem).__name__))
    is_known = _is_known(certificate, status, roots)
    if status is not None:
        findings += _broken(pdf, seal, status, evidence, findings)
    findings += _chain(evidence)
    if not findings and certificate and is_known and not _is_as_made(seal, certificate, roots):
        findings.append(Finding(What.SEAL))
    until = certificate.not_valid_after if certificate else None
    if until and until < now:
        findings.append(Finding(What.EXPIRED))
    stamp = status.timestamp_validity if status else None
    return Report(
        sha256,
        is_sealed=True,
        is_known=is_known,
        findings=tuple(findings),
        sealed_at=seal.self_reported_timestamp,
        stamped_at=stamp.timestamp if stamp else None,
        sealed_by=certificate.subject.native.get("common_name", "") if certificate else "",
        valid_until=until,
        level="B-T" if stamp else "B-B",
        evidence=evidence,
    )


def _broken(
    pdf: bytes,
    seal: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    evidence: Mapping[str, Any],
    known: Sequence[Finding],
) -> Iterator[Finding]:
    """What the validator has found that looking at the bytes has not."""
    if not status.intact and not known:
        yield _where_changed(pdf, seal, evidence)
    if status.intact and not status.valid:
        yield Finding(What.SEAL)
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE and What.ADDED not in {one.what for one in known}:
        yield Finding(What.ADDED)
    stamp = status.timestamp_validity
    if stamp and not (stamp.intact and stamp.valid):
        yield Finding(What.STAMP)


def _cover(pdf: bytes, seal: EmbeddedPdfSignature, evidence: Mapping[str, Any]) -> Iterator[Finding]:
    """What lies outside the bytes under the seal, and whether the document in front is the one that was signed."""
    first, length, second, rest = (int(one) for one in seal.byte_range)
    end = second + rest
    if end < len(pdf):
        yield Finding(What.ADDED, (end, len(pdf)))
    told = evidence.get("document", {})
    size = int(told.get("size", 0))
    if size and hashlib.sha256(pdf[:size]).hexdigest() != told.get("sha256"):
        yield Finding(What.DOCUMENT, (0, size))
    if first != 0 or second < length or end > len(pdf) or not _fills(pdf[length:second], seal):
        yield Finding(What.SEAL, (length, second))


def _fills(gap: bytes, seal: EmbeddedPdfSignature) -> bool:
    """Whether the place the seal stands in holds the seal and nothing else: no hash covers it."""
    try:
        own = cms.ContentInfo.load(seal.pkcs7_content).dump()
    except UNREADABLE:
        return False
    filled = own.hex().ljust(len(gap) - 2, "0")
    return gap in (f"<{filled}>".encode(), f"<{filled.upper()}>".encode())


def _is_as_made(seal: EmbeddedPdfSignature, certificate: asn1.Certificate, roots: Sequence[bytes]) -> bool:
    """Whether the parts of the seal that its signature does not cover are those that this house writes."""
    data, (signer,) = seal.signed_data, seal.signed_data["signer_infos"]
    enclosed = [one.chosen for one in data["certificates"]]
    if not {one.dump() for one in enclosed} <= {*roots, certificate.dump()}:
        return False
    algorithm = {"algorithm": "sha256"}
    plain = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number}),
            ),
            "digest_algorithm": algorithm,
            "signed_attrs": signer["signed_attrs"],
            "signature_algorithm": signer["signature_algorithm"],
            "signature": signer["signature"].native,
        }
    )
    if signer["unsigned_attrs"].native:
        plain["unsigned_attrs"] = signer["unsigned_attrs"]
    whole = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algorithm],
            "encap_content_info": {"content_type": "data"},
            "certificates": enclosed,
            "signer_infos": [plain],
        }
    )
    made = cms.ContentInfo({"content_type": "signed_data", "content": whole}).dump(force=True)
    return bool(made == cms.ContentInfo.load(seal.pkcs7_content).dump())


def _where_changed(pdf: bytes, seal: EmbeddedPdfSignature, evidence: Mapping[str, Any]) -> Finding:
    """The hash under the seal is another and the document is the one signed: it is what was put after it."""
    _first, length, second, rest = (int(one) for one in seal.byte_range)
    size = int(evidence.get("document", {}).get("size", 0))
    return Finding(What.APPENDED, (size, second + rest)) if size < length else Finding(What.SEAL, (length, second))


def _evidence(reader: PdfFileReader) -> Mapping[str, Any]:
    try:
        names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
        for place in range(0, len(names), 2):
            if str(names[place]) == EVIDENCE:
                told = json.loads(names[place + 1]["/EF"]["/F"].data)
                return told if isinstance(told, dict) else {}
    except UNREADABLE:
        pass
    return {}


def _chain(evidence: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        for one in breaks(evidence.get("events", []), head=evidence.get("head")):
            yield Finding(What.EVIDENCE, event=one.number, how=one.how)
        for _sha256 in altered_texts(evidence):
            yield Finding(What.EVIDENCE, how="consent")
    except UNREADABLE:
        yield Finding(What.EVIDENCE, how="unreadable")


def altered_texts(evidence: Mapping[str, Any]) -> Iterator[str]:
    """The hashes of consents whose text in the evidence is another than the one that was consented to."""
    texts = {str(one["sha256"]): str(one["text"]) for one in evidence.get("consents", [])}
    agreed = {str(event["consent"]) for event in evidence.get("events", []) if event.get("kind") == "consented"}
    for sha256 in sorted(texts.keys() | agreed):
        if hashlib.sha256(texts.get(sha256, "").encode()).hexdigest() != sha256:
            yield sha256


def _trusting(roots: Sequence[bytes], certificate: asn1.Certificate | None, now: datetime) -> ValidationContext:
    """As of now while the certificate is good, else as of its last minutes, so that the rest can still be told."""
    moment = now
    if certificate is not None and certificate.not_valid_after < now:
        moment = certificate.not_valid_after - BEFORE_THE_END
    loaded = [asn1.Certificate.load(root) for root in roots]
    return ValidationContext(trust_roots=loaded, allow_fetching=False, moment=moment.astimezone(UTC))


def _certificate(seal: EmbeddedPdfSignature) -> asn1.Certificate | None:
    try:
        return seal.signer_cert
    except (*UNREADABLE, *REFUSED):
        return None


def _is_known(certificate: asn1.Certificate | None, status: PdfSignatureStatus | None, roots: Sequence[bytes]) -> bool:
    own = certificate is not None and certificate.dump() in roots  # a given certificate that vouches for itself
    return own or (status is not None and bool(status.trusted))
