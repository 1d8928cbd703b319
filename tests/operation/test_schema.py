"""The tables an empty database is given in one go are those that the migrations would make."""

import subprocess
from pathlib import Path

import pytest

from followthrough.config.schema import SCHEMA, schema_head

ROOT = Path(__file__).parents[2]


def test_the_schema_was_written_from_the_migrations_that_are_there():
    with SCHEMA.open(encoding="utf-8") as file:
        assert file.readline() == schema_head(), "run bin/schema"


@pytest.mark.battery
def test_the_schema_written_down_is_what_the_migrations_make():
    done = subprocess.run([ROOT / "bin" / "schema", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
