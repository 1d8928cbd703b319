"""Templates and the library of clauses with its versions, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.records.registry import Panel, record
from followthrough.winning.contracts.actions.clauses import (
    clean_clause,
    saved_clauses,
    saved_templates,
)
from followthrough.winning.contracts.models import (
    Clause,
    ClauseVersion,
    ContractTemplate,
    TemplateClause,
)

record(
    ContractTemplate,
    plural="contract-templates",
    ref="CT-{n:02}",
    group="settings",
    icon="file-stack",
    columns=["ref", "name", "language", "is_default", "term_months", "payment_days", "most_discount"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    saved=saved_templates,
    panels=[
        Panel(
            "places",
            _("Clauses"),
            link="template",
            of=TemplateClause,
            order=("position", "pk"),
            limit=40,
            begins=_("The clauses a contract begins with, in order; add the first."),
        )
    ],
    fields={name: {"adds_up": False} for name in ("term_months", "payment_days", "most_discount")},
)
record(
    Clause,
    plural="clauses",
    ref="CL-{n:03}",
    group="settings",
    icon="text-quote",
    columns=["ref", "name", "number", "is_mandatory", "needs_approval", "alternative_to"],
    form=["name", "name_es", "is_mandatory", "needs_approval", "alternative_to", "text_en", "text_es"],
    filters=["is_mandatory", "needs_approval"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    clean=clean_clause,
    saved=saved_clauses,
    fields={"number": {"adds_up": False}},
    panels=[
        Panel(
            "versions",
            _("Versions"),
            side=True,
            link="clause",
            of=ClauseVersion,
            columns=("number", "at", "by"),
            begins=_("Each wording the clause had; contracts keep the one they were made with."),
        )
    ],
)
record(
    ClauseVersion,
    plural="clause-versions",
    ref="CV-{n:05}",
    columns=["number", "at", "by", "text_en", "text_es"],
    form=[],
    writers=frozenset(),
    parent="clause",
    listed=False,
)
record(
    TemplateClause,
    plural="template-clauses",
    ref="TC-{n:04}",
    columns=["template", "position", "clause"],
    filters=["template", "clause"],
    match=["ref"],
    writers=MANAGERS,
    parent="template",
    in_menu=False,
    fields={"position": {"adds_up": False}},
)
