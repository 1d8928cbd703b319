"""`PLURAL list|show|create|edit|VERB`: what any record can do, from its declaration."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.acting import SURFACE
from followthrough.cli.as_of import described_then, moment_options
from followthrough.cli.options import add_options, typed
from followthrough.cli.showing import described, listed, valued
from followthrough.cli.words import Answer, Asked, Word, word
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.listing import check_sort, counted, narrowed, page_of
from followthrough.kernel.records.problems import Denied, Invalid, NotFound
from followthrough.kernel.records.reading import record_numbered
from followthrough.kernel.records.readings import Reading, readings_of
from followthrough.kernel.records.registry import RecordType, record_types, type_named
from followthrough.values.reference import parse_reference

PAGE = 100
FILTER_HELP = gettext_lazy("such as kind=client, due__lte=2026-11-30, phone__empty=yes")


def word_on_record(argv: Sequence[str]) -> Word | None:
    """The word behind `accounts list`, `list accounts`, `accounts edit …` or `do accounts.edit …`, if it is one."""
    if len(argv) < 2:
        return None
    if argv[0] == "do":
        plural, _dot, verb = argv[1].partition(".")
        found = _word(plural, verb, spoken=f"do {argv[1]}")
    else:
        found = _word(argv[0], argv[1], spoken=f"{argv[0]} {argv[1]}")
    return found or _word(argv[1], argv[0], spoken=f"{argv[0]} {argv[1]}")


def _word(plural: str, verb: str, *, spoken: str) -> Word | None:
    kind = type_named(plural)
    if kind is None:
        return None
    if verb == "list":
        return Word(
            spoken,
            _("List %(plural)s.") % {"plural": kind.label_plural},
            _list_options,
            lambda asked: list_records(kind, asked),
        )
    if verb == "show":
        return Word(
            spoken,
            _("Show one %(label)s.") % {"label": kind.label},
            _show_options,
            lambda asked: show_record(kind, asked),
        )
    if reading := readings_of(kind.model).get(verb):
        return _word_of_reading(kind, reading, spoken)
    action = actions_on(kind.model).get(verb.replace("_", "-"))
    return _word_of(kind, action, spoken) if action else None


def _word_of_reading(kind: RecordType, reading: Reading, spoken: str) -> Word:
    def arguments(parser: ArgumentParser) -> None:
        parser.add_argument("ref", metavar="REF", help=_("which %(label)s") % {"label": kind.label})
        add_options(parser, reading.asks)

    return Word(spoken, reading.about, arguments, lambda asked: tell(kind, reading, asked))


def tell(kind: RecordType, reading: Reading, asked: Asked) -> Answer:
    """What a record answers to a question of its kind."""
    found = _reached(kind, asked)
    answer = reading.answered(found, typed(asked.given, reading.asks), asked.actor)
    return Answer(answer, json.dumps(answer, indent=2, ensure_ascii=False).splitlines())


def _word_of(kind: RecordType, action: Action, spoken: str) -> Word:
    fields = fields_of(kind, action)

    def arguments(parser: ArgumentParser) -> None:
        if not action.on_class:
            parser.add_argument("ref", metavar="REF", help=_("which %(label)s") % {"label": kind.label})
        add_options(parser, fields)
        parser.add_argument(
            "--if-version", type=int, metavar="N", help=_("refuse if somebody changed the same fields since version N")
        )
        parser.add_argument("--once", default="", metavar=_("KEY"), help=_("the same KEY again has no second effect"))

    return Word(
        spoken, _(action.effect) if action.effect else action.label, arguments, lambda asked: do(action, fields, asked)
    )


def fields_of(kind: RecordType, action: Action) -> tuple[Field, ...]:
    """The parameters of a verb; for create and edit every field of the record that can be set."""
    if not action.generic or not action.fields:
        return action.fields
    every = {**kind.fields, **kind.extras}
    return tuple(field for field in every.values() if field.editable)


def do(action: Action, fields: Sequence[Field], asked: Asked) -> Answer:
    """Run a verb as typed."""
    given = asked.given
    outcome = run(
        action,
        actor=asked.actor,
        surface=SURFACE,
        target=None if action.on_class else given.ref,
        values=typed(given, fields),
        version=given.if_version,
        key=given.once,
    )
    return _answered(outcome)


def _answered(outcome: Outcome) -> Answer:
    values = {**outcome.stored(), "replayed": outcome.replayed}
    if outcome.secret:
        values["secret"] = outcome.secret
    said = " ".join(part for part in (outcome.ref, outcome.message) if part)
    return Answer(values, [line for line in (said or _("Done."), outcome.secret) if line])


def _list_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        "-f",
        action="append",
        default=[],
        metavar=_("FIELD=VALUE"),
        help=str(FILTER_HELP),
    )
    parser.add_argument("--search", "-q", default="", metavar=_("WORDS"), help=_("rows that hold all these words"))
    parser.add_argument("--sort", default="", metavar=_("FIELD"), help=_("with - before it from last to first"))
    parser.add_argument(
        "--limit", type=int, default=PAGE, metavar="N", help=_("rows of one page (%(number)s)") % {"number": PAGE}
    )
    parser.add_argument(
        "--after", default="", metavar=_("MARK"), help=_("the next page: the mark the last one ended with")
    )
    parser.add_argument("--all", action="store_true", help=_("all rows, page after page"))
    parser.add_argument("--columns", default="", metavar="A,B", help=_("these columns"))


def list_records(kind: RecordType, asked: Asked) -> Answer:
    """One page of records, or all."""
    given, actor = asked.given, asked.actor
    _check_view(kind, actor)
    rows = narrowed(kind, kind.model.visible_to(actor), {**filters(given.filter), "q": given.search}, actor)
    check_sort(kind, given.sort, asked.actor)
    found, after = _rows(kind, rows, given)
    count, exact = counted(rows)
    names = [name.strip() for name in given.columns.split(",") if name.strip()]
    lines = listed(kind, found, actor, names)
    told = _("%(shown)d of %(count)s.") % {
        "shown": len(found),
        "count": f"{count:,}" if exact else _("more than %(n)s") % {"n": f"{count:,}"},
    }
    more = " " + _("Next page: --after %(mark)s") % {"mark": after} if after else ""
    values = {"rows": [valued(kind, row, actor) for row in found], "count": count, "exact": exact, "after": after}
    return Answer(values, [*lines, "", told + more])


def filters(typed_filters: Sequence[str]) -> dict[str, str]:
    """The filters by column; raises `Invalid` for one without an equals sign."""
    pairs = [text.partition("=") for text in typed_filters]
    for name, sign, _value in pairs:
        if not sign:
            raise Invalid({"filter": _("Write a filter as FIELD=VALUE, not “%(typed)s”.") % {"typed": name}})
    return {name.strip().replace("-", "_"): value for name, _sign, value in pairs}


def _rows(kind: RecordType, rows: QuerySet[Any], given: Any) -> tuple[list[Any], str | None]:
    limit = max(1, min(given.limit, 1000))
    page = page_of(kind, rows, sort=given.sort, after=given.after, limit=limit)
    found, after = list(page.rows), page.after
    while given.all and after:
        page = page_of(kind, rows, sort=given.sort, after=after, limit=1000)
        found, after = [*found, *page.rows], page.after
    return found, after


def _show_options(parser: ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help=_("its number, such as A-00017"))
    parser.add_argument("--history", action="store_true", help=_("also who changed what, newest first"))
    moment_options(parser)


def show_record(kind: RecordType, asked: Asked) -> Answer:
    """One record with what stands on it."""
    found = _reached(kind, asked)
    if asked.given.as_of or asked.given.until:
        return described_then(kind, found, asked)
    return described(kind, found, asked.actor, history=asked.given.history)


def _reached(kind: RecordType, asked: Asked) -> Any:
    """The record asked for by its number, as far as the actor sees it. Raises NotFound."""
    _check_view(kind, asked.actor)
    ref = asked.given.ref
    found = record_numbered(kind.model, ref.upper(), asked.actor)
    if found is None and ref.isdecimal() and len(ref) < 19:
        found = kind.model.visible_to(asked.actor).filter(pk=int(ref)).first()
    if found is None:
        raise NotFound(_("There is no %(label)s “%(ref)s”.") % {"label": kind.label, "ref": ref})
    return found


@word("show", gettext_lazy("show a record by its number"), arguments=_show_options)
def show(asked: Asked) -> Answer:
    """Any record, its kind read off the number."""
    for kind in record_types():
        if kind.listed and parse_reference(kind.ref, asked.given.ref):
            return show_record(kind, asked)
    raise NotFound(_("“%(ref)s” is no number of this house.") % {"ref": asked.given.ref})


def _check_view(kind: RecordType, actor: Actor) -> None:
    if not actor.may(kind.permission("view")):
        raise Denied(_("Your role does not show %(plural)s.") % {"plural": str(kind.label_plural)})
