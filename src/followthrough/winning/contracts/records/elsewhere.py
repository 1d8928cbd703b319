"""What contracts add to records below them: their panel on accounts and deals, filters of the list of promises."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Condition, Panel, condition_on, panel_on
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.queries import conditions
from followthrough.winning.pipeline.models import Opportunity


def contracts_of(column: str) -> Any:
    """The rows of a panel of contracts on an account or a deal."""
    return lambda one, by: Contract.visible_to(by).filter(**{column: one})


for _model, _column in ((Account, "account"), (Opportunity, "opportunity")):
    panel_on(
        _model,
        Panel(
            "contracts",
            pgettext_lazy("panel", "Contracts"),
            rows=contracts_of(_column),
            of=Contract,
            columns=("name", "state", "starts_on", "term_ends_on", "notice_by"),
            order=("-state_since",),
        ),
    )

OF_CONTRACT = Field("contract", Kind.LINK, _("Contract"), link=Contract)
OF_ENTITLEMENT = Field("entitlement", Kind.LINK, _("Entitlement"), link=Entitlement)
condition_on(Promise, Condition(OF_CONTRACT, conditions.of_contracts))
condition_on(Promise, Condition(OF_ENTITLEMENT, conditions.of_entitlements))
