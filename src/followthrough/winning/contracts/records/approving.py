"""What in contracts and amendments can need approval: one set of rules holds for both."""

from followthrough.kernel.records.registry import saved_on
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.approvals.queries.subjects import register_subject
from followthrough.winning.contracts.actions.approving import SETTLED_AFTER, follow_approvals, settle_agreed
from followthrough.winning.contracts.models import Amendment, Contract
from followthrough.winning.contracts.queries import measuring

register_subject(
    Contract,
    measures=measuring.MEASURES,
    content=measuring.measured_on,
    drafts=measuring.open_contracts,
    is_draft=measuring.is_open,
)
register_subject(
    Amendment,
    measures=measuring.MEASURES,
    content=measuring.measured_in,
    drafts=measuring.draft_amendments,
    is_draft=measuring.is_draft,
    rules_of=Contract,
)
saved_on(Approval, follow_approvals)
for changing in SETTLED_AFTER:
    saved_on(changing, settle_agreed)
