"""What signing announces."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class EnvelopeCompleted(Fact):
    """Everybody has signed, the sealed copy is filed."""

    envelope_id: int
    about_kind: str
    about_id: int
    document_version_id: int
    sealed_version_id: int


@dataclass(frozen=True, slots=True)
class EnvelopeDeclined(Fact):
    """One of the signers declined; nobody can sign any more."""

    envelope_id: int
    about_kind: str
    about_id: int
    signer_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnvelopeExpired(Fact):
    """The last day passed before everybody had signed."""

    envelope_id: int
    about_kind: str
    about_id: int


@dataclass(frozen=True, slots=True)
class EnvelopeRevoked(Fact):
    """We called it back."""

    envelope_id: int
    about_kind: str
    about_id: int
    reason: str
