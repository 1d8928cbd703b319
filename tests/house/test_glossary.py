"""The glossary in docs/words.md: every kind of record is in it, once, with its Spanish word."""

import re
from pathlib import Path

from django.utils.translation import override

from followthrough.config.translations import compile_translations
from followthrough.kernel.records.registry import record_types

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "words.md"
ENTRY = re.compile(r"\*\*([^*]+)\*\* \(([^)]+)\)")


def test_every_record_has_its_word_in_both_languages() -> None:
    compile_translations()
    words = dict(ENTRY.findall(GLOSSARY.read_text()))
    spoken = {}
    for kind in record_types():
        with override("en"):
            english = str(kind.label)
        with override("es"):
            spoken[english] = str(kind.label)
    assert {english: words.get(english) for english in spoken} == spoken


def test_no_word_stands_twice() -> None:
    words = [word for word, _spanish in ENTRY.findall(GLOSSARY.read_text())]
    assert sorted(words) == sorted(set(words))
