"""Check a file: what the seal says, and whether it is the copy that was filed here."""

# Loaded when a file is checked: pyHanko takes a moment to import.
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.signatures.authority import trusted
from followthrough.kernel.signatures.verifying import Finding, Report, What, verified
from followthrough.winning.signing.models import Envelope
from followthrough.winning.signing.queries.evidence import broken_chain


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the seal's report, the round it belongs to (if the reader sees it), and sentences."""

    report: Report
    envelope: Envelope | None
    is_good: bool
    said: str
    found: tuple[str, ...]

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Who signed, by name and address, as the evidence in the file has it; nobody where it has none."""
        rows = self.report.evidence.get("signers", [])
        told = [one for one in rows if isinstance(one, dict) and one.get("state") == "signed"]
        return tuple(f"{one.get('name')} · {one.get('email')}" for one in told)


def check_file(content: bytes, actor: Actor, *, now: datetime) -> Checked:
    """Check a file by its own seal, and against what is on record here."""
    report = verified(content, roots=list(trusted()), now=now)
    ref = str(report.evidence.get("round", {}).get("ref", ""))
    rows = Envelope.visible_to(actor)
    envelope = rows.filter(sealed_sha256=report.sha256).first() or (rows.filter(ref=ref).first() if ref else None)
    found = [_worded(one) for one in report.findings]
    if envelope is not None:
        found += _against(envelope, report)
    is_paper = envelope is not None and not report.is_sealed and envelope.sealed_sha256 == report.sha256
    is_good = (report.is_whole and report.is_known and not _wrong(report, found)) or (is_paper and not found[1:])
    return Checked(report, envelope, is_good, _said(report, is_good=is_good, is_paper=is_paper), tuple(found))


def _wrong(report: Report, found: list[str]) -> bool:
    """Whether something besides a certificate's age was found."""
    return len(found) > sum(one.what is What.EXPIRED for one in report.findings)


def _said(report: Report, *, is_good: bool, is_paper: bool) -> str:
    if is_paper:
        return _("This is the scan of the paper that was filed here, unchanged.")
    if is_good:
        return _("Unchanged since it was sealed by %(who)s.") % {"who": report.sealed_by}
    if not report.is_sealed:
        return _("This file carries no seal that can be read.")
    if report.is_whole and not report.is_known:
        return _("Unchanged since it was sealed, but by a certificate this house does not know: %(who)s.") % {
            "who": report.sealed_by
        }
    return _("This file is not what was sealed.")


def _worded(finding: Finding) -> str:
    first, last = finding.at
    gaps = {"first": first, "last": last, "number": finding.event}
    sentences = {
        What.NO_SEAL: _("There is no seal on it, or so little of it is left that it can't be read."),
        What.SEAL: _("The seal itself was changed."),
        What.DOCUMENT: _("The document in front (bytes %(first)d to %(last)d) is not the one that was signed."),
        What.APPENDED: _("Something after the document was changed: the certificate’s pages or the evidence."),
        What.ADDED: _("Something was added after it was sealed (bytes %(first)d to %(last)d)."),
        What.EVIDENCE: _("The chain of evidence does not hold at event %(number)d."),
        What.EXPIRED: _("The certificate has run out since; what was sealed is unchanged."),
        What.STAMP: _("The time stamp does not hold."),
    }
    return sentences[finding.what] % gaps


def _against(envelope: Envelope, report: Report) -> Iterator[str]:
    if envelope.sealed_sha256 and envelope.sealed_sha256 != report.sha256:
        yield _("It is not, byte for byte, the copy that was filed here as %(ref)s.") % {"ref": envelope.ref}
    for one in broken_chain(envelope):
        yield _broken(one.number, one.how)
    told = [event.get("hash") for event in report.evidence.get("events", [])]
    own = list(envelope.chain.order_by("number").values_list("hash", flat=True)[: len(told)])
    for place, (there, here) in enumerate(zip(told, own, strict=False), start=1):
        if there != here:
            yield _("Event %(number)d on record is not the one in the file.") % {"number": place}
            return


def _broken(number: int, how: str) -> str:
    words = {
        "changed": _("On record, event %(number)d was changed."),
        "missing": _("On record, event %(number)d is missing."),
        "moved": _("On record, event %(number)d is out of order."),
    }
    return words[how] % {"number": number}
