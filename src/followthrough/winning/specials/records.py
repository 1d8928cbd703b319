"""Change requests, declared; and the use of parts that were found."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.queries.uses import PartUse, part_use
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, READERS, Role
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Panel, panel_on, record
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.specials.actions import clean_request, fill_requests, saved_requests
from followthrough.winning.specials.models import Asked, ChangeRequest
from followthrough.winning.specials.queries import ANSWER, TOLD, alike, asked_before, wanted_answers, wanted_tellings

register_kind(ANSWER, _("Answer on a change"), "settings")
register_kind(TOLD, _("Word to the customer"), "message-circle")
register_rule(
    Rule(ANSWER, _("Engineering's answer to a change request, due after working days"), ANSWER, 5, wanted_answers)
)
register_rule(Rule(TOLD, _("The customer hears what came of it, due after working days"), TOLD, 1, wanted_tellings))
part_use(PartUse(_("Add to an opportunity"), "/parts/add", "lines.create"))


def request_facts(request: ChangeRequest, actor: Actor) -> list[tuple[Words, object]]:
    """Where it stands, how many, by when, and how often it was asked."""
    quantity = request.per_year if request.per_year is not None else _("not said")
    return [
        (_("State"), request.get_state_display()),
        (_("Per year"), quantity),
        (_("Needed by"), request.needed_by or _("no date")),
        (_("Asked"), asked_before(request, actor)),
    ]


record(
    ChangeRequest,
    plural="change-requests",
    ref="CR-{year}-{n:04}",
    group="sell",
    under="/products/",
    icon="pencil-line",
    columns=["ref", "name", "account", "product", "state", "per_year", "needed_by", "department", "owner"],
    form=[
        "name",
        "sort",
        "account",
        "product",
        "opportunity",
        "details",
        "per_year",
        "needed_by",
        "department",
        "owner",
    ],
    filters=["state", "account", "product", "opportunity", "department", "owner", "needed_by"],
    sorts=["needed_by"],
    match=["ref"],
    readers=READERS | {Role.DEPARTMENT},
    writers=DESK,
    clean=clean_request,
    fill=fill_requests,
    saved=saved_requests,
    facts=request_facts,
    fields={"per_year": {"adds_up": False}},
    views=[
        ("open", pgettext_lazy("change request", "Open"), {"state": "asked,review"}),
        ("quoted", pgettext_lazy("change request", "Quoted"), {"state": Asked.QUOTED}),
    ],
    panels=[
        promises_panel(),
        Panel(
            "alike",
            _("Asked for before"),
            rows=alike,
            of=ChangeRequest,
            columns=("name", "account", "state", "per_year", "result"),
            order=("-likeness", "-pk"),
            begins=_("Earlier requests like this one, and what came of them."),
        ),
    ],
    begins=_("What customers want made otherwise than in the catalogue, until somebody says whether it can be done."),
)
for below, label in (
    (Account, _("Change requests")),
    (Product, _("Change requests")),
    (Opportunity, _("Change requests")),
):
    panel_on(
        below,
        Panel(
            "change-requests",
            label,
            link=str(below._meta.model_name),
            of=ChangeRequest,
            columns=("name", "state", "needed_by", "owner"),
        ),
    )
