"""Text reduced to its words without case, accents and signs, for telling whether two mean the same."""

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "đ": "d", "Đ": "D"})


def folded_words(text: str) -> list[str]:
    """The words in small letters: "S.A. Müller & Söhne" gives sa, muller, and, sohne."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS).replace("&", " and "))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return re.sub(r"[\W_]+", " ", re.sub(r"[.'’`]", "", letters)).split()
