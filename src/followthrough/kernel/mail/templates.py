"""The words of letters: defaults that areas bring, words administrators set, and the few gaps that are filled.

No template engine reads what people typed. A gap is `{name}`, and only names the letter offers are gaps; everything
else, whatever it looks like, is text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.mail.letters import MARKS
from followthrough.kernel.mail.models import MailTemplate
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.kernel.speaking import LANGUAGES

BLANKS = re.compile(r"\n\s*\n\s*\n")  # what an empty gap on a line of its own leaves behind
GAP = re.compile(r"(?<![{$%#])\{([a-z][a-z0-9_]{0,39})\}(?!\})")
HOUSE = "company"  # the gap that every letter has


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: what may stand in its gaps, and the words it came with by language."""

    key: str
    label: Words
    fields: Mapping[str, Words]
    texts: Mapping[str, tuple[str, str]]


_letters: dict[str, LetterKind] = {}


def register_letter(key: str, label: Words, fields: Mapping[str, Words], texts: Mapping[str, tuple[str, str]]) -> None:
    """Declare a kind of letter with its gaps and, for each language, subject and text. Called in `records.py`."""
    if key in _letters:
        raise ValueError(f"letter {key!r} is declared twice")
    if set(texts) != set(LANGUAGES):
        raise ValueError(f"letter {key!r} needs words in {', '.join(LANGUAGES)}")
    made = LetterKind(key, label, {**fields, HOUSE: gettext_lazy("your company’s name")}, texts)
    for subject, text in texts.values():
        if unknown := unknown_gaps(made, subject) + unknown_gaps(made, text):
            raise ValueError(f"letter {key!r} has gaps it does not offer: {', '.join(unknown)}")
    _letters[key] = made


def letter_kinds() -> list[LetterKind]:
    """All kinds of letters, by key."""
    return [_letters[key] for key in sorted(_letters)]


def letter_kind(key: str) -> LetterKind | None:
    """The kind of letter of this key."""
    return _letters.get(key)


def unknown_gaps(kind: LetterKind, text: str) -> list[str]:
    """What looks like one of our gaps and is none that this letter offers."""
    return [name for name in dict.fromkeys(GAP.findall(text)) if name not in kind.fields]


def words_of(kind: LetterKind, language: str) -> tuple[str, str]:
    """Subject and text with their gaps: those an administrator set, or else those it came with."""
    spoken = language if language in kind.texts else LANGUAGES[0]
    own = MailTemplate._default_manager.filter(key=kind.key, language=spoken, binned_at__isnull=True).first()
    return (own.subject, own.text) if own else kind.texts[spoken]


def worded(key: str, language: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text of a letter, its gaps filled; the receiver's language, or English. Every gap must be given."""
    kind = _letters[key]
    given = {HOUSE: company().name, **values}
    if missing := kind.fields.keys() - given.keys():
        raise KeyError(f"letter {key!r} needs {', '.join(sorted(missing))}")
    subject, text = words_of(kind, language)
    # A subject stands in a list, for more eyes than the letter: no secret ever goes into it.
    plain = {name: MARKS.sub("", str(value)) for name, value in given.items()}
    return one_line(fill(subject, plain)), BLANKS.sub("\n\n", fill(text, given)).strip()


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its gaps filled, each once: what a value holds is never read again."""
    return GAP.sub(lambda found: str(values.get(found[1], found[0])), text)


def one_line(text: str) -> str:
    """A text without line breaks and doubled blanks."""
    return " ".join(text.split())


def clean_template(values: Values, template: MailTemplate | None) -> Values:
    """Words for a letter that there is, with gaps that it offers; refuses others by saying which there are."""
    key = values.get("key", template.key if template else "")
    kind = letter_kind(key)
    if kind is None:
        raise Invalid({"key": _("There is no such letter. There are %(known)s.") % {"known": ", ".join(_letters)}})
    if template is not None and (key, values.get("language", template.language)) != (template.key, template.language):
        raise Invalid({"key": _("Words stay with their letter and language; make others for another one.")})
    problems = {}
    for name in {"subject", "text"} & values.keys():
        if unknown := unknown_gaps(kind, values[name]):
            gaps = {"wrong": _braced(unknown), "known": _braced(kind.fields)}
            problems[name] = _("There is nothing to fill %(wrong)s with here. You may use %(known)s.") % gaps
    if problems:
        raise Invalid(problems)
    return {**values, "subject": one_line(values["subject"])} if "subject" in values else values


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
