"""What contracts add to records below them: their panel on accounts and deals, filters of the list of promises."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Condition, Panel, condition_on, panel_on
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, ContractDiscount, Entitlement, ServicePackage
from followthrough.winning.contracts.queries import conditions
from followthrough.winning.contracts.queries.standing import packages_of
from followthrough.winning.pipeline.models import Opportunity

for _model, _column in ((Account, "account"), (Opportunity, "opportunity")):
    panel_on(
        _model,
        Panel(
            "contracts",
            pgettext_lazy("panel", "Contracts"),
            link=_column,
            of=Contract,
            columns=("name", "state", "starts_on", "term_ends_on", "notice_by"),
            order=("-state_since",),
        ),
    )

panel_on(
    Account,
    Panel(
        "packages",
        _("Service packages"),
        rows=packages_of,
        of=ServicePackage,
        columns=("name", "contract", "standing", "effective_from", "effective_until"),
        verbs=("add-package", "change-package", "remove-package"),
        order=("-effective_from", "-pk"),
    ),
)

FILTERS: tuple[tuple[Field, Callable[[Any, Actor], Q]], ...] = (
    (Field("contract", Kind.LINK, _("Contract"), link=Contract), conditions.of_contracts),
    (Field("entitlement", Kind.LINK, _("Entitlement"), link=Entitlement), conditions.of_entitlements),
    (Field("contract_discount", Kind.LINK, _("Contract discount"), link=ContractDiscount), conditions.of_discounts),
    (Field("fulfilment", Kind.LINK, _("Counted in the fulfilment of"), link=Contract), conditions.counted_for),
    (Field("broken", Kind.YES_NO, _("Late or missed")), conditions.is_broken),
)
for _field, _where in FILTERS:
    condition_on(Promise, Condition(_field, _where))
