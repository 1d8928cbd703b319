"""Collect every sentence people read into the catalogues, keeping what is translated; called by bin/words."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "followthrough"
LANGUAGES = ("en", "es")
BY_ITSELF = re.compile(r'acting\(SYSTEM, "([a-z_]+)"')
CONTEXT_FIRST, ONE, ONE_OR_MORE = ((1, "c"), 2), None, (1, 2)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **dict.fromkeys(("gettext_lazy", "gettext_noop", "SentenceError", "Sentence", "_"), ONE),
    "ngettext_lazy": ONE_OR_MORE,
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# No dates and no line numbers: a catalogue changes only where a sentence does.
HEADER = """\
# The words of the desk, collected by bin/words; translate here, one sentence whole, with its named gaps.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> None:
    """Write the catalogues, or with --check leave them and fail when one is behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if one is behind")
    checks = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.config.settings")
    django.setup()
    found = collected()
    behind = []
    for language in LANGUAGES:
        path = SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
        before = path.read_text() if path.exists() else ""
        after = merged(before, found, language)
        if after != before:
            behind.append(path)
            if not checks:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(after)
        print(f"{language}: {_counts(after)}")
    if checks and behind:
        sys.exit(
            "run bin/words: the code has sentences that these have not, or the other way round:\n" + _lines(behind)
        )


def collected() -> Catalog:
    """All sentences of Python, templates and declarations."""
    found = Catalog(charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            _add(found, path.read_bytes())
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.is_file():
            _add(found, _as_python(path))
    for sentence in declared():
        found.add(sentence)
    return found


def declared() -> Iterator[str]:
    """What the declarations make of names and docstrings: what verbs and jobs do, and parameters’ names."""
    from followthrough.kernel.actions.declare import all_actions  # noqa: PLC0415 -- app ready
    from followthrough.kernel.jobs.queries import about, app  # noqa: PLC0415 -- app ready
    from followthrough.kernel.records.registry import record_types  # noqa: PLC0415 -- app ready

    for kind in record_types():
        yield from _derived((field.name, field.label) for field in kind.fields.values())
    for name in sorted(name for name in app.tasks if not name.startswith(("tests.", "builtin:", "procrastinate."))):
        yield about(name)
    for path in sorted(SOURCE.rglob("*.py")):  # what the house does by itself, as the history tells it
        if "tests" not in path.parts:
            yield from (verb.replace("_", " ") for verb in BY_ITSELF.findall(path.read_text()))
    for action in all_actions():
        yield from _derived([(action.name, action.label), *((field.name, field.label) for field in action.fields)])
        yield from _derived(choice for field in action.fields for choice in field.choices)
        if action.effect:
            yield action.effect


def _derived(labels: Iterable[tuple[str, object]]) -> Iterator[str]:
    """The labels that were made from a name, and so stand nowhere in the code."""
    for name, label in labels:
        if str(label).lower() == name.replace("_", " "):
            yield str(label)


def merged(before: str, found: Catalog, language: str) -> str:
    """The catalogue as text, its translations kept; those taken from a sentence nearly the same are marked fuzzy."""
    catalog = read_po(BytesIO(before.encode()), locale=language) if before else Catalog(locale=language)
    catalog.update(found, no_fuzzy_matching=language == "en")
    for message in catalog:
        if message.fuzzy and not message.string:
            message.flags.discard("fuzzy")
    body = BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(language=language) + body.getvalue().decode().strip() + "\n"


def _as_python(template: Path) -> bytes:
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- needs the settings

    # In brackets, so that no line of it counts as indented.
    return f"(\n{templatize(template.read_text(), origin=str(template))}\n)".encode()


def _add(found: Catalog, python: bytes) -> None:
    for _line, message, _comments, context in extract("python", BytesIO(python), keywords=KEYWORDS):
        if message:
            found.add(message, context=context)


def _counts(catalogue: str) -> str:
    messages = [message for message in read_po(BytesIO(catalogue.encode())) if message.id]
    fuzzy = sum(message.fuzzy for message in messages)
    empty = sum(not (all(message.string) if message.pluralizable else message.string) for message in messages)
    return f"{len(messages)} sentences, {empty} without a translation, {fuzzy} to be looked at"


def _lines(paths: list[Path]) -> str:
    return "\n".join(str(path.relative_to(SOURCE.parents[1])) for path in paths)


if __name__ == "__main__":
    main()
