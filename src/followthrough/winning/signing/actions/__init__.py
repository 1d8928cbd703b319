"""What is done with envelopes and by signers; the only room that writes them."""

from followthrough.winning.signing.actions import by_desk, by_signers, handing_in, on_documents, on_paper, questions
from followthrough.winning.signing.actions.asking import SignerWish, hold_signing, request_signatures
from followthrough.winning.signing.actions.ending import revoke_signatures

__all__ = [
    "SignerWish",
    "by_desk",
    "by_signers",
    "handing_in",
    "hold_signing",
    "on_documents",
    "on_paper",
    "questions",
    "request_signatures",
    "revoke_signatures",
]
