"""From words to an exit code: understand, find who acts, do, print."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.cli import finding, history, house, on_records, where  # noqa: F401 -- they declare their words
from followthrough.cli.acting import actor_named
from followthrough.cli.figures import figure_words
from followthrough.cli.on_records import word_on_record
from followthrough.cli.options import option_of
from followthrough.cli.starting import STARTING
from followthrough.cli.words import Answer, Asked, Word, abouts, spelled_out, words
from followthrough.kernel.actions.held import busy_behind
from followthrough.kernel.records.custom import renew_custom
from followthrough.kernel.records.problems import Busy, Invalid, NotFound, Problem
from followthrough.kernel.records.registry import record_types, type_named
from followthrough.kernel.speaking import help_language, parser_for, said

DONE, FAILED, NOT_UNDERSTOOD, REFUSED, NOT_THERE, BUSY = range(6)
FOR_PROGRAMS = "en"  # of what --json holds, whoever asks


def run_words(argv: list[str]) -> int:
    """Do one command; see `followthrough.cli.main` for the exit codes."""
    with translation.override(help_language()):
        return _understood(argv)


def _understood(argv: list[str]) -> int:
    _learn_from_areas()
    argv = spelled_out(argv)
    if argv[0] in ("help", "-h", "--help"):
        _slow_word("")
        return _print(_help(), as_json=False)
    found = words().get(argv[0]) or _record_word(argv) or _slow_word(argv[0])
    if found is None:
        sys.stderr.write(_unknown(argv))
        return NOT_UNDERSTOOD
    parser = _parser(found)
    rest = argv[len(found.name.split()) :]
    if argv[0] == "do" and rest[:1] == ["-"]:  # the place of a record, where the verb has none
        rest = rest[1:]
    try:
        given = parser.parse_args(rest)
    except SystemExit as leaving:  # argparse has said what was wrong, or shown the help
        return int(leaving.code or 0)
    return _do(found, given)


def _do(found: Word, given: Any) -> int:
    with ExitStack() as spoken:
        if given.as_json:
            spoken.enter_context(translation.override(FOR_PROGRAMS))
        try:
            actor = actor_named(given.acting_as)
            if not given.as_json:
                spoken.enter_context(translation.override(actor.language))
            answer = found.run(Asked(given, actor))
        except Problem as problem:
            _print_problem(problem, as_json=given.as_json)
            return NOT_THERE if isinstance(problem, NotFound) else BUSY if isinstance(problem, Busy) else REFUSED
        except DatabaseError as error:
            if busy := busy_behind(error):
                _print_problem(busy, as_json=given.as_json)
                return BUSY
            sys.stderr.write(_("The database refused: %(why)s") % {"why": str(error).splitlines()[0]} + "\n")
            return FAILED
        return _print(answer, as_json=given.as_json)


def _record_word(argv: list[str]) -> Word | None:
    """The word, with an option for each custom field as well; if the database is away, the word itself will say so."""
    if word_on_record(argv) is not None:
        with suppress(DatabaseError):
            renew_custom()
    return word_on_record(argv)


def _slow_word(name: str) -> Word | None:
    import_module("followthrough.cli.exchange")  # reads and writes workbooks: too slow to load for every other word
    return words().get(name)


def _learn_from_areas() -> None:
    for config in apps.get_app_configs():
        if config.name.startswith("followthrough.") and find_spec(f"{config.name}.cli"):
            import_module(f"{config.name}.cli")
    words().update(figure_words())


def _parser(found: Word) -> ArgumentParser:
    parser = parser_for(found.name, str(found.about))
    found.arguments(parser)
    parser.add_argument(
        "--as", dest="acting_as", default="", metavar=_("PERSON"), help=_("do it as this person: P-0003 or an e-mail")
    )
    parser.add_argument("--json", dest="as_json", action="store_true", help=_("answer in JSON"))
    return parser


def _print(answer: Answer, *, as_json: bool) -> int:
    text = json.dumps(answer.values, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(answer.lines)
    try:
        sys.stdout.write(f"{text}\n" if text else "")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.code


def _print_problem(problem: Problem, *, as_json: bool) -> None:
    fields = {name: str(text) for name, text in problem.fields.items()} if isinstance(problem, Invalid) else {}
    if as_json:
        told: dict[str, object] = {
            "problem": problem.code,
            "message": str(problem.message),
            **({"fields": fields} if fields else {}),
        }
        told |= {"retry_after": problem.seconds} if isinstance(problem, Busy) else {}
        sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    lines = [f"{option_of(name)}: {text}" for name, text in fields.items()] or [str(problem.message)]
    sys.stderr.write("\n".join(lines) + "\n")


def _unknown(argv: Sequence[str]) -> str:
    kind = type_named(argv[0].removeprefix("do "))
    if kind is not None:
        told = _("“followthrough %(plural)s” needs a verb, such as list, show or create.")
        return (
            told % {"plural": kind.plural}
            + " "
            + _("“followthrough actions %(plural)s” lists them.") % {"plural": kind.plural}
            + "\n"
        )
    near = get_close_matches(argv[0], [*abouts(), *STARTING, *(kind.plural for kind in record_types())], n=1)
    meant = _("Did you mean “%(word)s”?") % {"word": near[0]} if near else _("“followthrough help” lists them.")
    return _("There is no word “%(word)s”.") % {"word": " ".join(argv[:2])} + f" {meant}\n"


def _help() -> Answer:
    known = {**{names: said(about) for names, about in STARTING.items()}, **abouts()}
    width = max(map(len, known)) + 2
    pattern = _("PLURAL list | show | create | edit | VERB …   any record and any of its verbs:")
    example = _('followthrough promises keep PM-000012 --note "sent by mail"')
    lines = [
        _("followthrough WORD …   (each word has --help, --json and --as PERSON)"),
        "",
        *(f"  {name:<{width}}{about}" for name, about in known.items()),
        "",
        f"  {pattern}",
        "      followthrough accounts list --filter kind=client --sort name",
        f"      {example}",
    ]
    return Answer(known, lines)
