"""The command line: every record and every verb of the house, typed, from a terminal or a script."""

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Do one command. The exit code: 0 done, 1 failed, 2 not understood, 3 refused or invalid, 4 not there, 5 busy."""
    from followthrough.cli.running import run_words  # noqa: PLC0415 -- app ready: the words come from the registry

    return run_words(list(argv))
