"""Pipelines, stages, opportunities and what belongs to them, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.permissions import ADMINS
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Panel, record
from followthrough.winning.pipeline.models import (
    Competitor,
    Line,
    Opportunity,
    OpportunityContact,
    Pipeline,
    Stage,
    StageMove,
)

record(
    Pipeline,
    ref="PL-{n:02}",
    group="settings",
    icon="kanban",
    columns=["ref", "name", "is_default"],
    sorts=["name"],
    match=["ref", "name"],
    writers=ADMINS,
    panels=[
        Panel(
            "stages",
            _("Stages"),
            rows=lambda p, by: Stage.visible_to(by).filter(pipeline=p),
            of=Stage,
            order=("position",),
        )
    ],
)
record(
    Stage,
    ref="ST-{n:03}",
    group="settings",
    columns=["pipeline", "position", "name", "kind", "probability", "stalled_after_days"],
    form=["pipeline", "name", "kind", "position", "probability", "checklist", "stalled_after_days"],
    filters=["pipeline", "kind"],
    match=["ref", "name"],
    writers=ADMINS,
    parent="pipeline",
    in_menu=False,
)
record(
    Opportunity,
    plural="opportunities",
    ref="D-{year}-{n:05}",
    group="sell",
    icon="kanban",
    columns=["ref", "name", "account", "stage", "amount", "close_on", "owner", "team", "stage_since"],
    form=[
        "name",
        "account",
        "product",
        "amount",
        "currency",
        "stage",
        "owner",
        "team",
        "engaged_on",
        "close_on",
        "source",
    ],
    filters=[
        "stage",
        "state",
        "owner",
        "team",
        "account",
        "close_on",
        "closed_on",
        "engaged_on",
        "amount",
        "close_reason",
    ],
    sorts=["name", "close_on", "amount"],
    default_sort="close_on",
    match=["ref", "former_id", "name"],
    extras=[Field("product", Kind.LINK, _("Product"), link=Product)],
    panels=[
        Panel(
            "lines", _("Lines"), rows=lambda o, by: Line.visible_to(by).filter(opportunity=o), of=Line, order=("id",)
        ),
        Panel(
            "people",
            _("People"),
            side=True,
            rows=lambda o, by: OpportunityContact.visible_to(by).filter(opportunity=o),
            of=OpportunityContact,
        ),
        Panel(
            "competitors",
            _("Competitors"),
            side=True,
            rows=lambda o, by: Competitor.visible_to(by).filter(opportunity=o),
            of=Competitor,
        ),
        Panel(
            "moves",
            _("Stage history"),
            side=True,
            rows=lambda o, by: StageMove.visible_to(by).filter(opportunity=o),
            of=StageMove,
        ),
    ],
)
record(
    Line,
    plural="lines",
    ref="L-{n:06}",
    columns=["product", "description", "quantity", "unit_price", "discount", "amount", "currency"],
    form=["opportunity", "product", "description", "quantity", "unit_price", "discount"],
    filters=["opportunity", "product"],
    match=["ref"],
    parent="opportunity",
    in_menu=False,
)
record(
    OpportunityContact,
    plural="opportunity-contacts",
    ref="OC-{n:06}",
    columns=["opportunity", "contact", "part"],
    filters=["opportunity", "contact"],
    match=["ref"],
    parent="opportunity",
    in_menu=False,
)
record(
    Competitor,
    plural="competitors",
    ref="CM-{n:05}",
    columns=["opportunity", "name", "strengths", "weaknesses"],
    filters=["opportunity"],
    match=["ref"],
    parent="opportunity",
    in_menu=False,
)
record(
    StageMove,
    plural="stage-moves",
    ref="SM-{n:07}",
    columns=["before", "after", "at", "by"],
    parent="opportunity",
    listed=False,
)
