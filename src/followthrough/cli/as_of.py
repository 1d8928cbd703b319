"""`show REF --as-of WHEN`: a record as it was, and what changed until another moment."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from followthrough.cli.tables import capital, flat, table
from followthrough.cli.words import Answer, Asked
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.as_of import as_of_or_refuse, differences, read_moment
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.showing import shown_records, shown_value


def moment_options(parser: ArgumentParser) -> None:
    """The two moments."""
    parser.add_argument(
        "--as-of", default="", metavar=_("WHEN"), help=_("as it was then, such as 2026-11-30 or 2026-11-30T14:00")
    )
    parser.add_argument(
        "--until", default="", metavar=_("WHEN"), help=_("with --as-of: what changed from then until WHEN")
    )


def described_then(kind: RecordType, record: Any, asked: Asked) -> Answer:
    """Its values at the first moment; with a second one, the fields that differ between the two."""
    actor = asked.actor
    if not asked.given.as_of:
        raise Invalid({"as_of": _("Say the earlier moment too.")})
    at = read_moment(asked.given.as_of, actor)
    then = as_of_or_refuse(record, at)
    values = shown_records(kind, [then], actor)[0] | {"as_of": shown_value(at)}
    lines = [f"{record.ref}  {flat(then.title)}", _("As it was: %(when)s.") % {"when": values["as_of"]}, ""]
    if asked.given.until:
        until = read_moment(asked.given.until, actor, "until")
        rows = _changed(kind, then, as_of_or_refuse(record, until), actor)
        values |= {"until": shown_value(until), "changes": rows}
        told = [[row["label"], _plain(row["before"]), _plain(row["after"])] for row in rows]
        heads = [_("Field"), _("Then"), _("At the later moment")]
        return Answer(values, [*lines, *(table(heads, told) if told else [_("Nothing changed between the two.")])])
    shown = [(capital(field.label), _plain(values[name])) for name, field in kind.readable(actor).items()]
    width = max(len(label) for label, _value in shown)
    return Answer(values, [*lines, *(f"{label:<{width}}  {value}" for label, value in shown if value)])


def _changed(kind: RecordType, then: Any, later: Any, actor: Actor) -> list[dict[str, Any]]:
    labels = {one.field.name: str(capital(one.field.label)) for one in differences(kind, then, later, actor)}
    before, after = shown_records(kind, [then, later], actor, list(labels)) if labels else ({}, {})
    return [{"field": n, "label": label, "before": before[n], "after": after[n]} for n, label in labels.items()]


def _plain(value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, dict):
        said = " ".join(str(value[key]) for key in ("ref", "title", "amount", "currency") if value.get(key))
        return flat(said or _("something you may not see"))
    return flat(", ".join(map(str, value)) if isinstance(value, list) else str(value))
