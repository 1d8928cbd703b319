"""The program's words: serve, web, worker and migrate; every other word is the command line's."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from followthrough.cli.starting import WITHOUT_PARSER, help_of
from followthrough.config.environment import Environment, environment
from followthrough.config.refusal import CannotStart
from followthrough.kernel.speaking import ENGLISH

# Loaded only when said: serve watches over other processes and must itself stay small.
WORDS = {
    "serve": "followthrough.config.supervisor",
    "develop": "followthrough.config.developing",
    "web": "followthrough.config.web_server",
    "worker": "followthrough.config.worker",
    "migrate": "followthrough.config.preparing",
    "prepare": "followthrough.config.preparing",
    "seed": "followthrough.config.seeding",
    "doctor": "followthrough.config.doctor",
    "backup": "followthrough.config.backups.words",
    "restore": "followthrough.config.backups.words",
    "verify": "followthrough.config.backups.words",
    "arm": "followthrough.config.backups.words",
    "export_everything": "followthrough.config.backups.takeout",
    "load": "followthrough.config.backups.takeout",
    "person": "followthrough.config.privacy.words",
    "erase": "followthrough.config.privacy.words",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; without any, serve. The exit code: 0 done, 1 failed, 2 refused to start."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or given[0] == "--demo":
        given.insert(0, "serve")
    if given[:2] == ["export", "--everything"]:
        given[:2] = ["export_everything"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.config.settings")
    try:
        env = environment()
        if given[0] not in WITHOUT_PARSER:
            _learn_language(env)
        elif {"-h", "--help"} & set(given):
            return _explain(env, given[0])
        if given[0] in WORDS:
            return int(getattr(import_module(WORDS[given[0]]), given[0])(env, given[1:]))
        return _command_line(given)
    except CannotStart as refusal:
        sys.stderr.write(f"followthrough: {refusal}\n")
        return 2


def _learn_language(env: Environment) -> None:
    if env.language != ENGLISH:
        with suppress(OSError):  # in a folder of somebody else's: help in English is better than none
            import_module("followthrough.config.translations").compile_translations()


def _explain(env: Environment, word: str) -> int:
    _learn_language(env)
    sys.stdout.write(help_of(word))
    return 0


def _command_line(given: list[str]) -> int:
    cli = import_module("followthrough.cli")
    if not hasattr(cli, "main"):
        raise CannotStart(f"unknown word {given[0]!r}; known are {', '.join(WORDS)}")
    import_module("followthrough.config.preparing").open_database(environment())
    return int(cli.main(given) or 0)


if __name__ == "__main__":
    sys.exit(main())
