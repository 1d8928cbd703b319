"""What a signer consents to, word for word: each version stays as it was, and is known by its hash."""

import hashlib
from dataclasses import dataclass

VERSION = "1"
TEXTS = {
    ("1", "en"): (
        "I have read the document and agree to it. I want to sign it electronically, and I accept that my electronic"
        " signature binds me as my signature on paper would. I was told that I may decline, or ask for paper instead."
        " With my signature are kept: my name, my e-mail address, the times at which I opened and signed, the address"
        " and kind of my device, and the code that was mailed to me."
    ),
    ("1", "es"): (
        "He leído el documento y estoy de acuerdo con él. Quiero firmarlo electrónicamente y acepto que mi firma"
        " electrónica me obliga como lo haría mi firma en papel. Se me informó de que puedo rechazarlo o pedirlo en"
        " papel. Con mi firma se guardan: mi nombre, mi dirección de correo, las horas en que abrí y firmé, la"
        " dirección y el tipo de mi dispositivo, y el código que se me envió por correo."
    ),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """A version of the consent in one language, with the SHA-256 of its text."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the text as it was shown, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def consent_of(language: str, version: str = VERSION) -> Consent:
    """The consent as it is asked today, in the reader's language or in English."""
    spoken = language if (version, language) in TEXTS else "en"
    return Consent(version, spoken, TEXTS[version, spoken])


def consent_with(sha256: str, version: str = VERSION) -> Consent | None:
    """The present consent that has this hash; None for a text that is not, or no longer, the one asked for."""
    found = (consent_of(language, version) for asked, language in TEXTS if asked == version)
    return next((one for one in found if one.sha256 == sha256), None)
