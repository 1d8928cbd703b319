"""Clauses and their versions: each new wording is a version of its own, and contracts keep the one they took."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.actions.tidying import refuse_unless_changeable
from followthrough.winning.contracts.actions.writing import newest_version
from followthrough.winning.contracts.models import Clause, ClauseVersion, Contract, ContractClause, ContractTemplate
from followthrough.winning.contracts.queries.wording import FIELDS, standard_text
from followthrough.winning.contracts.rules.standing import CHANGEABLE
from followthrough.winning.contracts.rules.wording import is_same, unknown_fields

STEP = 10
TEXTS = ("text_en", "text_es")


def check_fields(values: Values, names: Sequence[str]) -> None:
    """Refuse a {field} that is not on the list, and say which are."""
    for name in names:
        unknown = unknown_fields(values.get(name) or "", FIELDS)
        if unknown:
            gaps = {"unknown": ", ".join(f"{{{one}}}" for one in unknown), "known": ", ".join(FIELDS)}
            raise Invalid({name: _("%(unknown)s is not known here. These are: %(known)s.") % gaps})


def clean_clause(values: Values, clause: Clause | None) -> Values:
    """One form for the name; texts name known fields only; no clause is the alternative to itself."""
    for name in ("name", "name_es"):
        if name in values:
            values[name] = " ".join(values[name].split())
    check_fields(values, TEXTS)
    if clause is not None and values.get("alternative_to") == clause:
        raise Invalid({"alternative_to": _("Choose another clause.")})
    return values


def saved_clauses(
    *, created: Sequence[Clause], changed: Sequence[Clause], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """New words are a new version, and the clause names the last one's number."""
    told = list(zip([*created, *changed], inputs, strict=True))
    new = [one for place, (one, values) in enumerate(told) if place < len(created) or set(TEXTS) & values.keys()]
    rows: list[Values] = [
        {
            "clause": one,
            "number": one.number + 1,
            "text_en": one.text_en,
            "text_es": one.text_es,
            "by_id": by.user_id,
            "at": now,
        }
        for one in new
    ]
    create_records(type_of(ClauseVersion), rows, by=by, now=now)
    change_records(type_of(Clause), [(one, {"number": one.number + 1}) for one in new], by=by, now=now)


def clean_contract_clause(values: Values, own: ContractClause | None) -> Values:
    """Words of a contract are changed while both sides still talk; the standard's own words are not copied."""
    if own is not None and not any(differs(own, name, value) for name, value in values.items()):
        return values
    contract: Contract | None = values.get("contract") or (own.contract if own else None)
    if contract is not None:
        refuse_unless_changeable(contract, field="text" if own else "contract")
    check_fields(values, ("text",))
    if own is None and not values.get("clause") and not (values.get("heading") and values.get("text")):
        raise Invalid({"clause": _("Choose a clause, or write a heading and a text of its own.")})
    text = values.get("text")
    if own is not None and text and is_same(standard_text(own, own.contract.language), text):
        values["text"] = ""
    return values


def fill_contract_clauses(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A clause comes in the version that holds now, under its heading in the contract's language, at the end."""
    for row in rows:
        clause: Clause | None = row.get("clause")
        contract: Contract = row["contract"]
        if clause is not None:
            row["clause_version"] = newest_version(clause.pk)
            row["heading"] = row.get("heading") or clause.heading(contract.language)
        if not row.get("position"):
            last = ContractClause._default_manager.filter(contract=contract, binned_at__isnull=True)
            row["position"] = (last.order_by("-position").values_list("position", flat=True).first() or 0) + STEP


@action(
    ContractClause,
    needs="contract-clauses.edit",
    button=gettext_lazy("Standard text again"),
    icon="undo-2",
    applies=lambda one: bool(one.text) and one.clause_version_id is not None and one.contract.state in CHANGEABLE,
)
def take_standard_contract_clause(own: ContractClause, *, by: Actor, now: datetime) -> Changes:
    """Let it say again what the standard says, in the version the contract took."""
    change_records(type_of(ContractClause), [(own, {"text": ""})], by=by, now=now)
    return Changes(_("“%(title)s” says what the standard says.") % {"title": own.title}, record=own)


@action(
    ContractClause,
    needs="contract-clauses.edit",
    button=gettext_lazy("Take the newest version"),
    icon="refresh-cw",
    applies=lambda one: one.contract.state in CHANGEABLE and _is_behind(one),
)
def renew_contract_clause(own: ContractClause, *, by: Actor, now: datetime) -> Changes:
    """Take the clause in the version that holds now. Words of its own stay as they are."""
    newest = newest_version(own.clause_id or 0)
    if newest is None:
        raise Refused(_("This clause is no standard one."))
    change_records(type_of(ContractClause), [(own, {"clause_version": newest})], by=by, now=now)
    gaps = {"title": own.title, "number": newest.number}
    return Changes(_("“%(title)s” is taken in version %(number)d.") % gaps, record=own)


def _is_behind(own: ContractClause) -> bool:
    newest = newest_version(own.clause_id) if own.clause_id else None
    return newest is not None and own.clause_version_id != newest.pk


@action(
    ContractClause,
    needs="contract-clauses.edit",
    button=gettext_lazy("Take another clause instead"),
    icon="arrow-right-left",
    applies=lambda one: one.clause_id is not None and one.contract.state in CHANGEABLE,
    labels={"clause": gettext_lazy("Clause")},
)
def exchange_contract_clause(own: ContractClause, *, clause: Clause, by: Actor, now: datetime) -> Changes:
    """Put an alternative of the clause in its place: one that is declared as such, or the one it is declared for."""
    family = {own.clause_id, own.clause.alternative_to_id if own.clause else None} - {None}
    if clause.pk == own.clause_id or not ({clause.pk, clause.alternative_to_id} & family):
        raise Invalid({"clause": _("“%(title)s” is no alternative to it.") % {"title": clause.name}})
    values: Values = {"clause": clause, "clause_version": newest_version(clause.pk), "text": ""}
    values["heading"] = clause.heading(own.contract.language)
    change_records(type_of(ContractClause), [(own, values)], by=by, now=now)
    return Changes(_("“%(title)s” is in its place.") % {"title": clause.name}, record=own)


def saved_templates(
    *,
    created: Sequence[ContractTemplate],
    changed: Sequence[ContractTemplate],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """One template is the usual one: naming another takes the mark from the one before."""
    told = zip([*created, *changed], inputs, strict=True)
    usual = [one for one, values in told if values.get("is_default")]
    for one in usual[-1:]:
        others = ContractTemplate._default_manager.filter(is_default=True).exclude(pk=one.pk)
        change_records(type_of(ContractTemplate), [(other, {"is_default": False}) for other in others], by=by, now=now)
