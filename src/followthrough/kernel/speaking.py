"""The language of help and of refusals, before anybody acts: found in the environment, read without Django."""

import argparse
import gettext
import os
import re
from collections.abc import Mapping
from pathlib import Path

import followthrough
from followthrough.values.sentence import gettext_noop

CHOSEN = "FOLLOWTHROUGH_LANGUAGE"
SPOKEN = (("en", "English"), ("es", "Español"))  # each by its own name; there are catalogues of these and no others
LANGUAGES = tuple(code for code, _name in SPOKEN)
LOCALES = Path(followthrough.__file__).parent / "locale"
ENGLISH = LANGUAGES[0]
# What argparse itself may say to who asks for help or mistypes.
ARGPARSE = (
    gettext_noop("usage:"),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("%(prog)s: error: %(message)s"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
)


def help_language(variables: Mapping[str, str] = os.environ) -> str:
    """The one chosen, else the first that LC_ALL, LC_MESSAGES or LANG names and the house has, else English."""
    asked = (variables.get(name, "") for name in (CHOSEN, "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in map(language_of, asked) if name in LANGUAGES), ENGLISH)


def language_of(locale: str) -> str:
    """The language a locale's name begins with: "es" of "es_MX.UTF-8"."""
    return re.split("[^a-z]", locale.lower(), maxsplit=1)[0]


def said(text: str) -> str:
    """The sentence in the language of help; space around it stays."""
    body = text.strip()
    if not body:
        return text
    spoken = gettext.translation("django", LOCALES, [help_language()], fallback=True)
    return text.replace(body, spoken.gettext(body))


def parser_for(words: str, about: str) -> argparse.ArgumentParser:
    """A parser for what follows these words; it speaks the language of help, in its own words too."""
    # argparse would ask a catalogue of the process for its words, in the language of LANGUAGE, which children inherit.
    vars(argparse).update(_=said)
    return argparse.ArgumentParser(prog=f"followthrough {words}", description=about, allow_abbrev=False)
