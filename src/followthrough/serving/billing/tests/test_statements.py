"""A bank's own file of payments goes in as it is: in its language, its columns, its dates."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile

from followthrough.kernel.exchange.models import Import, StagedRow
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.queries.wanted import MATCH
from followthrough.serving.billing.rules.matching import Open, proposed
from followthrough.serving.billing.tests import bills
from tests import cast

D = Decimal
GERMAN = """Kontoauszug;DE89 3704 0044 0532 0130 00
Zeitraum;01.11.2026 - 30.11.2026

Buchungstag;Valuta;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung
03.11.2026;03.11.2026;Juniper Process Controls;Rechnung {one} / danke;119,00;USD
04.11.2026;04.11.2026;Stadtwerke;Abschlag November;-1.250,00;USD
05.11.2026;05.11.2026;Juniper Process Controls;{two} und {three};1.476,00;USD
06.11.2026;06.11.2026;Unbekannt GmbH;Sammelüberweisung;77,70;USD
"""
SPANISH = """Fecha operación;Fecha valor;Concepto;Cargo;Abono;Saldo
04/11/2026;05/11/2026;TRANSFERENCIA FACTURA {spaced} GRACIAS;;119,00;5.119,00
05/11/2026;05/11/2026;COMISION MANTENIMIENTO;12,50;;5.106,50
06/11/2026;06/11/2026;ABONO JUNIPER FRA {short};;238,00;5.344,50
"""
ENGLISH = """Date,Description,Money out,Money in,Balance
13/11/2026,"FASTER PAYMENT JUNIPER {one}, THANKS",,119.00,"12,119.00"
13/11/2026,CARD PAYMENT TO STATIONER,45.10,,"12,073.90"
14/11/2026,"TRANSFER, TWO MONTHS",,"1,238.00","13,311.90"
"""


@pytest.fixture
def desk(db: None) -> Any:
    """Finance, and three invoices of one customer with accounting: 119, 238 and 1,238."""
    fay = bills.finance()
    bills.house()
    account = bills.customer()
    nets = ("100", "200", "1040.34")
    return fay, [bills.handed_off(fay, bills.invoice(account, net)) for net in nets]


def read(fay: Any, text: str, made: list[Invoice], encoding: str = "utf-8") -> Import:
    """The file uploaded and checked as it comes from the bank, no column touched."""
    gaps = dict(zip(("one", "two", "three"), (one.number for one in made), strict=True))
    gaps |= {"spaced": gaps["one"].replace("-", " "), "short": str(int(gaps["two"][-5:]))}
    file = ContentFile(text.format(**gaps).encode(encoding), name="umsaetze.csv")
    draft = Import.objects.get(ref=cast.does(fay, Import, "upload", file=file, into="payments").ref)
    cast.does(fay, Import, "check", draft)
    return Import.objects.get(pk=draft.pk)


def planned(draft: Import) -> list[tuple[str, Any]]:
    """What the check says of each row, and what stands in the cell of the invoice."""
    rows = StagedRow.objects.filter(upload=draft).order_by("number")
    return [(one.verdict, one.cells[5]) for one in rows]


def paid() -> list[tuple[date, Decimal, Decimal, bool]]:
    """Day, amount, what is left on account, whether it is asked."""
    rows = Payment.objects.filter(binned_at__isnull=True).order_by("paid_on", "pk")
    return [(one.paid_on, one.amount, one.left, one.is_doubtful) for one in rows]


def test_a_german_statement_pays_what_its_texts_name_and_leaves_out_what_went(desk: Any) -> None:
    fay, made = desk
    draft = read(fay, GERMAN, made, "latin-1")
    assert planned(draft) == [("new", made[0].ref), ("new", None), ("new", None)]
    cast.does(fay, Import, "apply", draft)
    assert paid() == [
        (date(2026, 11, 3), D(119), D(0), False),
        (date(2026, 11, 5), D(1476), D(0), False),  # the two it names
        (date(2026, 11, 6), D("77.70"), D("77.70"), True),
    ]
    assert [Invoice.objects.get(pk=one.pk).state for one in made] == ["paid", "paid", "paid"]
    asked = Promise.objects.get(rule=MATCH)
    assert (asked.state, asked.source_id) == ("open", Payment.objects.get(is_doubtful=True).pk)
    cast.does(fay, Import, "check", again := read(fay, GERMAN, made, "latin-1"))
    assert {verdict for verdict, _cell in planned(again)} == {"same"}


def test_a_spanish_one_with_two_columns_is_read_day_first_and_a_short_number_by_its_amount(desk: Any) -> None:
    fay, made = desk
    draft = read(fay, SPANISH, made)
    assert planned(draft) == [("new", made[0].ref), ("new", made[1].ref)]
    cast.does(fay, Import, "apply", draft)
    assert paid() == [(date(2026, 11, 4), D(119), D(0), False), (date(2026, 11, 6), D(238), D(0), False)]


def test_an_english_one_asks_about_what_names_nothing(desk: Any) -> None:
    fay, made = desk
    draft = read(fay, ENGLISH, made)
    assert planned(draft) == [("new", made[0].ref), ("new", None)]
    cast.does(fay, Import, "apply", draft)
    assert paid() == [(date(2026, 11, 13), D(119), D(0), False), (date(2026, 11, 14), D(1238), D(1238), True)]


def test_what_fits_two_is_not_proposed() -> None:
    ones = [Open(n, f"INV-2026-0001{n}", D(119), None, f"IV-00000{n}") for n in (1, 2)]
    assert proposed(D(119), "INV-2026-00011 thanks", ones) == "IV-000001"
    assert proposed(D(119), "IV-000002", ones) == "IV-000002"
    assert proposed(D(119), "INV-2026-00011, INV-2026-00012", ones) is None
    assert proposed(D(119), "Rechnung 12", ones) == "IV-000002"
    assert proposed(D(100), "Rechnung 12", ones) is None
    assert proposed(D(119), "thanks", ones) is None


def test_a_file_with_our_own_columns_is_read_as_before(desk: Any) -> None:
    fay, made = desk
    text = "Date;Amount;Invoice;Text\n03.11.2026;119,00;{one};Thanks\n"
    draft = read(fay, text, made)
    assert draft.mapping == {"0": "paid_on", "1": "amount", "2": "invoice", "3": "reference"}


def test_a_list_of_customers_payments_keeps_its_customers(desk: Any) -> None:
    fay, made = desk
    text = "date,customer,amount,currency,description\n2026-11-03,{one},119.00,USD,Thanks\n"
    draft = read(fay, text, made)
    assert (draft.mapping["1"], draft.mapping["4"]) == ("account", "reference")
