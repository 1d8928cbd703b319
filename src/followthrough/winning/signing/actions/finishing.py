"""Seal what all have signed, file it, and tell everybody, once; never complete without the seal."""

# Loaded by jobs and the command line alone: pyHanko takes a moment to import.
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.history.acting import acting
from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.signatures.authority import NoSeal, ensure_seal
from followthrough.kernel.signatures.seal import CannotSeal, Wording, sealed
from followthrough.kernel.signatures.stamping import GuardedStamper
from followthrough.winning.signing.actions.chain import locked_envelope
from followthrough.winning.signing.actions.closing import about_of, complete_with
from followthrough.winning.signing.actions.ending import expire
from followthrough.winning.signing.models import Envelope, EnvelopeState, SignerState
from followthrough.winning.signing.queries.certificate import certificate_of, stamp_of
from followthrough.winning.signing.queries.evidence import broken_chain, evidence_text

PAPERS = Path(__file__).parents[1] / "papers"
KIND = "signing.sealed"


def finish(envelope_id: int) -> bool:
    """Complete an envelope that all have signed: its seal, the filed copy, the letters and the fact, in one commit.

    Whoever comes second, and whoever comes again after a crash, finds it done or does it. What holds up the seal (no
    key, no answer of the time-stamping authority, a broken chain) is noted on it and tried again later.
    """
    now = clock.now()
    with transaction.atomic(), acting(SYSTEM, "complete_envelope", surface="job", now=now):
        envelope = locked_envelope(envelope_id)
        if envelope.state != EnvelopeState.OUT or envelope.signed_at is None:
            return False
        try:
            content, level = _sealed(envelope, now)
        except (NoSeal, CannotSeal, CannotTypeset, Refused) as problem:
            change_records(type_of(Envelope), [(envelope, {"trouble": str(problem)[:300]})], by=SYSTEM, now=now)
            return False
        crash_point("signing.sealed")
        _complete(envelope, content, level, by=SYSTEM, now=now)
        crash_point("signing.completed")
    crash_point("signing.told")
    return True


def finish_all() -> None:
    """Complete what a crash or an outage left signed by all, and let expire what is over its last day.

    Paper that came in time doesn't expire while it waits for us to compare it.
    """
    now = clock.now()
    rows = Envelope._default_manager.filter(state=EnvelopeState.OUT, binned_at__isnull=True).order_by("pk")
    for pk in rows.filter(signed_at__isnull=False).values_list("pk", flat=True):
        finish(pk)
    over = rows.filter(signed_at__isnull=True, deadline__lte=now).exclude(signers__state=SignerState.HANDED)
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic(), acting(SYSTEM, "expire_envelope", surface="job", now=now):
            envelope = locked_envelope(pk)
            if envelope.state == EnvelopeState.OUT and envelope.signed_at is None and envelope.deadline <= now:
                expire(envelope, by=SYSTEM, now=now)


def _sealed(envelope: Envelope, now: datetime) -> tuple[bytes, str]:
    """The sealed file and its level. Raises NoSeal, CannotSeal, Refused."""
    if found := next(broken_chain(envelope), None):
        raise Refused(_("The chain of evidence is broken at event %(number)d.") % {"number": found.number})
    pdf = content_of(envelope.document)
    house, when = company(), now.replace(microsecond=0)
    level = "PAdES B-T" if settings.TSA_URL else "PAdES B-B"
    language = house.language
    with translation.override(language):
        reason = _("Signed by all. Evidence %(head)s") % {"head": envelope.head}
        data = {"house": letterhead(), **certificate_of(envelope, level, now)}
        drawn = {"house": letterhead(), **stamp_of(envelope, house.name, now)}
    content = sealed(
        pdf,
        pages=typeset(PAPERS / "certificate.typ", data, language=language, at=when),
        evidence=evidence_text(envelope),
        wording=Wording(reason, house.name, typeset(PAPERS / "stamp.typ", drawn, language=language, at=when)),
        key=ensure_seal(house.name, now=now),
        at=now,
        stamper=GuardedStamper(settings.TSA_URL) if settings.TSA_URL else None,
    )
    return content, level


def _complete(envelope: Envelope, content: bytes, level: str, *, by: Actor, now: datetime) -> None:
    with translation.override(envelope.language):
        title = _("%(title)s, signed") % {"title": envelope.title_text}
    version = file_document(
        about_of(envelope),
        account=envelope.account,
        kind=KIND,
        title=title[:240],
        name=f"{Path(envelope.document.name).stem[:200]}-signed.pdf",
        content=content,
        by=by,
        now=now,
    )
    complete_with(envelope, version, level, by=by, now=now)
