"""The scanned paper in place of signatures online: who signed when, on the same record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.actions.filing import read_whole
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.signing.actions.by_desk import is_out
from followthrough.winning.signing.actions.chain import add_events, locked_envelope
from followthrough.winning.signing.actions.closing import about_of, complete_with
from followthrough.winning.signing.actions.ending import let_waits_fall
from followthrough.winning.signing.models import Envelope, Signer, SignerState, Way
from followthrough.winning.signing.rules import scan_name

KIND = "signing.paper"


@dataclass(frozen=True, slots=True)
class Paper:
    """A scan that all signed: when, by whose word, who compared it; `handed` says which paper of whom it rests on."""

    name: str
    content: bytes
    signed_on: date
    note: str
    checked_by: str
    handed: Mapping[str, str] = field(default_factory=dict)


@action(
    Envelope,
    needs="envelopes.ask",
    button=gettext_lazy("Signed on paper"),
    icon="file-up",
    applies=is_out,
    undo_words=gettext_lazy("All who were asked are told that it is signed."),
    labels={
        "file": gettext_lazy("The scanned paper"),
        "signed_on": gettext_lazy("Signed on"),
        "note": gettext_lazy("Who signed, and how the paper came"),
        "checked_by": gettext_lazy("Who else compared it with the document"),
    },
    options={"note": {"kind": "long"}},
)
def take_paper_envelope(
    envelope: Envelope,
    *,
    file: Upload,
    signed_on: date,
    note: str,
    checked_by: User | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """File the scan of the paper that all signed, in place of signatures online. The evidence says that it is paper.

    A colleague who compared it with the document can be named besides.
    """
    held = locked_envelope(envelope.pk)
    if not is_out(held):
        raise Refused(_("All have signed online by now; no paper is needed any more."))
    if checked_by is not None and checked_by.pk == by.user_id:
        raise Invalid({"checked_by": _("Name somebody else than yourself, or nobody.")})
    name, content = read_scan(file)
    paper = Paper(name, content, signed_on, note.strip(), checked_by.name if checked_by else "")
    complete_on_paper(held, paper, by=by, now=now)
    return Changes(_("The paper is filed, and everybody named is told."), record=held)


def complete_on_paper(held: Envelope, paper: Paper, *, by: Actor, now: datetime) -> None:
    """End a held round with a paper that all who were still asked have signed. Raises Invalid."""
    if paper.signed_on > now.date():
        raise Invalid({"signed_on": _("Paper can't have been signed in the future.")})
    with override(held.language):
        title = _("%(title)s, signed on paper") % {"title": held.title_text}
    version = file_document(
        about_of(held),
        account=held.account,
        kind=KIND,
        title=title[:240],
        name=paper.name,
        content=paper.content,
        by=by,
        now=now,
    )
    waiting = Signer._default_manager.filter(envelope=held).exclude(state=SignerState.DELEGATED).order_by("pk")
    open_ones = [one for one in waiting if one.state != SignerState.SIGNED]
    signed = {"state": SignerState.SIGNED.value, "signed_at": now, "way": Way.PAPER.value}
    change_records(type_of(Signer), [(one, signed) for one in open_ones], by=by, now=now)
    told = {
        "scan": version.sha256,
        "signed_on": paper.signed_on.isoformat(),
        "note": paper.note,
        "signers": [one.ref for one in open_ones],
        "checked_by": paper.checked_by,
        **paper.handed,
    }
    add_events(held, [("scanned", None, told)], by=by, now=now)
    let_waits_fall(open_ones, _("It was signed on paper."), by=by, now=now)
    change_records(type_of(Envelope), [(held, {"signed_at": now})], by=by, now=now)
    complete_with(held, version, _("on paper"), by=by, now=now)


def read_scan(file: Any) -> tuple[str, bytes]:
    """Name and content of an upload, when it is a scan of at most 25 MB. Raises Invalid."""
    content = read_whole(file)
    name = scan_name(str(file.name), content)
    if not name:
        raise Invalid({"file": _("Send the scan as a PDF or a picture (PNG, JPEG or TIFF).")})
    return name, content
