"""By what a kind of record is recognised: declared once for each kind, read by the finder and the scan."""

from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.kernel.doubles.telling import Sign as Sign
from followthrough.kernel.records.model import Record

KEY_OF = {
    Sign.PERSON: "person",
    Sign.COMPANY: "company",
    Sign.EMAIL: "reach",
    Sign.PHONE: "reach",
    Sign.DOMAIN: "domain",
    Sign.NUMBER: "fold",
}


@dataclass(frozen=True, slots=True)
class Trait:
    """One column by which a record is recognised.

    `given` names the values of a row that may hold it (the column's own name if left out). Values kept on children
    (a contact's numbers) are read `of` that model by its `link`. Signs without a key only support what others found.
    """

    column: str
    sign: Sign
    given: tuple[str, ...] = ()
    of: type[Record] | None = None
    link: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which a row may give it."""
        return self.given or (self.column,)

    @property
    def key(self) -> str:
        """The key its doubles are found by; empty for a sign that only supports."""
        return KEY_OF.get(self.sign, "")


_traits: dict[type[Record], tuple[Trait, ...]] = {}


def recognise(model: type[Record], *traits: Trait) -> None:
    """Declare by what records of a kind are recognised; columns found by a key need an index of that key."""
    _traits[model] = traits


def traits_of(model: type[Record]) -> Sequence[Trait]:
    """By what records of this kind are recognised; nothing for kinds of which doubles make no sense."""
    return _traits.get(model, ())


def recognised() -> list[type[Record]]:
    """The kinds whose doubles can be found."""
    return list(_traits)
