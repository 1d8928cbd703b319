"""Letters to the customer about what they take: what they have not used, and the way to their own page."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK, post_letter
from followthrough.kernel.mail.templates import register_letter, worded
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.serving.usage.actions.keeping import keep_standings
from followthrough.serving.usage.queries.unused import RULE, Unused, unused_of
from followthrough.winning.contracts.models import Commitment, Contract

UNUSED, PAGE = "usage.unused", "usage.page"
OPEN_FOR = timedelta(days=60)


def register_letters() -> None:
    """Declare both letters, with their words in both languages."""
    name, sender = {"name": gettext_lazy("the contact’s name")}, {"sender": gettext_lazy("who writes")}
    title = {"title": gettext_lazy("the contract’s name")}
    register_letter(
        UNUSED,
        gettext_lazy("What they have not used yet"),
        {**name, **title, **sender, "list": gettext_lazy("what is left, one on each line"),
         "link": gettext_lazy("their own page")},
        {
            "en": (
                "Still yours: {title}",
                "Hello {name},\n\nunder “{title}” this is still yours to use:\n\n{list}\n\nSee your usage: {link}\n\n"
                "If we can help you make use of it, a line to me is enough.\n\nKind regards\n{sender}\n{company}",
            ),
            "es": (
                "Aún a su disposición: {title}",
                "Hola, {name}:\n\nsegún «{title}» todavía puede usar lo siguiente:\n\n{list}\n\nVea su consumo: "
                "{link}\n\n"
                "Si podemos ayudarle a aprovecharlo, basta con una línea.\n\nUn saludo\n{sender}\n{company}",
            ),
        },
    )  # fmt: skip
    register_letter(
        PAGE,
        gettext_lazy("The customer’s page of what they use"),
        {**name, **title, **sender, "link": gettext_lazy("their own page")},
        {
            "en": (
                "Your usage: {title}",
                "Hello {name},\n\nhere you see at any time how much of “{title}” you have used.\n\n"
                "See your usage: {link}"
                "\n\nKind regards\n{sender}\n{company}",
            ),
            "es": (
                "Su consumo: {title}",
                "Hola, {name}:\n\naquí puede ver en todo momento cuánto ha usado de «{title}».\n\n"
                "Vea su consumo: {link}"
                "\n\nUn saludo\n{sender}\n{company}",
            ),
        },
    )


def prepared_unused(contract: Contract, by: Actor) -> Mapping[str, Any]:
    """The letter as it would go out: to the contact, in the contract's language, with everything that is left."""
    contact = contract.contact
    left = [one for one in unused_of([contract])[contract.pk] if one.left > 0]
    language = _language(contract, contact)
    values = {
        "name": contact.name if contact else "",
        "title": contract.name,
        "list": _list(left, language),
        "sender": by.name,
        "link": link_mark(),
    }
    subject, text = worded(UNUSED, language, values)
    return {"to": contact.email if contact else "", "subject": subject, "text": text}


@action(
    Contract,
    needs="contracts.remind",
    button=gettext_lazy("Remind of what is unused"),
    icon="mail",
    applies=lambda contract: contract.is_signed,
    prepare=prepared_unused,
    labels={"to": gettext_lazy("To"), "subject": gettext_lazy("Subject"), "text": gettext_lazy("Text")},
    options={"to": {"kind": "email"}, "text": {"kind": "long"}},
)
def remind_unused_contract(
    contract: Contract, *, to: str = "", subject: str = "", text: str = "", by: Actor, now: datetime
) -> Changes:
    """Mail the customer what they have not used yet, with a link to their own page. Ten seconds to take it back.

    It keeps the promise to remind them. Refused where nothing is left.
    """
    keep_standings([contract.pk])
    left = [one for one in unused_of([contract])[contract.pk] if one.left > 0]
    if not left:
        raise Invalid({"text": _("Nothing is left that could be used.")})
    letter = {**prepared_unused(contract, by), **{n: v for n, v in (("subject", subject), ("text", text)) if v}}
    address = to or letter["to"]
    if not address:
        raise Invalid({"to": _("No e-mail address is known here. Write one.")})
    name = contract.contact.name if contract.contact else address
    commitment = next((one.source for one in left if isinstance(one.source, Commitment)), None)
    _post(letter, commitment, contract, name, address, by, now)
    keep_of(contract, rule=RULE, text=_("Mailed to %(name)s") % {"name": name}, by=by, now=now)
    return Changes(_("The letter goes to %(name)s in ten seconds.") % {"name": name}, record=contract)


@action(
    Commitment,
    needs="commitments.share",
    button=gettext_lazy("Send their usage page"),
    icon="link",
    labels={"to": gettext_lazy("To")},
)
def share_commitment(commitment: Commitment, *, to: Contact | None = None, by: Actor, now: datetime) -> Changes:
    """Mail a contact the link to a page of their own: what was taken and where it is heading. It can be taken back for
    ten seconds."""
    contract = commitment.contract
    contact = to or contract.contact
    if contact is None or not contact.email:
        raise Invalid({"to": _("Choose a contact who has an e-mail address.")})
    if contact.account_id not in (None, contract.account_id):
        raise Invalid({"to": _("%(name)s is at another account.") % {"name": contact.name}})
    gaps = {"name": contact.name, "title": contract.name, "sender": by.name, "link": link_mark()}
    subject, text = worded(PAGE, _language(contract, contact), gaps)
    letter = {"subject": subject, "text": text}
    _post(letter, commitment, contract, contact.name, contact.email, by, now)
    return Changes(_("The letter goes to %(name)s in ten seconds.") % {"name": contact.name}, record=commitment)


def _post(
    letter: Mapping[str, Any],
    commitment: Commitment | None,
    contract: Contract,
    name: str,
    address: str,
    by: Actor,
    now: datetime,
) -> None:
    receiver = formataddr((name, address)) if name.isascii() and name != address else address
    language = _language(contract, contract.contact)
    if commitment is None or link_mark() not in letter["text"]:
        text = letter["text"].replace(link_mark(), "")
        made = Letter([receiver], letter["subject"], text)
        post_letter(made, about=contract, by=by, now=now, hold=TO_TAKE_BACK, language=language)
        return
    post_with_link(
        Letter([receiver], letter["subject"], letter["text"]),
        commitment,
        name=name,
        email=address,
        expires_at=now + OPEN_FOR,
        by=by,
        now=now,
        verbs=[],
        hold=TO_TAKE_BACK,
        language=language,
    )


def _language(contract: Contract, contact: Contact | None) -> str:
    told = contract.language or (contact.language if contact else "")
    return told if told in ("en", "es") else company().language


def _list(left: Sequence[Unused], language: str) -> str:
    with translation.override(language):
        return "\n".join(
            _("- %(what)s: %(left)s %(unit)s of %(entitled)s, until %(day)s")
            % {
                "what": one.what,
                "left": _number(one.left),
                "entitled": _number(one.entitled),
                "unit": one.unit,
                "day": date_format(one.until, "DATE_FORMAT") if one.until else "–",
            }
            for one in left
        ).replace("  ", " ")


def _number(number: Any) -> str:
    whole = number.quantize(1) if number == number.to_integral_value() else number.normalize()
    return number_format(whole, use_l10n=True, force_grouping=True)
