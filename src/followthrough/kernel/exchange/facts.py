"""What uploads tell other areas."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class RecordsImported(Fact):
    """A file went in; `kind` is the type of its records, such as `accounts.account`."""

    import_id: int
    kind: str
