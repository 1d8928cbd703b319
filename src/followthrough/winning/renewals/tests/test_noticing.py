"""Our notice as a letter: filed, sent or posted, confirmed; days that make no sense are refused."""

from datetime import date

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import Document
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import NoticeLetter
from followthrough.winning.renewals.tests.terms import noon, running
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def prepared(by: Actor, contract: Contract, **values: object) -> NoticeLetter:
    """The letter, set and filed."""
    made = cast.does(by, Contract, "prepare-notice", contract, **values)
    return NoticeLetter.objects.get(ref=made.ref)


def waits() -> list[tuple[str, str, str]]:
    """Who owes the confirmation, and how it stands."""
    return [(one.what, one.direction, one.state) for one in Promise.objects.filter(rule="renewals.confirmed")]


def test_a_notice_goes_by_mail_with_the_letter_and_its_confirmation_is_owed() -> None:
    by, account = agreements.desk(), agreements.customer()
    agreements.template()
    dana: Contact = cast.made(Contact, name="Dana Whitfield", account=account, email="dana@example.com")
    contract = running(by, account, contact=dana, language="es")
    letter = prepared(by, contract, reason="Too dear for us")
    assert (letter.last_day, letter.notice_by, letter.state) == (date(2027, 1, 31), date(2026, 12, 2), "draft")
    document = Document.objects.get(kind="renewals.notice")
    assert (document.about_ref, document.name, document.account) == (
        contract.ref,
        f"Carta de preaviso {letter.ref}",
        account,
    )
    cast.does(by, NoticeLetter, "send", letter)
    contract.refresh_from_db()
    assert (contract.notice_given_on, contract.notice_from, contract.last_day) == (
        date(2026, 11, 24),
        "us",
        date(2027, 1, 31),
    )
    mail = Mail.objects.get()
    assert (mail.to, len(mail.enclosed)) == (["Dana Whitfield <dana@example.com>"], 1)
    assert mail.hold_until is not None
    assert waits() == [(f"Their confirmation that {contract.name} ends on 31 Jan 2027", "wait", "open")]
    with pytest.raises(Invalid):
        cast.does(by, NoticeLetter, "confirm", letter, how="Call", confirmed_on="2026-11-23")
    cast.does(by, NoticeLetter, "confirm", letter, how="Dana wrote back")
    assert [state for *_rest, state in waits()] == ["kept"]


def test_a_notice_is_posted_with_its_tracking_number_and_withdrawn_with_the_contracts() -> None:
    by = agreements.desk()
    contract = running(by)
    letter = prepared(by, contract)
    with pytest.raises(Refused, match="already"):
        prepared(by, contract)
    with pytest.raises(Invalid, match="still to come"):
        cast.does(by, NoticeLetter, "post", letter, tracking="RR1", posted_on="2026-11-25")
    with pytest.raises(Invalid, match="not signed"):
        cast.does(by, NoticeLetter, "post", letter, tracking="RR1", posted_on="2025-11-20")
    cast.does(by, NoticeLetter, "post", letter, tracking=" RR 123 ", posted_on="2026-11-20")
    letter.refresh_from_db()
    contract.refresh_from_db()
    assert (letter.tracking, letter.sent_on, contract.notice_given_on) == ("RR 123", date(2026, 11, 20), letter.sent_on)
    cast.does(by, Contract, "withdraw-notice", contract)
    letter.refresh_from_db()
    assert (letter.state, [state for *_rest, state in waits()]) == ("void", ["void"])


def test_notice_after_its_last_day_is_confirmed_first_and_ends_the_next_term() -> None:
    by = agreements.desk()
    contract = running(by)
    with clock_at(noon(date(2026, 12, 3))):
        with pytest.raises(Invalid, match=r"The last day for notice was 2 Dec 2026. Notice now ends it on 31 Jan 2028"):
            prepared(by, contract)
        letter = prepared(by, contract, end_later=True)
        assert letter.last_day == date(2028, 1, 31)


def test_a_letter_whose_day_has_passed_since_is_set_anew_before_it_goes() -> None:
    by = agreements.desk()
    contract = running(by)
    letter = prepared(by, contract)
    with clock_at(noon(date(2026, 12, 3))), pytest.raises(Refused, match="no longer fits"):
        cast.does(by, NoticeLetter, "post", letter, tracking="RR1")
    cast.does(by, NoticeLetter, "drop", letter)
    again = running(by, contract.account, renews=False, notice=0)
    with pytest.raises(Refused, match="by itself"):
        prepared(by, again)
