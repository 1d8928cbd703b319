"""Tell what somebody wrote from what they quoted below it, in the ways mail programs quote."""

import re

# The line over a quotation. Names and dates differ; that it ends so, or stands so, does not.
WROTE = re.compile(
    r"^[ \t>]*(?:(?:on|le|el|em|il|am|den|op|w dniu|в|在)\b|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}).{0,300}?"
    r"(?:wrote|a écrit|escribió|escreveu|ha scritto|schrieb|skrev|schreef|napisał\(a\)|пишет|написал(?:\(а\)|а)?|写道)"
    r"[^\n]{0,40}:[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
ADDRESS_ABOVE = re.compile(r"^[^\n>]{0,200}<?[\w.+-]+@[\w.-]+>?[^\n]{0,80}:[ \t]*\n(?=[ \t]*>)", re.MULTILINE)
RULED = re.compile(r"^[ \t]*[-_*]{2,}[^\n]{0,60}(?:message|mensaje|nachricht)[^\n]{0,20}[-_*]{2,}[ \t]*$", re.I | re.M)
HEADED = re.compile(
    r"^[ \t]*(?:[-_]{5,}[ \t]*\n+)?[ \t*]*(?:From|De|Von|Da|Van|Från|Fra|От)[ \t]*:[^\n]+\n"
    r"(?=(?:[^\n]*\n){0,3}?[ \t*]*"
    r"(?:Sent|Date|Enviado|Fecha|Gesendet|Datum|Envoyé|Inviato|To|Para|An|Subject|Asunto)[ \t]*:)",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED = re.compile(r"^[ \t]*>[^\n]*(?:\n|\Z)(?:[ \t]*>[^\n]*(?:\n|\Z)|[ \t]*\n)*\s*\Z", re.MULTILINE)
MOST = 200_000  # letters looked at


def cut(text: str) -> tuple[str, str]:
    """What was written, and the quotation under it; both together are the text, as far as it is looked at.

    Who answers between the lines of what they quote wrote all of it, so nothing is cut there.
    """
    whole = text[:MOST].replace("\r\n", "\n")
    marks = [found.start() for sign in (WROTE, ADDRESS_ABOVE, RULED, HEADED, QUOTED) if (found := sign.search(whole))]
    marks = [mark for mark in marks if not _answers_between(whole[mark:])]
    if not marks:
        is_below = whole.lstrip().startswith(">") and not _answers_between(whole)
        return _below(whole) if is_below else (whole.strip(), "")
    first = min(marks)
    written, quoted = whole[:first].strip(), whole[first:].strip()
    return (written, quoted) if written else _below(whole)


def _below(whole: str) -> tuple[str, str]:
    """Who quotes first and writes under it."""
    lines = whole.strip().split("\n")
    last = max((place for place, line in enumerate(lines) if line.lstrip().startswith(">")), default=-1)
    written = "\n".join(lines[last + 1 :]).strip()
    return (written, "\n".join(lines[: last + 1]).strip()) if written and last >= 0 else (whole.strip(), "")


def _answers_between(quoted: str) -> bool:
    """Whether lines of one's own stand between quoted ones."""
    lines = [line.lstrip().startswith(">") for line in quoted.split("\n") if line.strip()]
    last = max((place for place, is_quoted in enumerate(lines) if is_quoted), default=-1)
    first = next((place for place, is_quoted in enumerate(lines) if is_quoted), 0)
    return False in lines[first : last + 1]
