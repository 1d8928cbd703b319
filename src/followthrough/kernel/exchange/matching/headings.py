"""How alike a column's heading and a field's words are, in English or Spanish, however they are written together."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from followthrough.kernel.exchange.folding import fold, words

# Each line: words that head the same column in the files of different programs. The first one stands for all.
_SAME = """
account company customer client organisation organization cuenta empresa cliente organizacion compania
opportunity deal oportunidad negocio
product item article producto articulo
contact contacto
owner agent rep representative salesperson seller vendedor propietario responsable comercial agente
manager gerente jefe
team equipo
stage phase etapa fase
status state_of estado_de
amount value sum importe valor monto total
price precio
quantity qty cantidad units
probability probabilidad chance
name nombre title_of denominacion
first given forename nombre_de
last family surname apellido apellidos
email mail correo electronico
phone telephone tel telefono
mobile cell cellphone movil celular
fax telefax
website web url homepage site sitio
street address direccion calle domicilio
city town ciudad poblacion localidad municipio
region province state provincia estado comunidad
postcode zip postal postalcode zipcode cp plz
country pais
date on at fecha
created creado creation
updated modified modificado
start begin inicio desde
end finish fin hasta
close closing closed cierre
source origin origen fuente
description descripcion details
note notes comment comments remarks nota notas comentario comentarios observaciones
currency moneda divisa
industry sector branche rubro
employees staff headcount empleados
revenue turnover sales_volume ingresos facturacion
parent subsidiary_of matriz
id identifier key number no num numero nr codigo_de
code codigo sku
type kind category tipo clase categoria
family line series group familia linea grupo serie
language idioma lang
job puesto cargo position
""".strip().splitlines()
_CANON = {word: line.split()[0] for line in _SAME for word in line.split() if "_" not in word}
_NOISE = frozenset(
    {"the", "of", "a", "an", "de", "del", "la", "el", "los", "las", "c", "e", "y", "and", "our", "is", "in"}
)
_POINTERS = frozenset({"id", "name", "code", "ref", "reference"})
_LEAST_PIECE = 3


def heading_words(text: str, vocabulary: frozenset[str] = frozenset()) -> frozenset[str]:
    """The words of a heading, each by the one that stands for its like; joined ones ("CLOSEDATE") taken apart."""
    known = vocabulary | frozenset(_CANON)
    plain = "postcode" if fold(text) in {"postalcode", "zipcode", "codigopostal"} else text
    pieces = [piece for word in words(plain) for piece in _pieces(word, known)]
    found = [_CANON.get(piece, _singular(piece, known)) for piece in pieces if piece not in _NOISE]
    return frozenset(
        {"postcode" if word == "postal" else word for word in found} - ({"code"} if "postcode" in found else set())
    )


def likeness(heading: str, phrase: str, *, subject: frozenset[str], vocabulary: frozenset[str], pointer: bool) -> float:
    """From 0 to 1. `subject`: words for the record itself, which headings may add; `pointer`: the field links a record,
    so that its heading may say whose id or name it holds.
    """
    if fold(heading) == fold(phrase):
        return 1.0
    ours, theirs = heading_words(phrase, vocabulary), heading_words(heading, vocabulary)
    if ours == theirs:
        return 0.95
    if ours and ours in (theirs - subject, theirs - subject - {"date"}):
        return 0.9
    if pointer and ours and ours in (theirs - _POINTERS, theirs - _POINTERS - subject):
        return 0.89 if "name" in theirs else 0.88
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    letters = fuzz.ratio(fold(heading), fold(phrase)) / 100
    return max(0.8 * shared, 0.85 * letters if letters >= 0.8 else 0.0)


def vocabulary_of(phrases: Iterable[str]) -> frozenset[str]:
    """All words of the fields' names, for taking joined headings apart."""
    return frozenset(word for phrase in phrases for word in words(phrase) if len(word) >= _LEAST_PIECE)


@lru_cache(maxsize=4096)
def _pieces(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The fewest known words that make up this one; the word itself when they don't."""
    if word in known or len(word) < 2 * _LEAST_PIECE - 1:
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            usable = piece in known and (len(piece) >= _LEAST_PIECE or (piece == "id" and end == len(word)))
            if before is not None and usable and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, piece)
    return best[-1] or (word,)


def _singular(word: str, known: frozenset[str]) -> str:
    single = word.removesuffix("s")
    return _CANON.get(single, single) if single in known else word
