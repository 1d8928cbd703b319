"""Step 2 of an upload: which column goes into which field, how links and rows are recognised, how the file is read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.signs import traits_of
from followthrough.kernel.exchange.actions import table_of
from followthrough.kernel.exchange.keys import DOMAIN
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.opening import guessed, heads_of, open_table, targets_of
from followthrough.kernel.exchange.plan import cell_text
from followthrough.kernel.exchange.reading import ALIGNED, Table, Unreadable
from followthrough.kernel.exchange.recognise import NEVER, keys_offered
from followthrough.kernel.exchange.remembered import recall
from followthrough.kernel.exchange.resembling import ADD
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.import_steps import crumbs, do_step, kind_of
from followthrough.web.shapes import Badge, Choice, Fact, ImportMatchPage, Link, MatchColumn
from followthrough.web.shapes.imports import ReadingChoice
from followthrough.web.wording import capital, count_of

SAMPLES = 4
READING = ("encoding", "delimiter", "sheet", "match", "doubles")


def match(request: HttpRequest, ref: str) -> HttpResponse:
    """The columns with what was guessed or remembered. POST keeps the match and has the rows checked."""
    actor = actor_of_request(request)
    draft: Import = found_record(type_of(Import), ref, actor)
    if draft.state not in (ImportState.DRAFT, ImportState.FAILED):
        return redirect(f"/imports/{ref}/done")
    problem: Problem | None = None
    if request.method == "POST":
        again = "again" in request.POST
        try:
            do_step("match", request, actor, draft, values=_sent(request, draft if again else None, actor))
            if not again:
                do_step("check", request, actor, draft)
        except Invalid as invalid:
            problem = invalid
        else:
            return redirect(f"/imports/{ref}/{'match' if again else 'check'}")
    page = _page(draft, actor, problem)
    return show(
        request, "web/import_match.html", page, title=draft.name, crumbs=crumbs(), status=422 if problem else 200
    )


def _sent(request: HttpRequest, again: Import | None, actor: Actor) -> dict[str, Any]:
    """What was chosen; of a draft to be read `again`, other heads may stand there, so its columns are guessed anew."""
    sent = request.POST
    mapping = {key.removeprefix("column-"): name for key, name in sent.items() if key.startswith("column-") and name}
    options: dict[str, Any] = {name: sent[name] for name in READING if sent.get(name)}
    if sent.get("header_row", "").isdecimal():
        options["header_row"] = int(sent["header_row"])
    options["by"] = {key.removeprefix("by-"): way for key, way in sent.items() if key.startswith("by-") and way}
    return {"mapping": mapping if again is None else _guess(again, options, actor), "options": options}


def _guess(draft: Import, options: dict[str, Any], actor: Actor) -> dict[str, str]:
    try:
        table = open_table(draft.sha256, draft.name, options, kind_of(draft))
    except Unreadable as problem:
        raise Invalid({"": problem.message}) from problem
    found = guessed(kind_of(draft), table, actor)
    return {str(index): guess.target for index, guess in found.items() if guess.target}


def _page(draft: Import, actor: Actor, problem: Problem | None) -> ImportMatchPage:
    kind, table = kind_of(draft), table_of(draft)
    heads = heads_of(table)
    read = [Fact(_("Rows"), _("from row %(row)d") % {"row": table.guess.header_row + 1})]
    if table.guess.encoding:
        separator = _separators(table)[table.guess.delimiter]
        read += [Fact(_("Encoding"), table.guess.encoding), Fact(_("Separator"), separator)]
    read += [Fact(_("Columns matched"), count_of(len(draft.mapping), len(heads)))]
    return ImportMatchPage(
        draft.name,
        f"/imports/{draft.ref}/match",
        "/imports/",
        _columns(draft, kind, table, actor),
        tuple(read),
        reading=(_recognised(kind, draft), *_resembling(kind, draft), *_reading(table, draft)),
        errors=(Link(str(problem.message)),) if problem else tuple(Link(str(w)) for w in table.guess.warnings[:3]),
        version=str(draft.version),
        idempotency_key=fresh_key(),
    )


def _separators(table: Table) -> dict[str, str]:
    """What may stand between cells, in words, the one that was found first."""
    found = table.guess.delimiter
    words = {
        ",": ",",
        ";": ";",
        "\t": _("Tab"),
        "|": "|",
        " ": _("blanks"),
        ALIGNED: _("none, by place"),
    }
    return {found: found, **words}


def _columns(draft: Import, kind: RecordType, table: Table, actor: Actor) -> tuple[MatchColumn, ...]:
    heads, targets = heads_of(table), targets_of(kind, actor)
    known = recall(kind, heads, actor)
    remembered = known is not None and known.mapping == draft.mapping
    sample = [row for _place, row in zip(range(SAMPLES), (r for r in table.rows if not r.flag), strict=False)]
    columns = []
    for index, head in enumerate(heads):
        chosen = draft.mapping.get(str(index), "")
        fields = (Choice(t.name, capital(t.labels[0]), t.name == chosen) for t in targets)
        found = Badge(_("Remembered"), "info", "check") if remembered else Badge(_("Matched"), "kept", "check")
        columns.append(
            MatchColumn(
                index,
                head,
                tuple(cell_text(row.cells[index])[:40] for row in sample),
                (Choice("", _("Leave out"), not chosen), *fields),
                found if chosen else Badge(_("Left out"), "line"),
                by=_ways(kind.field(chosen), draft.options.get("by", {}).get(str(index), "")) if chosen else (),
            )
        )
    return tuple(columns)


def _ways(field: Field, chosen: str) -> tuple[Choice, ...]:
    """By what a column of links finds its records."""
    if field.kind is not Kind.LINK or field.link is None:
        return ()
    columns = {column.name for column in field.link._meta.concrete_fields}
    words = {
        "ref": _("its number"),
        "former_id": _("its number in the old system"),
        "name": _("its name"),
        "email": _("its e-mail"),
        DOMAIN: _("its web domain"),
    }
    ways = [Choice(name, word, name == chosen) for name, word in words.items() if name in columns]
    return (Choice("", _("whatever fits"), not chosen), *ways)


def _recognised(kind: RecordType, draft: Import) -> ReadingChoice:
    """By what a row is recognised as one of our records."""
    chosen = str(draft.options.get("match", ""))
    usual = ", ".join(_("number") if name == "ref" else str(kind.field(name).label).lower() for name in kind.match)
    keys = [name for name in keys_offered(kind) if name != "ref"]
    return ReadingChoice(
        "match",
        _("Same record if equal"),
        (
            Choice("", usual, not chosen),
            *(Choice(name, str(kind.field(name).label).lower(), name == chosen) for name in keys),
            Choice(NEVER, _("number only"), chosen == NEVER),
        ),
    )


def _resembling(kind: RecordType, draft: Import) -> tuple[ReadingChoice, ...]:
    """What becomes of rows that no key recognises but that look like a record."""
    if not traits_of(kind.model):
        return ()
    chosen = str(draft.options.get("doubles", ""))
    choices = (Choice("", _("ask me"), not chosen), Choice(ADD, _("add them"), chosen == ADD))
    return (ReadingChoice("doubles", _("Rows that look like a record"), choices),)


def _reading(table: Table, draft: Import) -> tuple[ReadingChoice, ...]:
    head = int(draft.options.get("header_row", table.guess.header_row))
    rows = sorted({0, 1, 2, 3, 4, 5, head})
    heads = tuple(Choice(str(n), str(n) if n else _("no heads"), n == head) for n in rows)
    if table.sheets:
        sheets = tuple(Choice(s.name, s.name, s.name == table.guess.sheet) for s in table.sheets)
        second = ReadingChoice("sheet", _("Sheet"), sheets)
    else:
        signs = (Choice(sign, words, sign == table.guess.delimiter) for sign, words in _separators(table).items())
        second = ReadingChoice("delimiter", _("Separator"), tuple(signs))
    return (ReadingChoice("header_row", _("Heads in row"), heads), second)
