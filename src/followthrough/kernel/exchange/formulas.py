"""Text that a spreadsheet would take for a formula: guarded on the way out, restored on the way in."""

import re

_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it; `restored` takes exactly that one off."""
    return "'" + text if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """The text without the apostrophe that `guarded` put in front."""
    return text[1:] if _GUARDED.match(text) else text
