"""A change of anything the tables, triggers and functions are made from shows in the fingerprint."""

from importlib import import_module
from pathlib import Path

from followthrough.config.fingerprint import MAKERS, SOURCE
from followthrough.config.migrating import AFTER_MIGRATE


def test_files_behind_every_hook_are_part_of_the_fingerprint():
    counted = {path for pattern in MAKERS for path in SOURCE.glob(pattern)}
    for hook in AFTER_MIGRATE:
        room = import_module(hook.rpartition(".")[0])
        own = {Path(str(room.__file__)), *Path(str(room.__file__)).parent.glob("sql.py")}
        assert own <= counted, hook
