"""Nothing goes out beyond a limit without whoever may allow it, and an answer covers what was asked and no more."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from followthrough.kernel import clock
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Cover
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.keystone.approvals.actions import settle_everything
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.approvals.queries.caught import caught_by
from followthrough.keystone.approvals.queries.standing import standing_of
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.rules import payment_days, percent_off
from followthrough.winning.quotes.tests.desk import Desk
from tests import cast

pytestmark = pytest.mark.slow

D = Decimal
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.fixture
def desk(db):
    with clock.clock_at(MONDAY):
        yield Desk()


def owed():
    """The promises and waits of questions."""
    return Promise.objects.filter(kind__startswith="approvals.")


def test_quote_within_limits_goes_out_and_one_beyond_says_why_and_whom_to_ask(desk):
    within, beyond = desk.quote(a="12"), desk.quote(a="10", b="15")
    assert desk.send(within).number == 1
    with pytest.raises(Refused, match=r"Line 2 is 15% off. Your limit is 12%. Ask Lena Fischer for approval first."):
        desk.send(beyond)
    assert desk.fresh(beyond).state == "draft"


def test_approved_line_goes_out_and_the_approval_remembers_it(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote, note="They take 60 each month")
    assert (asked.state, asked.approver, asked.asker, asked.reasons, asked.number) == (
        "asked", desk.lena, desk.femi, "Line 1 is 15% off. The limit is 12%.", 1,
    )  # fmt: skip
    with pytest.raises(Refused, match="Lena Fischer was asked and has not answered yet"):
        desk.send(quote)
    with clock.clock_at(MONDAY + timedelta(minutes=20)):
        cast.does(desk.manager, Approval, "approve", asked, comment="Fine for this volume")
        desk.send(quote)
    done = desk.fresh(asked)
    assert (done.state, done.answered_by, done.answer_minutes, done.used_at) == (
        "approved", desk.lena, 20, MONDAY + timedelta(minutes=20),
    )  # fmt: skip
    with pytest.raises(Refused):
        cast.does(desk.manager, Approval, "return", done, comment="Too late")


def test_question_is_a_promise_with_a_clock_and_a_wait_for_the_asker_and_both_end_with_it(desk):
    asked = desk.ask(desk.quote(a="15"))
    owed, wait = asked.promise, asked.wait
    assert (owed.owner, owed.due_at, owed.what) == (
        desk.lena, datetime(2026, 11, 23, 13, 40, tzinfo=UTC), f"Approve or return {asked.subject_ref}, Line 2 rebuild",
    )  # fmt: skip
    assert (wait.direction, wait.minder, wait.owed_to, wait.source_ref) == (
        "wait", desk.femi, "Lena Fischer", asked.subject_ref,
    )  # fmt: skip
    for verb, values in (("keep", {"note": "Done"}), ("let-go", {"reason": "not_needed"}), ("hand-over", {})):
        with pytest.raises(Refused):
            cast.does(desk.manager, Promise, verb, owed, **values)
    cast.does(desk.manager, Approval, "return", asked, comment="12 is enough")
    assert [desk.fresh(one).state for one in (owed, wait)] == ["kept", "kept"]
    assert Notice.objects.filter(user=desk.femi, text__contains="12 is enough").count() == 1


def test_nobody_answers_their_own_question_and_only_those_named_do(desk):
    quote = desk.quote(a="15")
    desk.rules(name="Discount of managers", limit="5", for_role="manager")
    cast.does(desk.manager, Quote, "ask-approval", quote)
    own = Approval.objects.get()
    assert (own.asker, own.approver) == (desk.lena, desk.iris)
    with pytest.raises(Refused, match="You asked for it yourself"):
        cast.does(desk.manager, Approval, "approve", own)
    with pytest.raises(Refused, match="Iris Admin answers this"):
        cast.does(desk.rep, Approval, "approve", own)
    cast.does(desk.admin, Approval, "approve", own)
    assert desk.fresh(own).answered_by == desk.iris


def test_cover_and_delegate_answer_too_unless_they_asked(desk):
    carla = cast.person("Carla Cover", "coordinator", desk.team, reach="team")
    dora = cast.person("Dora Delegate", "coordinator", desk.team, reach="team")
    cast.made(Cover, user=desk.lena, by=carla, starts_on=MONDAY.date())
    cast.does(desk.admin, ApprovalRule, "edit", desk.rule, delegate=dora.ref)
    for stand_in in (carla, dora):
        asked = desk.ask(desk.quote(a="15"))
        assert (asked.approver, asked.delegate) == (desk.lena, dora)
        cast.does(cast.as_actor(stand_in), Approval, "approve", asked)
        assert desk.fresh(asked).answered_by == stand_in
    desk.rules(name="Of coordinators", limit="1", for_role="coordinator")
    quote = desk.quote(a="15")
    cast.does(cast.as_actor(carla), Quote, "ask-approval", quote)
    with pytest.raises(Refused):
        cast.does(cast.as_actor(carla), Approval, "approve", Approval.objects.latest("pk"))


def test_rule_of_an_administrator_may_let_the_approver_answer_their_own(desk):
    with pytest.raises(Invalid, match="own_allowed"):
        cast.does(desk.manager, ApprovalRule, "edit", desk.rule, own_allowed=True)
    desk.rules(name="Of managers", limit="5", for_role="manager", approver=desk.lena.ref, own_allowed=True)
    quote = desk.quote(a="15")
    cast.does(desk.manager, Quote, "ask-approval", quote)
    cast.does(desk.manager, Approval, "approve", Approval.objects.get())
    assert Approval.objects.get().answered_by == desk.lena


def test_change_that_matters_voids_it_and_the_spelling_of_a_note_does_not(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote)
    cast.does(desk.manager, Approval, "approve", asked)
    cast.does(desk.rep, Quote, "edit", quote, note="Bagged and labelled")
    line = quote.opportunity.lines.get()
    cast.does(desk.rep, Line, "edit", line, description="Swivel nut, steel")
    assert desk.fresh(asked).state == "approved"
    cast.does(desk.rep, Line, "edit", desk.fresh(line), quantity="6")
    fallen = desk.fresh(asked)
    assert (fallen.state, fallen.comment) == ("void", "Line 1 was changed.")
    with pytest.raises(Refused, match="Ask Lena Fischer"):
        desk.send(quote)


def test_approval_of_one_line_stays_while_another_is_changed_and_only_that_is_asked_again(desk):
    quote = desk.quote(a="15", b="18")
    first = desk.ask(quote)
    cast.does(desk.manager, Approval, "approve", first)
    second = quote.opportunity.lines.latest("pk")
    cast.does(desk.rep, Line, "edit", second, discount="20")
    assert desk.fresh(first).state == "approved"
    stands = standing_of(desk.fresh(quote), desk.rep)
    assert [(one.finding.measured.label, one.is_approved) for one in stands] == [("Line 1", True), ("Line 2", False)]
    again = desk.ask(quote)
    assert again.reasons == "Line 2 is 20% off. The limit is 12%."
    cast.does(desk.manager, Approval, "approve", again)
    desk.send(quote)


def test_open_question_falls_away_with_its_promise_when_the_line_is_lowered_or_taken_off(desk):
    lowered, deleted = desk.quote(a="15"), desk.quote(a="15", b="0")
    asked = [desk.ask(lowered), desk.ask(deleted)]
    cast.does(desk.rep, Line, "lower", lowered.opportunity.lines.get())
    assert lowered.opportunity.lines.get().discount == D(12)
    cast.does(desk.rep, Line, "delete", deleted.opportunity.lines.earliest("pk"))
    assert [desk.fresh(one).state for one in asked] == ["void", "void"]
    assert {one.state for one in owed()} == {"void"}
    desk.send(lowered)


def test_change_by_another_road_is_not_covered_and_the_timetable_meets_it(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote)
    cast.does(desk.manager, Approval, "approve", asked)
    desk.behind_the_back(discount=D(40))
    with pytest.raises(Refused, match="40% off"):
        desk.send(quote)
    assert settle_everything() == 1
    assert desk.fresh(asked).state == "void"


def test_answer_to_what_was_changed_meanwhile_is_refused(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote)
    desk.behind_the_back(discount=D(16))
    with pytest.raises(Refused, match="changed since it was asked"):
        cast.does(desk.manager, Approval, "approve", asked)


def test_price_written_by_hand_below_the_list_counts_as_a_discount(desk):
    quote = desk.quote(a="0")
    line = quote.opportunity.lines.get()
    cast.does(desk.rep, Line, "edit", line, unit_price="28.80")
    with pytest.raises(Refused, match="Line 1 is 25% off"):
        desk.send(quote)
    cast.does(desk.rep, Line, "lower", desk.fresh(line))
    line = desk.fresh(line)
    assert (line.unit_price, line.discount) == (D("38.40"), D(12))
    assert percent_off(D(100), D(90), D(10)) == D(19)


@pytest.mark.parametrize(
    ("measure", "values", "arrange", "said"),
    [
        ("quotes.discount", {"limit": "10"}, {"discount": "11"}, "All discounts together are 11%"),
        ("quotes.margin", {"limit": "50", "comparison": "below"}, {}, "The margin is below the limit"),
        ("quotes.payment", {"limit": "30"}, {"payment_terms": "Net 60"}, "The customer gets 60 days to pay"),
        ("quotes.payment", {"limit": "30"}, {"payment_terms": "When it suits"}, "can't be read from “When it suits”"),
        ("quotes.total", {"limit": "2000", "currency": "USD"}, {}, "The net total is 2,304.00 USD"),
        ("quotes.total", {"limit": "9000", "currency": "EUR"}, {}, "The net total is"),
        ("quotes.product", {"comparison": "present", "family": "fittings"}, {}, "Line 1 has a product that needs"),
        ("quotes.term", {"limit": "12"}, {"line": True}, "Line 1 runs for 24 months"),
    ],
)
def test_everything_measured_holds_a_quote_back(desk, measure, values, arrange, said):
    desk.rules(name="Tried", measure=measure, **values)
    quote = desk.quote(a="0")
    if "discount" in arrange:
        cast.does(desk.rep, Opportunity, "edit", quote.opportunity, **arrange)
    elif "line" in arrange:
        cast.does(desk.rep, Line, "edit", quote.opportunity.lines.get(), charge="month", periods="24")
    elif arrange:
        cast.does(desk.rep, Quote, "edit", quote, **arrange)
    with pytest.raises(Refused, match=said):
        desk.send(desk.fresh(quote))


def test_margin_is_told_in_figures_only_to_those_who_may_see_it(desk):
    desk.rules(name="Margin", measure="quotes.margin", comparison="below", limit="50")
    quote = desk.quote(a="0")
    asked = desk.ask(quote)
    assert (asked.reasons, asked.inside) == (
        "The margin is below the limit. The limit is 50%.", "The margin is 47.92%. The limit is 50%.",
    )  # fmt: skip


def test_two_rules_that_ask_the_same_person_make_one_question_with_both_reasons(desk):
    desk.rules(name="Quotes above 1,000", measure="quotes.total", limit="1000", currency="USD", hours=2)
    quote = desk.quote(a="15")
    approval = desk.ask(quote)
    assert (Approval.objects.count(), approval.approver, len(approval.parts)) == (1, desk.lena, 2)
    assert len(approval.reasons.splitlines()) == 2
    assert list(
        Promise.objects.filter(kind__startswith="approvals.").values_list("kind", flat=True).order_by("kind")
    ) == [
        "approvals.answer",
        "approvals.wait",
    ]
    assert all(line in approval.promise.source_text for line in approval.reasons.splitlines())
    cast.does(desk.manager, Approval, "approve", approval)
    assert desk.send(quote).number == 1


def test_rules_of_different_authority_are_covered_by_the_one_answer_of_whom_both_name(desk):
    desk.rules(name="Lena on totals", measure="quotes.total", limit="1000", currency="USD", approver=desk.lena.ref)
    quote = desk.quote(a="15")
    approval = desk.ask(quote)
    assert (Approval.objects.count(), approval.authority) == (1, "")
    cast.does(desk.manager, Approval, "approve", approval)
    assert desk.send(quote).number == 1


def test_second_order_is_asked_by_the_first_approval(desk):
    fin = cast.person("Marguerite Oyelaran", "finance", reach="all")
    desk.rules(name="Far off", limit="25", for_role="rep", approver_role="finance", order="2")
    quote = desk.quote(a="30")
    first = desk.ask(quote)
    assert (first.approver, Approval.objects.count()) == (desk.lena, 1)
    cast.does(desk.manager, Approval, "approve", first)
    second = Approval.objects.latest("pk")
    assert (second.approver, second.asker, second.state) == (fin, desk.femi, "asked")
    with pytest.raises(Refused, match="Marguerite"):
        desk.send(quote)
    cast.does(cast.as_actor(fin), Approval, "approve", second)
    desk.send(quote)


def test_question_can_be_taken_back_and_asked_once_at_a_time(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote)
    with pytest.raises(Refused, match="asked already"):
        desk.ask(quote)
    with pytest.raises(Refused):
        cast.does(desk.manager, Approval, "withdraw", asked)
    cast.does(desk.rep, Approval, "withdraw", asked)
    assert (desk.fresh(asked).state, {one.state for one in owed()}) == ("withdrawn", {"void"})
    assert desk.ask(quote).state == "asked"


def test_approved_can_be_returned_until_it_went_out(desk):
    quote = desk.quote(a="15")
    asked = desk.ask(quote)
    cast.does(desk.manager, Approval, "approve", asked)
    cast.does(desk.manager, Approval, "return", asked, comment="On second thought, no")
    with pytest.raises(Refused):
        desk.send(quote)


def test_preview_of_a_rule_names_the_drafts_it_would_catch(desk):
    caught, spared = desk.quote(a="8"), desk.quote(a="4")
    wanted = {"subject": "quotes.quote", "measure": "quotes.line_discount", "limit": "5", "name": "Tighter"}
    ref = cast.does(desk.manager, ApprovalRule, "create", **wanted).ref
    rule = ApprovalRule.objects.get(ref=ref)
    assert [one.record for one in caught_by(rule, desk.manager)] == [caught]
    assert spared not in [one.record for one in caught_by(rule, desk.admin)]
    with pytest.raises(Denied):
        cast.does(desk.rep, ApprovalRule, "switch-on", rule)


def test_stranger_to_the_account_does_not_see_the_question(desk):
    asked = desk.ask(desk.quote(a="15"))
    other = cast.as_actor(cast.person("Otto Other", "rep", reach="own"))
    assert list(Approval.visible_to(other)) == []
    with pytest.raises(NotFound):
        cast.does(other, Approval, "approve", asked)


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ("", 0), ("30 days net", 30), ("Net 60", 60), ("2 % 10, net 30", 30), ("30/60/90", 90), ("a 90 días", 90),
        ("In advance", 0), ("Contado", 0), ("When it suits", None), ("Net ninety", None),
    ],
)  # fmt: skip
def test_days_are_read_from_terms_of_payment(terms, days):
    assert payment_days(terms) == days
