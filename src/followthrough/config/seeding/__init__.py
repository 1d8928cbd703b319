"""`seed NAME`: fill an empty desk: the demo company, or a named size of made-up work, the same each time."""

import sys
from collections.abc import Sequence

from followthrough.config.environment import Environment
from followthrough.config.preparing import open_database
from followthrough.config.refusal import CannotStart
from followthrough.kernel.speaking import parser_for
from followthrough.kernel.speaking import said as _

NAMES = ("demo", "tiny", "small", "medium", "large", "bench-100k")


def seed(env: Environment, rest: Sequence[str] = ()) -> int:
    """Fill the desk and say what came of it. Raises CannotStart when there are accounts in it already."""
    parser = parser_for("seed", _("fill an empty desk: a demo company, or a named size for measuring"))
    parser.add_argument(
        "name", choices=NAMES, help=_("the company, or the size; docs/operate/command-line.md says what each holds")
    )
    parser.add_argument("--seed", type=int, default=1, help=_("another number gives other content, of the same size"))
    given = parser.parse_args(rest)
    open_database(env)
    from followthrough.config.first_start import first_start, seed_demo  # noqa: PLC0415 -- app ready
    from followthrough.config.seeding.filling import fill  # noqa: PLC0415 -- app ready
    from followthrough.foundation.accounts.models import Account  # noqa: PLC0415 -- app ready

    if Account._default_manager.exists():
        raise CannotStart(_("there are accounts in this desk already; seed another FOLLOWTHROUGH_HOME"))
    link = first_start(env)
    if given.name == "demo":
        seed_demo(env)
    else:
        for line in fill(given.name, given.seed):
            sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"administrator: {link}\n" if link else "")
    return 0
