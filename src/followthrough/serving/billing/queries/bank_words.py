"""What banks call the columns of their statements, in the languages their customers read."""

from collections.abc import Mapping, Sequence

from followthrough.kernel.exchange.folding import without_accents

PAID, VALUE, AMOUNT, CREDIT, DEBIT, SIDE, CURRENCY, TEXT, PAYER, NUMBER = (
    "paid", "value", "amount", "credit", "debit", "side", "currency", "text", "payer", "number",
)  # fmt: skip
WORDS: Mapping[str, Sequence[str]] = {
    PAID: (
        "buchungstag", "buchungsdatum", "buchung", "datum", "fecha operacion", "fecha de operacion", "f. operacion",
        "fecha contable", "fecha", "date operation", "date de l'operation", "date d'operation", "date",
        "data operazione", "data contabile", "data", "boekdatum", "booking date", "posting date", "transaction date",
    ),
    VALUE: ("valuta", "wertstellung", "fecha valor", "date de valeur", "date valeur", "data valuta", "value date"),
    AMOUNT: ("betrag", "umsatz", "importe", "importe eur", "montant", "importo", "bedrag", "amount", "betrag (eur)"),
    CREDIT: (
        "haben", "gutschrift", "abono", "abonos", "haber", "ingresos", "credit", "credits", "avere", "accrediti",
        "entrate", "paid in", "money in", "deposits", "bij",
    ),
    DEBIT: (
        "soll", "lastschrift", "belastung", "cargo", "cargos", "debe", "gastos", "debit", "debits", "dare", "addebiti",
        "uscite", "paid out", "money out", "withdrawals", "af",
    ),
    SIDE: ("soll/haben", "s/h", "debe/haber", "sens", "dare/avere", "af bij", "debit/credit", "dr/cr", "d/c"),
    CURRENCY: ("wahrung", "divisa", "moneda", "devise", "valuta iso", "currency"),
    TEXT: (
        "verwendungszweck", "buchungstext", "vorgang", "concepto", "observaciones", "descripcion", "mas datos",
        "libelle", "reference", "motif", "causale", "descrizione", "omschrijving", "description", "details",
        "payment reference", "remittance information", "narrative", "transaction details", "memo",
    ),
    PAYER: (
        "auftraggeber", "auftraggeber/empfanger", "name zahlungsbeteiligter", "beguenstigter/zahlungspflichtiger",
        "zahlungspflichtiger", "beneficiario/ordenante", "ordenante", "donneur d'ordre", "tiers", "ordinante",
        "counterparty", "counterparty name", "payer", "name",
    ),
    NUMBER: (
        "referenz", "end-to-end-referenz", "kundenreferenz (end-to-end)", "transaktionsnummer", "numero de operacion",
        "n. operacion", "numero operacion", "transaction id", "bank reference", "id transaction",
    ),
}  # fmt: skip
OUT = ("s", "soll", "d", "debe", "cargo", "debit", "dr", "af", "dare")
OURS = (  # what only a file made for us says: whose money it is, and for which invoice
    "invoice", "for invoice", "invoice number", "invoice no", "para la factura", "factura", "account", "customer",
    "customer number", "company", "cuenta", "cliente", "empresa", "check number",
)  # fmt: skip


def meaning_of(head: str) -> str:
    """What a column of a statement holds; "" for one that is not needed."""
    key = key_of(head)
    return next((meaning for meaning, words in WORDS.items() if key in words), "")


def key_of(head: str) -> str:
    """A heading without accents, capitals and doubled blanks."""
    return " ".join(without_accents(head).casefold().replace("_", " ").split()).strip(" .:*")
