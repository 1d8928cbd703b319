"""The command line in the language of who types: its help, its refusals, and what stays the same for programs."""

import re

import pytest
from django.conf import settings

from followthrough import cli
from followthrough.__main__ import WORDS, main
from followthrough.cli.starting import STARTING
from followthrough.cli.words import abouts
from followthrough.config.environment import environment
from followthrough.config.refusal import CannotStart
from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import record_types
from followthrough.kernel.speaking import CHOSEN, LANGUAGES, help_language
from tests import cast

pytestmark = pytest.mark.slow

WITHOUT_HELP = {"develop", "prepare", "export_everything"}


@pytest.fixture
def say(capsys, monkeypatch):
    """Say words in a language, on an endless line; gives the exit code, what was said, and the complaint."""
    monkeypatch.setenv("COLUMNS", "9999")

    def said(language, *words, by=cli.main):
        monkeypatch.setenv(CHOSEN, language)
        try:
            code = by(list(words))
        except SystemExit as leaving:
            code = leaving.code
        return (code, *capsys.readouterr())

    return said


def speaks_spanish(person):
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        User.objects.filter(pk=person.pk).update(language="es")


def parts_of(text):
    """What stands in the columns of a help, without the options and the commands shown as examples."""
    parts = (part.strip() for part in re.split(r"\s{2,}|\n", text))
    return [part for part in parts if part and not part.startswith(("-", "followthrough accounts "))]


def same_in_both(english, spanish):
    """The sentences of two helps that nobody translated."""
    pairs = zip(parts_of(english), parts_of(spanish), strict=True)
    return [one for one, other in pairs if one == other and " " in one]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LC_ALL": "C.UTF-8", "LANG": "es_ES.UTF-8"}, "es"),
        ({"LC_ALL": "de_DE", "LC_MESSAGES": "en_GB", "LANG": "es"}, "en"),
        ({"LC_MESSAGES": "es_ES", "LANG": "en_US.UTF-8"}, "es"),
        ({"FOLLOWTHROUGH_LANGUAGE": "en", "LC_ALL": "es_ES.UTF-8"}, "en"),
        ({"FOLLOWTHROUGH_LANGUAGE": "ES", "LC_ALL": "en_US"}, "es"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_of_help_is_the_first_named_that_the_house_has(variables, language):
    assert help_language(variables) == language


def test_a_language_the_house_has_not_is_refused(tmp_path):
    with pytest.raises(CannotStart, match="FOLLOWTHROUGH_LANGUAGE is 'fr'; it must be one of en, es"):
        environment({"FOLLOWTHROUGH_HOME": str(tmp_path), "FOLLOWTHROUGH_LANGUAGE": "fr"})
    assert [code for code, _name in settings.LANGUAGES] == list(LANGUAGES)


def test_the_list_of_words_is_translated_whole(say):
    (_code, english, _), (code, spanish, _) = say("en", "help"), say("es", "help")
    left = [part for part in same_in_both(english, spanish) if part not in {*STARTING, *abouts()}]
    assert (code, left) == (0, [])
    assert re.search("^  serve +iniciar la mesa: base de datos, web y trabajador$", spanish, re.MULTILINE)


def test_the_help_of_every_first_word_is_translated_whole(say):
    say("en", "help")  # all words are known after it
    first = {name: cli.main for name in abouts() if name in cli.words.words()}
    starting = {name: main for name in WORDS if name not in WITHOUT_HELP}
    left = {}
    for name, by in {**first, **starting}.items():
        (_, english, _), (code, spanish, _) = (say(language, name, "--help", by=by) for language in ("en", "es"))
        left[name] = (code, spanish[:5], same_in_both(english, spanish))
    assert {name: told for name, told in left.items() if told != (0, "uso: ", [])} == {}
    assert {"bulk", "history", "undo", "import", "today", "backup"} <= left.keys()


def verbs():
    """Every verb once, and what makes a record of every kind, since that takes all its fields."""
    listed = [kind for kind in record_types() if kind.listed]
    once = {verb: kind.plural for kind in listed for verb in ("list", "show", *actions_on(kind.model))}
    return {(plural, verb) for verb, plural in once.items()} | {
        (kind.plural, "create") for kind in listed if "create" in actions_on(kind.model)
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_the_help_of_every_verb_is_translated_whole(say):
    left = {}
    for words in verbs():
        (_, english, _), (code, spanish, _) = (say(language, *words, "--help") for language in ("en", "es"))
        left[words] = (code, spanish[:5], same_in_both(english, spanish))
    assert {words: told for words, told in left.items() if told != (0, "uso: ", [])} == {}
    assert len(left) > 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["acounts"], 2, "No existe la palabra «acounts». ¿Se refiere a «accounts»?\n"),
        (["show", "A-00009", "--history", "--as"], 2, "argumento --as: se esperaba un argumento\n"),
        (["find"], 2, "faltan estos argumentos: words\n"),
        (["accounts", "create", "--nmae", "x"], 2, "argumentos desconocidos: --nmae x\n"),
        (["records", "--as", "nobody@example.com"], 4, "No hay nadie llamado «nobody@example.com» que pueda actuar.\n"),
    ],
)
def test_what_was_not_understood_is_said_in_the_language_of_help(say, words, code, told):
    (before, _, _), (now, out, err) = say("en", *words), say("es", *words)
    assert (before, now, out, err.endswith(told)) == (code, code, "", True), err


@pytest.mark.django_db
def test_who_acts_is_answered_in_their_own_language(say):
    ada = cast.person("Ada Admin", "admin")
    assert say("es", "show", "A-00009") == (4, "", "There is no account “A-00009”.\n")
    speaks_spanish(ada)
    assert say("en", "show", "A-00009") == (4, "", "No hay cuenta «A-00009».\n")


@pytest.mark.django_db
def test_what_programs_read_is_the_same_in_every_language(say):
    ada = cast.person("Ada Admin", "admin")
    cast.account("Corvane Valves", country="Germany")
    asked = (["records"], ["actions", "accounts"], ["accounts", "list"], ["show", "A-00001"], ["accounts", "create"])
    english = [say("en", *words, "--json") for words in asked]
    speaks_spanish(ada)
    assert [code for code, _out, _err in english] == [0, 0, 0, 0, 3]
    assert [say("es", *words, "--json") for words in asked] == english
