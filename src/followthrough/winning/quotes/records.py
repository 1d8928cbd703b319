"""Quotes and their versions, declared."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.actions import documents_on
from followthrough.foundation.documents.queries import register_document_kind
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.downloads.bundles import Bundle, bundle_on
from followthrough.kernel.mail.templates import register_letter
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.registry import Column, Condition, GuestSight, Panel, panel_on, record, saved_on
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.approvals.queries.subjects import register_subject
from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.values.money import Money
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.actions import clean_quote, fill_quotes, saved_quotes
from followthrough.winning.quotes.actions.approving import SETTLED_AFTER, settle_quotes
from followthrough.winning.quotes.actions.confirming import CONFIRMED, follow_approvals
from followthrough.winning.quotes.actions.freezing import PROPOSAL
from followthrough.winning.quotes.actions.questions import REPLY
from followthrough.winning.quotes.actions.sending import LETTER
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.bundle import write_proposals
from followthrough.winning.quotes.queries.measuring import MEASURES, draft_quotes, is_draft, measured_now
from followthrough.winning.quotes.queries.promised import ACCEPTED, ANSWER, QUESTION, wanted_after_yes
from followthrough.winning.quotes.queries.reading import READINGS
from followthrough.winning.quotes.queries.standing import standings
from followthrough.winning.quotes.queries.totals import sent_versions, shown_totals


def totals_shown(quotes: Sequence[Quote], actor: Actor) -> dict[int, Any]:
    """What each comes to: a draft as it is now, any other as it was sent."""
    sent = sent_versions(quotes)
    drafts = shown_totals([one for one in quotes if one.pk not in sent], actor)
    return {
        **{pk: Money(version.total, version.currency) for pk, version in sent.items()},
        **{one.pk: Money(one.accepted_total, one.currency) for one in quotes if one.accepted_total is not None},
        **{pk: totals.total for pk, totals in drafts.items()},
    }


def guest_facts(quote: Quote) -> list[tuple[Words, Any]]:
    """What the customer is told where there is no page of its own."""
    return [(_("Quote"), quote.ref), (_("Valid until"), quote.valid_until or _("no day"))]


def paper_shown(quote: Quote, actor: Actor) -> dict[str, Any]:
    """The first page of the proposal as it is now, by the template the PDF is made of."""
    return {"ref": quote.ref, "language": quote.language, "version": quote.version + quote.opportunity.version}


def is_expired(value: bool, actor: Actor) -> Q:
    """Sent, and the last day is over where it is sold."""
    over = Q(state=QuoteState.SENT, answered_at__isnull=True, valid_until__lt=clock.today(company().zone))
    return over if value else ~over


register_kind(ANSWER, _("Answer to a quote"), "file-text", evidence=EvidenceKind.RECORD)
register_kind(QUESTION, _("Question about a quote"), "message-circle-question")
register_kind(ACCEPTED, _("After a yes"), "file-signature")
register_rule(
    Rule(
        ACCEPTED,
        _("The contract or order after an accepted quote, due after working days"),
        ACCEPTED,
        2,
        wanted_after_yes,
    )
)
register_letter(
    LETTER,
    _("A quote to its customer"),
    {
        "name": _("the customer’s name"),
        "title": _("the quote’s title"),
        "number": _("the quote’s number"),
        "until": _("its last day"),
        "words": _("what the sender wrote"),
        "link": _("the address of their page"),
        "sender": _("who sends it"),
    },
    {
        "en": (
            "Quote {number}: {title}",
            "Dear {name},\n\nhere is our quote {number}, {title}. It holds until {until}.\n\n{words}\n\n"
            "Read it, ask about it, and accept or decline it here:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "Presupuesto {number}: {title}",
            "Hola, {name}:\n\nAquí está nuestro presupuesto {number}, {title}. Vale hasta el {until}.\n\n{words}\n\n"
            "Puede leerlo, preguntar y aceptarlo o rechazarlo aquí:\n{link}\n\n{sender}\n{company}",
        ),
    },
)
register_letter(
    CONFIRMED,
    _("Options a customer chose, confirmed"),
    {
        "name": _("the customer’s name"),
        "title": _("the quote’s title"),
        "number": _("the quote’s number"),
        "link": _("the address of their page"),
        "sender": _("who sends it"),
    },
    {
        "en": (
            "Quote {number} is confirmed: {title}",
            "Dear {name},\n\nthank you for your order. Quote {number}, {title}, is confirmed with the options you "
            "chose.\n\nYou find it here:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "El presupuesto {number} está confirmado: {title}",
            "Hola, {name}:\n\nGracias por su pedido. El presupuesto {number}, {title}, queda confirmado con las "
            "opciones que eligió.\n\nAquí lo tiene:\n{link}\n\n{sender}\n{company}",
        ),
    },
)
register_letter(
    REPLY,
    _("Our answer to a question about a quote"),
    {
        "name": _("the customer’s name"),
        "title": _("the quote’s title"),
        "number": _("the quote’s number"),
        "question": _("what they asked"),
        "answer": _("our answer"),
        "link": _("the address of their page"),
        "sender": _("who sends it"),
    },
    {
        "en": (
            "Your question about quote {number}: {title}",
            "Dear {name},\n\nyou asked:\n\n{question}\n\nOur answer:\n\n{answer}\n\n"
            "Your page of the quote: {link}\n\n{sender}\n{company}",
        ),
        "es": (
            "Su pregunta sobre el presupuesto {number}: {title}",
            "Hola, {name}:\n\nUsted preguntó:\n\n{question}\n\nNuestra respuesta:\n\n{answer}\n\n"
            "Su página del presupuesto: {link}\n\n{sender}\n{company}",
        ),
    },
)
grant("quotes.send", DESK)
record(
    Quote,
    ref="Q-{year}-{n:05}",
    exact=True,
    group="sell",
    icon="file-text",
    columns=["ref", "name", "account", "standing", "total", "number", "valid_until", "owner", "sent_at"],
    form=["account", "opportunity", "contact", "name", "valid_until", "language", "owner"],
    filters=["state", "owner", "account", "opportunity", "valid_until", "sent_at", "decline_reason", "currency"],
    sorts=["valid_until"],
    default_sort="-id",
    match=["ref", "former_id"],
    clean=clean_quote,
    fill=fill_quotes,
    saved=saved_quotes,
    computed=[Column("standing", _("How it stands"), standings), Column("total", _("Total"), totals_shown, "money")],
    readings=READINGS,
    conditions=[Condition(Field("is_expired", Kind.YES_NO, pgettext_lazy("quote", "Expired")), is_expired)],
    views=[
        ("draft", pgettext_lazy("quotes", "Drafts"), {"state": "draft"}),
        ("sent", pgettext_lazy("quotes", "With customers"), {"state": "sent", "is_expired": "no"}),
        ("expired", pgettext_lazy("quotes", "Expired"), {"is_expired": "yes"}),
    ],
    fields={
        "opportunity": {"required": False},
        "account": {"required": False},
        "number": {"adds_up": False},
        "po_number": {"aliases": ("po", "purchase order")},
    },
    guests=GuestSight(_("Link for the customer"), guest_facts, whom=attrgetter("contact")),
    aliases=["proposal", "offer", "estimate", "quotation"],
    panels=[
        Panel("paper", _("Proposal"), side=True, template="quotes/paper.html", context=paper_shown),
        promises_panel(),
        Panel(
            "questions",
            _("Questions"),
            link="quote",
            of=QuoteQuestion,
            columns=("question", "asked_by", "answer", "answered_at"),
            begins=_("What they ask on the quote's page stands here until it is answered."),
        ),
    ],
    begins=_("“New quote” on an opportunity takes its lines over; one may also begin without."),
)
record(
    QuoteQuestion,
    plural="quote-questions",
    ref="QN-{n:06}",
    group="sell",
    icon="message-circle-question",
    in_menu=False,
    importable=False,
    columns=["quote", "question", "asked_by", "created_at", "answer", "answered_by", "answered_at"],
    form=[],
    filters=["quote", "answered_by", "answered_at"],
    match=["ref"],
    parent="quote",
)
record(
    QuoteVersion,
    plural="quote-versions",
    ref="QV-{n:06}",
    exact=True,
    columns=["quote", "number", "total", "currency", "frozen_at", "author", "sha256"],
    form=[],
    filters=["quote"],
    match=["ref"],
    writers=frozenset(),
    parent="quote",
    listed=False,
    fields={"inside": {"guard": "margins.view"}, "net": {"adds_up": False}, "total": {"adds_up": False}},
)
bundle_on(Quote, Bundle(_("Proposals as a ZIP"), "proposals", write_proposals))
never_merged(Quote)
register_document_kind(PROPOSAL, _("Proposal"))
documents_on(Quote, under=("opportunity",))
register_subject(Quote, measures=MEASURES, content=measured_now, drafts=draft_quotes, is_draft=is_draft)
saved_on(Approval, follow_approvals)
for changing in SETTLED_AFTER:
    saved_on(changing, settle_quotes)
for one in (Account, Opportunity):
    panel_on(
        one,
        Panel(
            "quotes",
            _("Quotes"),
            link=str(one._meta.model_name),
            of=Quote,
            columns=("name", "standing", "valid_until", "owner"),
        ),
    )
