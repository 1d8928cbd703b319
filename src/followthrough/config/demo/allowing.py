"""What reps may not decide alone, who was asked, and what was approved."""

from followthrough.config.demo.stage import Stage
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteState

# name, measure, comparison, limit, whose limit, more
RULES = (
    ("Line discount of reps", "quotes.line_discount", "above", "12", {"for_role": "rep"}),
    ("Line discount of coordinators", "quotes.line_discount", "above", "10", {"for_role": "coordinator"}),
    ("Large discounts", "quotes.discount", "above", "25", {"approver_role": "finance", "order": 2}),
    ("Time to pay", "quotes.payment", "above", "45", {"approver_role": "finance", "hours": 8}),
)
MARGIN = ("Margin", "quotes.margin", "below", "20", {"approver_role": "finance", "order": 2})


def tell_approvals(stage: Stage) -> None:
    """Rules since a while; two lines of Femi's newest drafts beyond their limit, one approved, one still asked."""
    long_ago = stage.at(-1, 8.5)
    for name, measure, comparison, limit, more in (*RULES, MARGIN):
        row = {"name": name, "subject": "quotes.quote", "measure": measure, "comparison": comparison, "limit": limit}
        (rule,) = stage.makes("Gareth", ApprovalRule, [{**row, **more}], at=long_ago)
        if name != MARGIN[0]:
            stage.does("Gareth", ApprovalRule, "switch-on", rule, at=long_ago)
    drafts = Quote._default_manager.filter(state=QuoteState.DRAFT, owner=stage.people["Femi"]).order_by("pk")
    found = [quote for quote in drafts if _lines(quote)]
    for quote, last in zip(found, (False, True), strict=False):
        _asked(stage, quote, discount="15" if last else "18", answered=not last)


def _asked(stage: Stage, quote: Quote, *, discount: str, answered: bool) -> None:
    line = _lines(quote)[0]
    day, hour = (-1, 9.2) if answered else (0, 9.6)
    stage.does("Femi", Line, "edit", line, at=stage.at(day, hour - 0.2), discount=discount)
    why = "They order every quarter, and their board decides this week."
    stage.does("Femi", Quote, "ask-approval", quote, at=stage.at(day, hour), note=why)
    if answered:
        approval = Approval._default_manager.get(subject_id=quote.pk, subject_kind="quotes.quote")
        said = "Fine for this volume. Keep it to this order."
        stage.does("Gareth", Approval, "approve", approval, at=stage.at(day, hour + 0.35), comment=said)


def _lines(quote: Quote) -> list[Line]:
    rows = Line._default_manager.filter(opportunity=quote.opportunity_id, is_heading=False, product__isnull=False)
    return list(rows.filter(unit_price__isnull=False, binned_at__isnull=True).order_by("position", "pk"))
