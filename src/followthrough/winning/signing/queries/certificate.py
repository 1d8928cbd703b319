"""What the certificate's pages show: the signatures, and the evidence in words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.winning.signing.models import Envelope, EventKind, Signer, SignerState, Way
from followthrough.winning.signing.queries.evidence import signers_of, told

SHORT = 16  # figures of a hash that tell two of them apart at a glance


def certificate_of(envelope: Envelope, level: str, now: datetime) -> dict[str, Any]:
    """The data of `papers/certificate.typ`, in the language in force."""
    events, signers = told(envelope), signers_of(envelope)
    names = {one.ref: one.name for one in signers}
    first = events[0] if events else {}
    asked_by = first.get("asked_by", {})
    return {
        "title": envelope.title_text,
        "ref": envelope.ref,
        "signatures": [_signature(one, events) for one in signers if one.state == SignerState.SIGNED],
        "facts": [
            {"label": _("Document"), "text": envelope.document.name},
            {"label": _("Pages before these"), "text": str(envelope.pages)},
            {"label": _("Asked by"), "text": " · ".join(filter(None, (asked_by.get("name"), asked_by.get("email"))))},
            {"label": _("Out for signature"), "text": _words(first.get("at", ""))},
            {"label": _("Signed by all"), "text": _words(f"{envelope.signed_at:%Y-%m-%dT%H:%M:%SZ}")},
            {"label": _("Kind of seal"), "text": level},
        ],
        "hashes": [
            {"label": _("SHA-256 of the document, as it was shown to each signer"), "text": envelope.sha256},
            {"label": _("End of the chain of evidence"), "text": envelope.head},
            *(
                {
                    "label": _("SHA-256 of the consent, version %(version)s, %(language)s")
                    % {"version": event["version"], "language": event["language"]},
                    "text": event["consent"],
                }
                for event in {e["consent"]: e for e in events if e["kind"] == "consented"}.values()
            ),
        ],
        "events": [_event(event, names) for event in events],
        "consent": next((event["text"] for event in events if event["kind"] == "consented"), ""),
        "said": {
            "signatures": _("Signatures"),
            "evidence": _("Certificate of evidence"),
            "events": _("What happened"),
            "when": _("When (UTC)"),
            "what": _("What"),
            "who": _("Who"),
            "how": _("How"),
            "consent": _("What was consented to"),
            "note": _(
                "The first bytes of this file are exactly the document with the SHA-256 above. The same evidence is"
                " attached as evidence.json; each event carries the hash of the one before. The SHA-256 of the whole"
                " file can't stand in it: it is on record and in the mail that brought the copy. Any PDF reader checks"
                " the seal. These are simple electronic signatures."
            ),
        },
    }


def stamp_of(envelope: Envelope, house: str, now: datetime) -> dict[str, Any]:
    """The data of `papers/stamp.typ`: what the seal shows of itself."""
    return {
        "lines": [
            _("Sealed by %(house)s") % {"house": house},
            _words(f"{now:%Y-%m-%dT%H:%M:%SZ}"),
            _("Evidence %(head)s") % {"head": envelope.head[:SHORT]},
        ]
    }


def _signature(signer: Signer, events: list[dict[str, Any]]) -> dict[str, str]:
    found = [event for event in events if event["signer"] == signer.ref]
    known: dict[str, Any] = next((event for event in reversed(found) if event["kind"] == "identified"), {})
    drawn = signer.way == Way.DRAWN
    lines = [signer.name, signer.role_text, signer.email]
    if signer.delegated_from:
        lines.append(_("in place of %(name)s") % {"name": signer.delegated_from.name})
    lines.append(_words(f"{signer.signed_at:%Y-%m-%dT%H:%M:%SZ}"))
    lines.append(_how(known))
    return {
        "drawn": signer.mark if drawn else "",
        "typed": "" if drawn else signer.mark or signer.name,
        "text": "\n".join(line for line in lines if line),
        "alt": _("Signature of %(name)s") % {"name": signer.name},
    }


def _how(known: dict[str, Any]) -> str:
    ways = {
        "code": _("Known by the code mailed to %(email)s"),
        "signed in": _("Known by signing in as a colleague"),
        "link": _("Known by the link mailed to %(email)s"),
    }
    return ways[known["how"]] % {"email": known.get("email", "")} if known.get("how") in ways else ""


def _event(event: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    who = names.get(event.get("signer", ""), "") or event.get("by", "")
    return {
        "when": event["at"].replace("T", " ").removesuffix("Z"),
        "what": str(EventKind(event["kind"]).label),
        "who": who,
        "how": " · ".join(_details(event)),
        "hash": event["hash"][:SHORT],
    }


def _details(event: dict[str, Any]) -> list[str]:
    found = []
    if event["kind"] == "identified":
        found.append(_how(event))
        if event.get("code_confirmed"):
            clock = event["code_confirmed"][11:19]
            found.append(_("typed %(time)s, try %(tries)d") % {"time": clock, "tries": event["code_tries"]})
    if event["kind"] in ("invited", "reminded", "delivered"):
        found += [str(event.get("email", "")), str(event.get("message_id", ""))]
    if event["kind"] == "delegated":
        found.append(f"{event['to']['name']} · {event['to']['email']}")
    found += [str(event.get("reason", "")), str(event.get("ip", "")), str(event.get("browser", ""))]
    return [one for one in found if one]


def _words(moment: str) -> str:
    return moment.replace("T", " ").replace("Z", " UTC")
