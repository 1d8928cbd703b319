"""Envelopes, their signers and the chain of events, declared; the letters that go out, and the wait for a signature."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.queries.kinds import register_document_kind
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.mail.templates import register_letter
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import GuestSight, Panel, panel_on, record
from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.web.questions import questions_panel
from followthrough.winning.signing.actions import by_desk, by_signers, handing_in, on_documents, on_paper, questions
from followthrough.winning.signing.actions.questions import REPLY
from followthrough.winning.signing.models import Envelope, EnvelopeState, SignatureEvent, Signer, SignerQuestion
from followthrough.winning.signing.queries.asked import questions_about
from followthrough.winning.signing.queries.comparing import papers_to_compare
from followthrough.winning.signing.queries.promised import CHECK, QUESTION, SIGNATURE, wanted_checks, wanted_signatures

grant("signatures.inside", ADMINS)
# Of use to programs that check the chain, and of none to readers of the page.
INSIDE = ("about_kind", "about_id", "deadline", "zone", "head", "events")
VERBS = (by_desk, by_signers, handing_in, on_documents, on_paper, questions)  # loaded for the verbs they declare

ASKED_ABOUT = _("Questions of signers")
QUESTIONS = Panel(
    "questions", ASKED_ABOUT, context=lambda one, by: questions_panel(ASKED_ABOUT, questions_about(one, by), by)
)


def envelope_facts(envelope: Envelope, actor: Actor) -> list[tuple[Words, object]]:
    """Until when, who has signed, and what holds up the seal."""
    signers = list(Signer._default_manager.filter(envelope=envelope).exclude(state="delegated"))
    done = sum(one.state == "signed" for one in signers)
    found: list[tuple[Words, object]] = [
        (_("Signed"), _("%(done)d of %(all)d") % {"done": done, "all": len(signers)}),
        (_("Last day"), envelope.expires_on),
    ]
    if envelope.signed_at and envelope.state == EnvelopeState.OUT:
        found.append((_("Being sealed"), envelope.trouble or _("in a moment")))
    if envelope.level:
        found.append((_("Kind of seal"), envelope.level))
    return found


def signer_facts(signer: Signer, actor: Actor) -> list[tuple[Words, object]]:
    """When they were asked, read and signed."""
    return [
        (_("Asked"), signer.asked_at or _("not yet")),
        (_("Read"), signer.seen_at or _("not yet")),
        (_("Signed"), signer.signed_at or _("not yet")),
        (_("Reminders"), signer.reminders),
    ]


def guest_facts(signer: Signer) -> list[tuple[Words, Any]]:
    """What the generic page behind a link would say of it; the real one is the area's own."""
    return [(_("Document"), signer.envelope.document.name), (_("Last day"), signer.envelope.expires_on)]


record(
    Envelope,
    ref="SR-{year}-{n:05}",
    group="sell",
    under="/contracts/",
    icon="file-signature",
    begins=_("A document, quote or contract that is sent for signature stands here until everybody has signed."),
    columns=["ref", "title_text", "account", "about_ref", "owner", "state", "expires_on", "closed_at"],
    form=[],
    filters=["state", "account", "owner", "expires_on", "about_ref"],
    sorts=["expires_on"],
    default_sort="-id",
    importable=False,
    fields={
        "pages": {"adds_up": False},
        **{name: {"guard": "signatures.inside"} for name in INSIDE},
        **{
            name: {"guard": "envelopes.ask"} for name in ("document", "sealed")
        },  # filed papers have readers of their own
    },
    facts=envelope_facts,
    settled=lambda one: EnvelopeState(one.state).label if one.state != EnvelopeState.OUT else "",
    views=[
        ("out", _("Out for signature"), {"state": "out"}),
        ("completed", _("Signed by all"), {"state": "completed"}),
    ],
    panels=[
        QUESTIONS,
        Panel(
            "signers",
            _("Signers"),
            link="envelope",
            of=Signer,
            columns=("name", "email", "party", "step", "state", "signed_at"),
            order=("step", "id"),
            limit=24,
            begins=_("Who has to sign, in which order."),
        ),
        Panel(
            "chain",
            _("Chain of evidence"),
            link="envelope",
            of=SignatureEvent,
            columns=("number", "at", "kind", "signer"),
            order=("number",),
            limit=60,
            begins=_("Each step of the signing as it happened, sealed into the document."),
        ),
    ],
)
record(
    Signer,
    ref="SG-{n:06}",
    group="sell",
    icon="file-signature",
    columns=["ref", "name", "email", "envelope", "party", "step", "state", "asked_at", "signed_at"],
    form=[],
    filters=["envelope", "state", "party"],
    match=["ref"],
    parent="envelope",
    in_menu=False,
    importable=False,
    fields={
        "step": {"adds_up": False},
        "reminders": {"adds_up": False},
        "mark": {"guard": "signatures.inside"},
        "paper": {"guard": "envelopes.ask"},
    },
    facts=signer_facts,
    guests=GuestSight(_("Link to sign by"), guest_facts, whom=lambda signer: signer),
    panels=[
        QUESTIONS,
        Panel("compare", _("Paper to compare"), template="signing/compare.html", context=papers_to_compare),
        promises_panel(owed_by="minder"),
    ],
)
record(
    SignerQuestion,
    plural="signer-questions",
    ref="SN-{n:06}",
    group="sell",
    icon="message-circle-question",
    in_menu=False,
    importable=False,
    columns=["signer", "question", "created_at", "answer", "answered_by", "answered_at"],
    form=[],
    filters=["signer", "answered_by", "answered_at"],
    match=["ref"],
    parent="signer",
)
record(
    SignatureEvent,
    plural="signature-events",
    ref="SE-{n:07}",
    columns=["number", "at", "kind", "signer", "hash"],
    form=[],
    writers=frozenset(),
    parent="envelope",
    listed=False,
    fields={"number": {"adds_up": False}},
)
for model in (Envelope, Signer, SignerQuestion, SignatureEvent):
    never_merged(model)
register_document_kind("signing.sealed", _("Signed copy"))
register_document_kind("signing.handed", _("Signed paper handed in"))
register_document_kind("signing.paper", _("Signed on paper"))
register_kind(SIGNATURE, _("Signature"), "file-signature", evidence=EvidenceKind.RECORD)
register_kind(QUESTION, _("Question of a signer"), "message-circle-question")
register_kind(CHECK, _("Signed paper to compare"), "file-up", evidence=EvidenceKind.RECORD)
register_rule(Rule(CHECK, _("Signed paper that came, compared within working days"), CHECK, 1, wanted_checks))
register_rule(Rule(SIGNATURE, _("A signature, from when it is asked for"), SIGNATURE, 0, wanted_signatures))
panel_on(
    Account,
    Panel(
        "signatures",
        _("Signature rounds"),
        link="account",
        of=Envelope,
        columns=("title_text", "state", "expires_on"),
    ),
)

NAME, TITLE = {"name": _("the signer’s name")}, {"title": _("what is to be signed")}
ASKED = {
    **NAME,
    **TITLE,
    "by": _("who asks"),
    "message": _("their message"),
    "until": _("the last day"),
    "link": _("the signer’s own link"),
}
register_letter(
    "signing.request",
    _("Asked to sign"),
    ASKED,
    {
        "en": (
            "{by} asks you to sign: {title}",
            "Hello {name},\n\n{by} of {company} asks you to read and sign “{title}”.\n\n{message}\n\n"
            "Read and sign: {link}\n\nThe link is yours alone and works until {until}. To sign, you type a"
            " code that is mailed to you then. You can also decline there, name somebody who signs in your place, or"
            " simply answer this mail.",
        ),
        "es": (
            "{by} le pide su firma: {title}",
            "Hola, {name}:\n\n{by}, de {company}, le pide que lea y firme «{title}».\n\n{message}\n\n"
            "Leer y firmar: {link}\n\nEl enlace es solo suyo y vale hasta el {until}. Para"
            " firmar escribirá un código que se le envía en ese momento. Allí también puede rechazar, nombrar a quien"
            " firme en su lugar o, simplemente, responder a este correo.",
        ),
    },
)
register_letter(
    "signing.reminder",
    _("Reminded to sign"),
    ASKED,
    {
        "en": (
            "Still to be signed: {title}",
            "Hello {name},\n\n“{title}” still waits for your signature; it can be signed until {until}.\n\n"
            "Read and sign: {link}\n\nIf something holds you up, answer this mail: {by} will help.",
        ),
        "es": (
            "Pendiente de su firma: {title}",
            "Hola, {name}:\n\n«{title}» sigue esperando su firma; puede firmarse hasta el {until}.\n\nLeer y firmar:"
            " {link}\n\nSi algo se lo impide, responda a este correo: {by} le ayudará.",
        ),
    },
)
register_letter(
    "signing.returned",
    _("Signed paper returned"),
    {**ASKED, "reason": _("what is wrong with it")},
    {
        "en": (
            "Your signed paper is returned: {title}",
            "Hello {name},\n\nthank you for the paper. We can't take it for “{title}” as it is: {reason}\n\n"
            "Sign online or hand in another paper: {link}\n\nThe link is yours alone and works until {until}. If"
            " something is unclear, answer this mail: {by} will help.",
        ),
        "es": (
            "Le devolvemos el papel firmado: {title}",
            "Hola, {name}:\n\ngracias por el papel. Tal como está no podemos aceptarlo para «{title}»: {reason}\n\n"
            "Firmar en línea o entregar otro papel: {link}\n\nEl enlace es solo suyo y vale hasta el {until}. Si algo"
            " no está claro, responda a este correo: {by} le ayudará.",
        ),
    },
)
register_letter(
    REPLY,
    _("Our answer to a signer’s question"),
    {
        **NAME,
        **TITLE,
        "question": _("what they asked"),
        "answer": _("our answer"),
        "link": _("the signer’s own link"),
        "until": _("the last day"),
        "sender": _("who sends it"),
    },
    {
        "en": (
            "Your question about what you sign: {title}",
            "Hello {name},\n\nyou asked about “{title}”:\n\n{question}\n\nOur answer:\n\n{answer}\n\n"
            "Your page: {link}\n\nIt can be signed until {until}.\n\n{sender}\n{company}",
        ),
        "es": (
            "Su pregunta sobre lo que firma: {title}",
            "Hola, {name}:\n\nUsted preguntó sobre «{title}»:\n\n{question}\n\nNuestra respuesta:\n\n{answer}\n\n"
            "Su página: {link}\n\nPuede firmarse hasta el {until}.\n\n{sender}\n{company}",
        ),
    },
)
register_letter(
    "signing.completed",
    _("Signed by all"),
    {**NAME, **TITLE, "sha256": _("the SHA-256 of the sealed copy")},
    {
        "en": (
            "Signed by all: {title}",
            "Hello {name},\n\nall have signed “{title}”. The sealed copy is enclosed; keep it: any PDF reader shows"
            " whether it is unchanged.\n\nSHA-256 of the file: {sha256}",
        ),
        "es": (
            "Firmado por todos: {title}",
            "Hola, {name}:\n\ntodos han firmado «{title}». Adjuntamos la copia sellada; consérvela: cualquier lector de"
            " PDF muestra si no ha cambiado.\n\nSHA-256 del archivo: {sha256}",
        ),
    },
)
register_letter(
    "signing.ended",
    _("No longer to be signed"),
    {**NAME, **TITLE, "reason": _("why")},
    {
        "en": (
            "No longer to be signed: {title}",
            "Hello {name},\n\n“{title}” can no longer be signed: {reason}\n\nThere is nothing for you to do.",
        ),
        "es": (
            "Ya no hay que firmar: {title}",
            "Hola, {name}:\n\n«{title}» ya no puede firmarse: {reason}\n\nNo tiene que hacer nada.",
        ),
    },
)
