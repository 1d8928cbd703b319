"""From the text of a contract to its signature on both sides: approval first, only that version, sealed copy filed."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.records.problems import Refused
from followthrough.winning.contracts.models import Amendment, Contract, ContractLine, Entitlement, NegotiationRound
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.signing.models import Envelope, Signer
from followthrough.winning.signing.rules import consent_of
from followthrough.winning.signing.tests.rounds import Hand, Round
from tests import cast
from tests.post_office import PostOffice

pytestmark = pytest.mark.slow

JOBS = ("mail.send", "signing.finish", "facts.deliver")


class Table(Round):
    """Both sides at one table: Dana signs behind her link, Rafael at the desk."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office
        self.by = agreements.desk()
        account = agreements.customer()
        self.dana: Contact = cast.made(Contact, account=account, name="Dana Whitfield", email="dana@juniper.example")
        self.contract = agreements.drafted(account, template=agreements.template(), contact=self.dana)

    def sent(self, about: Any) -> Envelope:
        cast.does(self.by, type(about), "send-for-signature", about)
        return Envelope.objects.latest("pk")

    def both_sign(self, envelope: Envelope) -> None:
        Hand(self, "dana@juniper.example").knows().reads().signs(typed="Dana Whitfield")
        own = Signer.objects.get(envelope=envelope, user__isnull=False)
        assert own.user is not None
        rafael = cast.as_actor(own.user)
        cast.does(rafael, Signer, "read", own)
        shown = {"document": envelope.sha256, "consent": consent_of(own.language).sha256, "agreed": True}
        cast.does(rafael, Signer, "sign", own, typed="Rafael Ortega", **shown)
        self.office.deliver(*JOBS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_contract_runs_once_both_have_signed_and_an_amendment_after_it(post_office: PostOffice) -> None:
    table = Table(post_office)
    contract = table.contract
    envelope = table.sent(contract)
    contract.refresh_from_db()
    assert (contract.state, contract.with_party, contract.sent_version) == (
        "signature",
        "signer",
        envelope.document,
    )
    table.both_sign(envelope)
    contract.refresh_from_db()
    assert (contract.state, contract.signed_on, contract.signed_by) == (
        "signed",
        date(2026, 11, 24),
        "Dana Whitfield and Rafael Ortega",
    )
    assert ContractLine.objects.get(contract=contract).effective_from == agreements.START
    filed = [one.name for one in Document.objects.filter(about_ref=contract.ref).order_by("pk")]
    assert (filed[0], len(filed)) == (contract.name, 2)  # the text, and the sealed copy of it
    change = agreements.amendment(table.by, contract, date(2026, 12, 1))
    cast.does(table.by, Entitlement, "create", amendment=change.ref, name="A free banner")
    second = table.sent(change)
    assert second.account == contract.account
    table.both_sign(second)
    assert Amendment.objects.get(pk=change.pk).state == "signed"
    assert Entitlement.objects.get().effective_from == date(2026, 12, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_no_brings_it_back_to_the_table_with_its_reason(post_office: PostOffice) -> None:
    table = Table(post_office)
    table.sent(table.contract)
    Hand(table, "dana@juniper.example").knows().does("decline", reason="The notice is too long")
    post_office.deliver(*JOBS)
    found = Contract.objects.get(pk=table.contract.pk)
    assert (found.state, found.with_party) == ("negotiation", "us")
    last = found.holdings.order_by("-pk")[0]
    assert last.why == "Dana Whitfield declined to sign: The notice is too long"


@pytest.mark.django_db
def test_nobody_signs_round_approval_not_even_from_the_documents_page(post_office: PostOffice) -> None:
    table = Table(post_office)
    agreements.ruled()
    cast.does(table.by, Contract, "edit", table.contract, payment_days=90)
    with pytest.raises(Refused, match="90 days"):
        table.sent(table.contract)
    cast.does(table.by, Contract, "print", table.contract)
    paper = Document.objects.get(about_ref=table.contract.ref)
    with pytest.raises(Refused, match="from its own page"):
        cast.does(table.by, Document, "send-for-signature", paper, contacts=[table.dana.ref])
    assert Envelope.objects.count() == 0


@pytest.mark.django_db
def test_taken_back_from_signature_it_can_be_changed_again(post_office: PostOffice) -> None:
    table = Table(post_office)
    envelope = table.sent(table.contract)
    cast.does(table.by, Contract, "recall", table.contract, reason="A typing mistake")
    envelope.refresh_from_db()
    table.contract.refresh_from_db()
    assert (envelope.state, table.contract.state) == ("revoked", "negotiation")
    cast.does(table.by, Contract, "edit", table.contract, notice=30)


@pytest.mark.django_db
def test_the_paper_says_what_the_page_says(post_office: PostOffice) -> None:
    table = Table(post_office)
    cast.does(table.by, Contract, "edit", table.contract, language="es")
    cast.does(table.by, Contract, "print", table.contract)
    paper = PdfReader(BytesIO(content_of(DocumentVersion.objects.get())))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None
    assert paper.trailer["/Root"]["/Lang"] == "es-US"
    for words in ("Data and ads 2026", "12.000,00", "PlantBase Midwest", "60 días", "Juniper Process Controls pays"):
        assert words in text, (words, text)


@pytest.mark.django_db
def test_the_rounds_keep_each_sides_file_as_versions_of_one_document(post_office: PostOffice) -> None:
    table = Table(post_office)
    cast.does(table.by, Contract, "send", table.contract)
    theirs = agreements.scan("juniper-markup.docx")
    cast.does(table.by, Contract, "receive", table.contract, file=theirs, note="60 days")
    rounds = [(one.number, one.side, one.paper.number, one.paper.edition) for one in _rounds()]
    assert rounds == [(1, "ours", 1, "round 1, ours"), (2, "theirs", 2, "round 2, theirs")]
    assert len({one.paper.document_id for one in _rounds()}) == 1


def _rounds() -> list[Any]:
    return list(NegotiationRound.objects.select_related("paper").order_by("number"))
