"""Pipelines, stages, opportunities and what belongs to them, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS
from followthrough.kernel.custom.holding import Course, register_course
from followthrough.kernel.custom.models import CustomField
from followthrough.kernel.doubles.limits import after_merge
from followthrough.kernel.people.models import User
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.figures import Behind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Column, Condition, Panel, facts_on, panel_on, record
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import next_promises, open_promises
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.values.money import Money
from followthrough.winning.pipeline.actions import (
    clean_line,
    clean_opportunity,
    clean_stage,
    fill_lines,
    fill_opportunities,
    fill_stages,
    saved_lines,
    saved_opportunities,
    settle_lines,
)
from followthrough.winning.pipeline.models import (
    Competitor,
    Line,
    Opportunity,
    OpportunityContact,
    Pipeline,
    Stage,
    StageKind,
    StageMove,
)
from followthrough.winning.pipeline.queries import conditions
from followthrough.winning.pipeline.queries.board import open_worth
from followthrough.winning.pipeline.queries.promised import (
    NEXT_STEP,
    SLIPPING,
    SOURCE,
    wanted_new_dates,
    wanted_next_steps,
)
from followthrough.winning.pipeline.queries.stages import comes_by, items_before, stages_ahead

register_kind(NEXT_STEP, _("Next step"), "arrow-right")
register_kind(SLIPPING, _("New closing date"), "calendar")
register_rule(
    Rule(NEXT_STEP, _("A next step on every open opportunity, due after working days"), NEXT_STEP, 3, wanted_next_steps)
)
register_rule(
    Rule(SLIPPING, _("A new closing date where one has passed, due after working days"), SLIPPING, 2, wanted_new_dates)
)


def opportunity_facts(opportunity: Opportunity, actor: Actor) -> list[tuple[Words, object]]:
    """Where it stands, what it is worth there, when it closes or was closed."""
    stage, amount = opportunity.stage, opportunity.amount
    worth = Money(amount, opportunity.currency) if amount is not None else _("no amount")
    likely = (worth * (stage.probability / 100)).rounded() if isinstance(worth, Money) else worth
    found: list[tuple[Words, object]] = [(_("Stage"), stage.name), (_("Amount"), worth)]
    if opportunity.closed_on:
        return [*found, (_("Closed"), opportunity.closed_on)]
    return [*found, (_("Weighted"), likely), (_("Closes"), opportunity.close_on or _("no date"))]


def opportunity_subtitle(opportunity: Opportunity) -> list[Record]:
    """To whom, and by whom."""
    return [one for one in (opportunity.account, opportunity.owner) if one]


def next_steps(rows: Any, actor: Actor) -> dict[int, str]:
    """What is promised next on each, in one query."""
    return {pk: promise.what for pk, promise in next_promises(SOURCE, [row.pk for row in rows], actor).items()}


def account_worth(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """What the account's open deals add up to, each currency for itself."""
    sums = open_worth(account, actor)
    asks = {"account": account.ref, "state": "open"}
    figures = [(_("Open deals"), Behind(one, "opportunities", {**asks, "currency": one.currency})) for one in sums]
    return list[tuple[Words, object]](figures) or [(_("Open deals"), pgettext("opportunity", "none"))]


register_course(Opportunity, Course(stages_ahead, comes_by))
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
            link="pipeline",
            of=Stage,
            order=("position",),
            begins=_("The steps from the first need to won or lost; add the first."),
        )
    ],
)
record(
    Stage,
    ref="ST-{n:03}",
    group="settings",
    columns=["pipeline", "position", "name", "kind", "probability", "stalled_after_days"],
    form=["pipeline", "name", "kind", "position", "probability", "stalled_after_days"],
    filters=["pipeline", "kind"],
    match=["ref", "name"],
    writers=ADMINS,
    parent="pipeline",
    in_menu=False,
    panels=[
        Panel(
            "checklist",
            _("Checklist"),
            rows=items_before,
            of=CustomField,
            columns=("label", "is_required", "writers"),
            order=("position", "pk"),
            limit=50,
            begins=_("“Add to the checklist” says what must be known before a stage is reached."),
        )
    ],
    clean=clean_stage,
    fill=fill_stages,
    fields={
        "position": {"adds_up": False},
        "probability": {"adds_up": False},
        "stalled_after_days": {"adds_up": False},
        "pipeline": {"required": False},
        "name": {"aliases": ("stage", "deal_stage", "stage name")},
    },
)
record(
    Opportunity,
    plural="opportunities",
    ref="D-{year}-{n:05}",
    group="sell",
    under="/pipeline/",
    icon="kanban",
    columns=["ref", "name", "account", "stage", "amount", "close_on", "owner", "team", "next_step"],
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
        "currency",
        "close_reason",
        "source",
    ],
    sorts=["name", "close_on", "closed_on", "amount"],
    default_sort="close_on",
    weight="stage__probability",
    lanes="stage",
    match=["ref", "former_id", "name"],
    clean=clean_opportunity,
    fill=fill_opportunities,
    saved=saved_opportunities,
    settled=lambda one: StageKind(one.state).label if one.state != StageKind.OPEN else "",
    facts=opportunity_facts,
    subtitle=opportunity_subtitle,
    computed=[Column("next_step", _("Next step"), next_steps)],
    conditions=[
        Condition(Field("pipeline", Kind.LINK, _("Pipeline"), link=Pipeline), conditions.in_pipeline),
        Condition(Field("product", Kind.LINK, _("Product"), link=Product), conditions.sells),
        Condition(Field("manager", Kind.LINK, _("Manager"), link=User), conditions.managed_by),
        Condition(Field("month", Kind.TEXT, _("Closes in month")), conditions.closes_in),
        Condition(Field("is_stalled", Kind.YES_NO, _("Stalled")), conditions.is_stalled),
        Condition(Field("is_slipping", Kind.YES_NO, _("Slipping")), conditions.is_slipping),
        Condition(Field("has_next_promise", Kind.YES_NO, _("Something is promised")), conditions.has_next_promise),
    ],
    views=[
        ("open", pgettext_lazy("opportunity", "Open"), {"state": "open"}),
        ("stalled", _("Stalled"), {"is_stalled": "yes"}),
        ("slipping", _("Slipping"), {"is_slipping": "yes"}),
        ("no-step", _("Without next step"), {"has_next_promise": "no"}),
        ("no-account", _("Without account"), {"state": "open", "account__empty": "1"}),
    ],
    aliases=["deal", "sales pipeline", "pipeline", "sale", "opportunity"],
    fields={
        "name": {"required": False, "aliases": ("opportunity name", "deal name", "deal", "subject")},
        "stage": {"required": False, "creates": True, "aliases": ("deal_stage", "STAGENAME", "sales stage", "status")},
        "account": {"aliases": ("Account Name", "company", "customer", "client", "companyName")},
        "owner": {"creates": True, "aliases": ("sales_agent", "agent", "rep", "sales rep", "opportunity owner")},
        "engaged_on": {"aliases": ("engage_date", "opened", "created", "CREATEDDATE", "start date")},
        "close_on": {"aliases": ("close_date", "CLOSEDATE", "expected close", "expected close date")},
        "amount": {"aliases": ("close_value", "AMOUNT", "value", "deal value", "deal size")},
        "source": {"aliases": ("LEADSOURCE", "lead source", "origin")},
        "slips": {"told": False},
        "stage_since": {"told": False},
        "former_id": {"aliases": ("opportunity_id", "opportunity id", "deal id", "id")},
    },
    extras=[Field("product", Kind.LINK, _("Product"), link=Product, aliases=("product name", "item"))],
    panels=[
        open_promises(_("Open promises")),
        Panel(
            "lines",
            _("Lines"),
            link="opportunity",
            of=Line,
            order=("position", "id"),
            begins=_("What they want to buy; a quote takes these lines over."),
        ),
        Panel(
            "people",
            _("People"),
            side=True,
            link="opportunity",
            of=OpportunityContact,
            begins=_("Who decides, signs or uses it at the customer's."),
        ),
        Panel(
            "competitors",
            _("Competitors"),
            side=True,
            link="opportunity",
            of=Competitor,
            begins=_("Who else is asked, and how we stand against them."),
        ),
        Panel(
            "moves",
            _("Stage history"),
            side=True,
            link="opportunity",
            of=StageMove,
            begins=_("Each move from one stage to another, with its day."),
        ),
    ],
    begins=_("A need that may become business; the first can come from a call, a list or a renewal."),
)
record(
    Line,
    plural="lines",
    ref="L-{n:06}",
    exact=True,
    columns=["product", "description", "quantity", "unit_price", "discount", "amount", "currency"],
    form=[
        "opportunity",
        "product",
        "description",
        "quantity",
        "unit_price",
        "discount",
        "charge",
        "periods",
        "tax",
        "starts_on",
        "ends_on",
        "is_optional",
        "option_group",
        "is_chosen",
        "is_heading",
        "need",
        "cost",
        "position",
    ],
    filters=["opportunity", "product"],
    match=["ref"],
    parent="opportunity",
    in_menu=False,
    clean=clean_line,
    fill=fill_lines,
    saved=saved_lines,
    fields={
        "unit_price": {"adds_up": False, "aliases": ("price", "priceEach", "unit price")},
        "cost": {"adds_up": False, "guard": "margins.view"},
        "discount": {"adds_up": False},
        "periods": {"adds_up": False},
        "position": {"adds_up": False},
    },
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
    columns=["at", "before", "after", "by"],
    form=[],
    writers=frozenset(),
    parent="opportunity",
    listed=False,
    told=False,
)
panel_on(
    Account,
    Panel(
        "opportunities",
        _("Opportunities"),
        link="account",
        of=Opportunity,
        columns=("name", "stage", "amount", "close_on", "owner"),
        order=("-state", "close_on"),
    ),
)
facts_on(Account, account_worth)
after_merge(Opportunity, settle_lines)
