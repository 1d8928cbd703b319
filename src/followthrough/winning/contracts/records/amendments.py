"""Amendments and the terms they change, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.documents.actions import documents_on
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.readings import Reading, reading_on
from followthrough.kernel.records.registry import Panel, record
from followthrough.winning.contracts.actions.amending import clean_amendment, fill_amendments
from followthrough.winning.contracts.models import (
    Amendment,
    Commitment,
    ContractDiscount,
    ContractLine,
    Entitlement,
    Part,
    ServicePackage,
    TermChange,
)
from followthrough.winning.contracts.queries.on_day import what_changes
from followthrough.winning.contracts.queries.parts import parts_changed
from followthrough.winning.contracts.records.showing import LINE, OWED, SINCE, signers_asked


def brought(key: str, label: Words, model: type[Part], columns: tuple[str, ...]) -> Panel:
    """The parts that come or end with an amendment."""
    return Panel(key, label, rows=lambda one, by: parts_changed(model, one, by), of=model, columns=columns,
                 order=("pk",), begins=_("What this amendment brings or ends stands here."))  # fmt: skip


record(
    Amendment,
    ref="CA-{n:05}",
    group="serve",
    icon="file-plus-2",
    columns=["ref", "name", "contract", "number", "effective_on", "state", "signed_on"],
    form=["contract", "name", "effective_on", "reason"],
    filters=["contract", "state", "effective_on"],
    sorts=["effective_on"],
    default_sort="-effective_on",
    match=["ref"],
    parent="contract",
    in_menu=False,
    clean=clean_amendment,
    fill=fill_amendments,
    fields={"sent_version": {"guard": "amendments.sign"}, "number": {"adds_up": False}},
    panels=[
        signers_asked(),
        brought("lines", _("Lines"), ContractLine, (*LINE, *SINCE)),
        brought("entitlements", _("What they are owed"), Entitlement, (*OWED, *SINCE)),
        brought("commitments", _("What they commit to"), Commitment, ("name", "minimum", "maximum", "period", *SINCE)),
        brought("discounts", _("Discounts"), ContractDiscount, ("name", "percent", "until", *SINCE)),
        brought("packages", _("Service packages"), ServicePackage, ("name", "product", *SINCE)),
        Panel(
            "terms",
            _("Terms"),
            link="amendment",
            of=TermChange,
            columns=("term", "before", "after"),
            order=("pk",),
            begins=_("“Change a term” changes how long it runs, how it renews or what is paid."),
        ),
    ],
    begins=_("“New amendment” changes a signed contract from a day on."),
)
record(
    TermChange,
    plural="term-changes",
    ref="TR-{n:05}",
    columns=["term", "before", "after"],
    form=[],
    writers=frozenset(),
    parent="amendment",
    listed=False,
)

documents_on(Amendment, under=("contract",))
reading_on(Amendment, Reading("changes", _("What the amendment changes, and what that costs."), (), what_changes))
