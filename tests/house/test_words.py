"""The words of the house: every sentence is in both catalogues, whole, and says the same in Spanish."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from followthrough.config.translations import compile_translations
from followthrough.kernel.actions.declare import all_actions
from followthrough.kernel.records.registry import record_types

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "followthrough"
GAP = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|%%")
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Two sentences, or a sentence and a value, side by side on one line with nothing but a space between them.
GLUED = re.compile(
    r'\{% (?:trans|translate) (?:"[^"]*"|\'[^\']*\') %\} +\{% (?:trans|translate|blocktrans)'
    r"|\{% endblocktrans(?:late)? %\} +\{% (?:trans|translate|blocktrans)"
)


@cache
def catalogue(language: str) -> Catalog:
    with (SOURCE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as po:
        return read_po(po, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(message: Message) -> tuple[list[str], list[str]]:
    """The English and the translated forms: one each, or singular and plural."""
    if message.pluralizable:
        return list(message.id), list(message.string)
    return [message.id], [message.string]


def sources(pattern: str) -> Iterator[Path]:
    return (path for path in sorted(SOURCE.rglob(pattern)) if not {"tests", "migrations"} & set(path.parts))


@cache
def words_tool() -> ModuleType:
    spec = spec_from_file_location("words_tool", ROOT / "bin" / "words.py")
    assert spec and spec.loader
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


@pytest.mark.parametrize("language", ["en", "es"])
def test_catalogue_is_what_the_code_says(language: str) -> None:
    path = SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
    fresh = words_tool().merged(path.read_text(), words_tool().collected(), language)
    assert path.read_text() == fresh, "run bin/words"


def test_every_sentence_is_translated() -> None:
    left = [message.id for message in messages("es") if message.fuzzy or not all(forms(message)[1])]
    assert left == []


def test_every_gap_is_kept_in_translation() -> None:
    wrong = []
    for message in messages("es"):
        english, spanish = forms(message)
        allowed = set(GAP.findall(english[-1]))
        for original, translated in zip(english, spanish, strict=True):
            found = set(GAP.findall(translated))
            # A singular may say its number in words.
            if found != allowed and not (message.pluralizable and found == set(GAP.findall(original))):
                wrong.append((message.id, translated))
    assert wrong == []


def test_every_plural_has_both_forms() -> None:
    counted = [message for message in messages("es") if message.pluralizable]
    assert counted
    assert [message.id for message in counted if len(message.string) != catalogue("es").num_plurals] == []


def test_ends_of_sentences_agree() -> None:
    ends = ".?:…"
    wrong = [
        (english, spanish)
        for message in messages("es")
        for english, spanish in zip(*forms(message), strict=True)
        if {english[-1:], spanish[-1:]} & set(ends) and english[-1:] != spanish[-1:]
    ]
    assert wrong == []


def test_no_sentence_is_a_piece_of_one() -> None:
    pieces = [
        english
        for message in messages("en")
        for english in forms(message)[0]
        if english != english.strip() or english[0] in ",;:.)" or english[-1] in ",;("
    ]
    assert pieces == []


def test_no_sentence_is_glued_in_python() -> None:
    glued = []
    for path in sources("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            parts = node.values if isinstance(node, ast.JoinedStr) else []
            calls = [part for part in parts if isinstance(part, ast.FormattedValue) and _is_piece(part.value)]
            text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
            added = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
            sums = [node.left, node.right] if isinstance(node, ast.BinOp) and added else []
            if (calls and (len(calls) > 1 or re.search(r"[A-Za-z]", text))) or any(map(_is_piece, sums)):
                glued.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert glued == []


def test_no_sentence_is_glued_in_templates() -> None:
    glued = [
        f"{path.relative_to(ROOT)}: {found}" for path in sources("*.html") for found in GLUED.findall(path.read_text())
    ]
    assert glued == []


def test_sentences_speak_plainly() -> None:
    rude = re.compile(r"\bplease\b|successfully|!$|\boops\b|\bsorry\b", re.IGNORECASE)
    assert [message.id for message in messages("en") if rude.search(forms(message)[0][0])] == []


def test_spanish_uses_its_own_quotation_marks() -> None:
    shown = [text for message in messages("es") for text in forms(message)[1] if "[[" not in text]
    assert [text for text in shown if "“" in text or "”" in text] == []


def test_every_declared_word_is_translatable() -> None:
    known = {form for message in messages("es") for form in forms(message)[0]}
    declared = {str(label) for kind in record_types() for label in (kind.label, kind.label_plural)}
    declared |= {str(field.label) for kind in record_types() for field in kind.fields.values()}
    declared |= {str(panel.label) for kind in record_types() for panel in (*kind.panels, *kind.contributed)}
    declared |= {str(action.label) for action in all_actions()}
    declared |= {action.effect for action in all_actions() if action.effect}
    declared |= {str(field.label) for action in all_actions() for field in action.fields}
    assert sorted(declared - known) == []


def test_spanish_is_spoken_when_asked_for() -> None:
    compile_translations()
    with override("es"):
        assert gettext("Keep") == "Cumplir"


def _is_piece(node: ast.expr) -> bool:
    """Whether it is translated words that are no whole sentence; whole ones may stand side by side."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATING):
        return False
    words = node.args[-1]
    return not (isinstance(words, ast.Constant) and str(words.value).endswith((".", "?")))
