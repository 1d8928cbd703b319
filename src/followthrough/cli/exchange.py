"""`import` and `export`: files of any record in and out."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.acting import SURFACE
from followthrough.cli.letting_in import let_in
from followthrough.cli.on_records import FILTER_HELP, filters
from followthrough.cli.options import local_file
from followthrough.cli.tables import table
from followthrough.cli.words import Answer, Asked, word
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.actions import check_now, table_of
from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
from followthrough.kernel.exchange.models import Import, Progress
from followthrough.kernel.exchange.opening import heads_of
from followthrough.kernel.exchange.rejects import problem_rows, reasons, rejected_rows
from followthrough.kernel.exchange.verdicts import CHOOSE, REJECTED
from followthrough.kernel.records.problems import Invalid, NotFound
from followthrough.kernel.records.registry import type_named

READING = ("encoding", "delimiter", "sheet", "header_row")
RECOGNISING = {
    "match": gettext_lazy("the field by which rows are recognised, instead of number, old number, e-mail and name"),
    "doubles": gettext_lazy("“add” adds rows that look like a record without asking"),
}
SHOWN = 20  # problem rows
TOLD = 1_000  # of them in an answer for programs


def _import_options(parser: ArgumentParser) -> None:
    parser.add_argument("plural", help=_("what is in the file: accounts, contacts, opportunities …"))
    parser.add_argument("file", help=_("a CSV or Excel file, as it is"))
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("COLUMN=FIELD"),
        help=_("put this column there; an empty field leaves it out"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what would happen and write nothing"))
    parser.add_argument("--all-or-nothing", action="store_true", help=_("one row with a problem keeps all out"))
    parser.add_argument(
        "--rejects", default="", metavar=_("PATH"), help=_("write the rows set aside there, with what is wrong")
    )
    for name in READING:
        parser.add_argument(f"--{name.replace('_', '-')}", default="", help=_("instead of what was found out"))
    for name, meaning in RECOGNISING.items():
        parser.add_argument(f"--{name}", default="", help=str(meaning))


@word(
    "import", gettext_lazy("let a CSV or Excel file in: import accounts book.xlsx --dry-run"), arguments=_import_options
)
def import_file(asked: Asked) -> Answer:
    """Read, match, plan and let the rows in that are right, some thousand at a time; the others are set aside."""
    if asked.given.dry_run or asked.given.all_or_nothing:
        return _at_once(asked)
    draft = _uploaded(asked)
    let_in(draft, asked.actor)
    draft.refresh_from_db()
    progress = Progress.objects.get(upload=draft)
    _write_rejects(draft, asked)
    return _told(draft, progress, asked.actor, dry_run=False)


def _at_once(asked: Asked) -> Answer:
    """All in one transaction: what is only tried, or has to go in whole, leaves nothing half done."""
    given = asked.given
    with transaction.atomic():
        draft = _uploaded(asked)
        progress = check_now(draft, asked.actor, clock.now())
        if not given.dry_run:
            _run(asked, "apply", draft, {"skip_rejected": not given.all_or_nothing})
            draft.refresh_from_db()
            progress.counts = draft.counts
        _write_rejects(draft, asked)
        answer = _told(draft, progress, asked.actor, dry_run=given.dry_run)
        if given.dry_run:
            transaction.set_rollback(True)
    return answer


def _uploaded(asked: Asked) -> Import:
    """The file taken in, and matched as guessed or as typed."""
    sent = {"file": local_file("file", asked.given.file), "into": asked.given.plural}
    draft = Import._default_manager.get(ref=_run(asked, "upload", None, sent).ref)
    _match(asked, draft)
    return draft


def _write_rejects(draft: Import, asked: Asked) -> None:
    """The rows set aside, if a file was asked for; none is made if there are none."""
    if asked.given.rejects and problem_rows(draft, asked.actor, 1):
        with Path(asked.given.rejects).open("w", encoding="utf-8") as out:
            out.write("\ufeff")
            out.writelines(rejected_rows(draft, asked.actor))


def _run(asked: Asked, verb: str, draft: Import | None, values: dict[str, Any]) -> Outcome:
    target = draft.ref if draft else None
    return run(actions_on(Import)[verb], actor=asked.actor, surface=SURFACE, target=target, values=values)


def _match(asked: Asked, draft: Import) -> None:
    """Take the guessed matching, with what was typed put over it."""
    given = asked.given
    options = {name: getattr(given, name) for name in (*READING, *RECOGNISING) if getattr(given, name)}
    if options.get("header_row", "").isdecimal():
        options["header_row"] = int(options["header_row"])
    if not given.map and not options:
        return
    draft.options = options = {**draft.options, **options}
    heads = heads_of(table_of(draft))
    mapping = dict(draft.mapping)
    for text in given.map:
        head, sign, name = text.partition("=")
        if not sign or head not in heads:
            known = ", ".join(heads)
            raise Invalid(
                {"map": _("“%(typed)s” names no column. The file has: %(known)s.") % {"typed": text, "known": known}}
            )
        mapping[str(heads.index(head))] = name
    _run(asked, "match", draft, {"mapping": mapping, "options": options})
    draft.refresh_from_db()


def _told(draft: Import, progress: Progress, actor: Actor, *, dry_run: bool) -> Answer:
    counts, heads = dict(progress.counts), progress.headers
    counts[REJECTED] += counts.pop(CHOOSE)
    matched = {heads[int(index)]: name for index, name in sorted(draft.mapping.items(), key=lambda pair: int(pair[0]))}
    problems: list[dict[str, Any]] = [
        {"row": row.number, "column": heads[index] if index >= 0 else "", "problem": text}
        for row in problem_rows(draft, actor, TOLD)
        for index, text in reasons(row).items()
    ]
    made = {
        str(kind.model._meta.verbose_name_plural): told["names"]
        for name, told in progress.named.items()
        if (kind := type_named(name))
    }
    values = {
        "import": "" if dry_run else draft.ref,
        "dry_run": dry_run,
        "counts": counts,
        "mapping": matched,
        "problems": problems,
        "also_new": made,
    }
    said = _("%(new)d new, %(changed)d changed, %(same)d already there, %(rejected)d set aside.")
    planned = _("Would be: %(new)d new, %(changed)d changed, %(same)d already there, %(rejected)d set aside.")
    lines = [(planned if dry_run else said) % counts]
    lines += [_("Also new, %(label)s: %(names)s") % {"label": one, "names": ", ".join(made[one])} for one in made]
    left_out = [head for index, head in enumerate(heads) if str(index) not in draft.mapping]
    lines += [_("Columns left out: %(heads)s") % {"heads": ", ".join(left_out)}] if left_out else []
    if problems:
        rows = [[str(p["row"]), p["column"], p["problem"]] for p in problems[:SHOWN]]
        lines += ["", *table([_("Row"), _("Column"), _("What is wrong")], rows, right=[0])]
    return Answer(values, lines)


def _export_options(parser: ArgumentParser) -> None:
    parser.add_argument("plural", help=_("the kind of record, such as accounts"))
    parser.add_argument("file", help=_("where to: a name that ends in .xlsx or .csv, or - for CSV to the terminal"))
    parser.add_argument("--filter", "-f", action="append", default=[], metavar=_("FIELD=VALUE"), help=str(FILTER_HELP))
    parser.add_argument("--search", "-q", default="", metavar=_("WORDS"), help=_("rows that hold all these words"))
    parser.add_argument("--sort", default="", metavar=_("FIELD"), help=_("with - before it from last to first"))


@word(
    "export",
    gettext_lazy("write a list as Excel or CSV: export accounts clients.xlsx --filter kind=client"),
    arguments=_export_options,
)
def export_file(asked: Asked) -> Answer:
    """The rows of the list with its filters and order, typed."""
    given, actor = asked.given, asked.actor
    kind = type_named(given.plural)
    if kind is None or not kind.listed:
        raise NotFound(
            _("There is no record “%(plural)s”; “followthrough records” lists them.") % {"plural": given.plural}
        )
    narrowing = {**filters(given.filter), **({"q": given.search} if given.search else {})}
    if given.file.endswith(".xlsx"):
        with export_xlsx(kind, actor, narrowing, now=clock.now(), sort=given.sort) as content:
            size = _write(Path(given.file), iter(lambda: content.read(1 << 16), b""))
    elif given.file.endswith(".csv"):
        size = _write(Path(given.file), export_csv(kind, actor, narrowing, sort=given.sort))
    elif given.file == "-":
        for piece in export_csv(kind, actor, narrowing, sort=given.sort):
            sys.stdout.buffer.write(piece)
        return Answer(None)
    else:
        raise Invalid({"file": _("Name a file that ends in .xlsx or .csv.")})
    return Answer({"file": given.file, "bytes": size}, [_("%(file)s is written.") % {"file": given.file}])


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Write beside the file and put it in its place once it is whole; its size in bytes."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as out:
            for piece in pieces:
                out.write(piece)
        beside.replace(path)
    except OSError as problem:
        raise Invalid(
            {"file": _("%(file)s can't be written: %(why)s.") % {"file": path, "why": problem.strerror}}
        ) from problem
    finally:
        beside.unlink(missing_ok=True)
    return path.stat().st_size
