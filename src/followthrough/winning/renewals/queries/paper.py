"""The letter of notice as a paper: to whom, under which contract and clause, and the day on which it ends."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.records.problems import Refused
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.queries.wording import day_in_words, notice_text
from followthrough.winning.renewals.models import NoticeLetter
from followthrough.winning.renewals.queries.notice import notice_clause

TEMPLATE = Path(__file__).parents[1] / "typeset" / "notice.typ"


def notice_pdf(letter: NoticeLetter, *, at: datetime) -> bytes:
    """The letter in the contract's language, as an accessible PDF. Raises Refused where it can't be set."""
    contract = letter.contract
    language = contract.language or "en"
    today = calendar_of(contract).day_of(at)
    with override(language):
        data = {
            "house": letterhead(country=contract.account.country),
            "title": _("Notice: %(name)s") % {"name": contract.name},
            "foot": contract.ref,
            "day": day_in_words(today, language),
            "to": _address(letter),
            "greeting": _("Dear %(name)s:")
            % {"name": letter.contact.name if letter.contact else contract.account.name},
            "paragraphs": _paragraphs(letter, contract, language),
            "facts": _facts(letter, contract, language),
            "closing": _("Yours sincerely"),
            "signature": _signature(contract, data_name=letterhead()["name"]),
        }
    try:
        return typeset(TEMPLATE, data, language=language, at=at)
    except CannotTypeset as problem:
        raise Refused(str(problem)) from problem


def _address(letter: NoticeLetter) -> str:
    account = letter.contract.account
    town = " ".join(part for part in (account.postcode, account.city) if part)
    place = ", ".join(part for part in (town, account.region) if part)
    person = letter.contact.name if letter.contact else ""
    return "\n".join(part for part in (account.name, person, account.street, place) if part)


def _paragraphs(letter: NoticeLetter, contract: Contract, language: str) -> list[str]:
    gaps = {
        "name": contract.name,
        "ref": contract.ref,
        "last": day_in_words(letter.last_day, language),
        "signed": day_in_words(contract.signed_on, language),
    }
    told = [
        _("We hereby give notice under our contract “%(name)s”, %(ref)s, signed on %(signed)s.") % gaps,
        _("The contract ends on %(last)s and does not renew after that day.") % gaps,
    ]
    clause = notice_clause(contract)
    if clause is not None:
        number, found = clause
        words = _("Notice is given under clause %(number)d, “%(heading)s”: notice period %(notice)s.")
        notice = notice_text(contract.notice, contract.notice_unit)
        told.append(words % {"number": number, "heading": found.title, "notice": notice})
    told.append(_("What is owed on either side until that day stays owed."))
    told.append(
        _("We ask for your confirmation in writing that you have this notice, and of the day on which it ends.")
    )
    return told


def _facts(letter: NoticeLetter, contract: Contract, language: str) -> list[dict[str, Any]]:
    pairs = [
        (_("Contract"), f"{contract.ref}, {contract.name}"),
        (_("Last day of the contract"), day_in_words(letter.last_day, language)),
        (_("Last day for notice"), day_in_words(letter.notice_by, language)),
        (_("PO number"), contract.po_number),
    ]
    return [{"label": label, "text": text} for label, text in pairs if text]


def _signature(contract: Contract, *, data_name: str) -> str:
    who = contract.our_signer or contract.owner
    return "\n".join(part for part in (data_name, who.name if who else "", who.job_title if who else "") if part)
