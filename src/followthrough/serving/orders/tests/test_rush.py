"""The rush lane: the consequence first, then approval, then the new day; and telling the customer of slips."""

import pytest
from django.test import Client

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import answer
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_named
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.promises.actions.engine import run_rules
from followthrough.keystone.promises.models import Promise, Slip
from followthrough.serving.orders.actions.founding import ensure_order_defaults
from followthrough.serving.orders.models import ChecklistStep, DateChange, SheetQuestion
from followthrough.serving.orders.queries.slips import untold
from followthrough.serving.orders.tests.desk import NEXT_WEEK, NOW, days
from tests import cast

pytestmark = pytest.mark.slow


@pytest.fixture
def rushed(desk):
    """The usual rule on, a manager who decides, a department without room."""
    with acting(SYSTEM, "arrange", surface="test", now=NOW):
        ensure_order_defaults(by=SYSTEM, now=NOW)
        ensure_order_defaults(by=SYSTEM, now=NOW)
    desk.lena = cast.person("Lena Fischer", "manager", desk.team, reach="all")
    cast.set_to(desk.team, manager=desk.lena)
    setting = type_named("deliveries.departmentsetting")  # known above, so that the week's room is told from there
    cast.made(setting.model, department=desk.fulfilment, per_day=0)
    return desk


def test_a_first_day_brings_questions_a_checklist_and_one_rule(rushed):
    assert (ApprovalRule.objects.filter(subject="orders.order").count(), ChecklistStep.objects.count()) == (1, 3)
    assert SheetQuestion.objects.count() == 8


def test_a_rush_tells_what_slips_is_approved_and_promised_anew(rushed):
    order = rushed.entered(owner=rushed.ana.ref)
    other = cast.made(Promise, what="Deliver to Juniper", due_on=days(3), department=rushed.fulfilment)
    with pytest.raises(Invalid) as told:
        rushed.does(order, "rush", wanted_on=days(2), reason="Line stands still")
    assert str(told.value.fields["seen"]) == (
        "Fulfilment owes 1 promises that week and can keep 0; this brings 1 more. "
        "1 would slip: Deliver to Juniper. Tick that you have seen it."
    )
    rushed.does(order, "rush", wanted_on=days(2), reason="Line stands still", seen=True)
    approval = Approval.objects.get()
    assert (approval.approver, approval.reasons, rushed.fresh(order).rush_state) == (
        rushed.lena,
        "The order is wanted 3 days earlier than promised.",
        "asked",
    )
    cast.does(cast.as_actor(rushed.lena), Approval, "approve", approval)
    line = rushed.lines(order)[0]
    assert (rushed.fresh(order).rush_state, line.promised_on, line.promise.due_on) == ("granted", days(2), days(2))
    assert line.promise.counted_due == line.promise.due
    assert rushed.fresh(other).due_on == days(3)


def test_a_returned_rush_leaves_the_day_as_it_was(rushed):
    order = rushed.entered(owner=rushed.ana.ref)
    rushed.does(order, "rush", wanted_on=days(2), reason="Line stands still", seen=True)
    cast.does(cast.as_actor(rushed.lena), Approval, "return", Approval.objects.get(), comment="No room")
    assert (rushed.fresh(order).rush_state, rushed.lines(order)[0].promised_on) == ("returned", NEXT_WEEK)
    rushed.does(order, "rush", wanted_on=days(3), reason="Still", seen=True)
    assert rushed.fresh(order).rush_state == "asked"


def test_a_slip_is_told_from_a_prepared_letter_and_stands_on_record(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    with pytest.raises(Refused):
        desk.does(order, "tell")
    desk.does(line, "redate", promised_on=days(9), reason="supplier", text="The casting is late")
    desk.does(line, "redate", promised_on=days(10), reason="supplier")
    assert [one.before for one in untold(order, desk.by)] == [NEXT_WEEK, days(9)]
    desk.does(order, "tell", words="Sorry for that.")
    mail = Mail.objects.get()
    assert "– 10 × Swivel nut: 3 Dec 2026 instead of 30 Nov 2026 (A supplier was late)" in mail.text
    assert untold(order, desk.by) == []
    assert [one.told_how for one in DateChange.objects.order_by("pk")] == ["by mail to Kurt Bremer"] * 2
    assert list(Slip.objects.values_list("customer_told", flat=True)) == [True, True]


def tellings():
    return list(Promise.objects.filter(kind="orders.tell").order_by("pk").values_list("what", "due_on", "state"))


def test_telling_the_customer_of_a_slip_is_promised_until_they_know(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "redate", promised_on=days(9), reason="supplier")
    desk.does(desk.fresh(line), "redate", promised_on=days(10), reason="supplier")
    run_rules()
    told = f"Tell Bremer Fluid Systems that a day of {order.ref} moved"
    assert tellings() == [(told, days(1), "open")]  # two moves, one thing to say
    desk.does(order, "tell")
    assert tellings() == [(told, days(1), "kept")]
    desk.does(desk.fresh(line), "redate", promised_on=days(11), reason="supplier")
    desk.does(order, "mark-told", how="By phone")
    desk.does(desk.fresh(line), "redate", promised_on=days(12), reason="supplier")
    assert [state for _what, _due, state in tellings()] == ["kept", "kept", "open"]


def test_its_page_leads_to_the_order_and_writes_the_day_as_people_do(desk):
    order = desk.entered()
    desk.does(desk.lines(order)[0], "redate", promised_on=days(9), reason="supplier")
    one, client = Promise.objects.get(kind="orders.tell"), Client()
    client.force_login(desk.ana)
    page = client.get(f"/promises/{one.ref}/").content.decode()
    assert (f'href="/orders/{order.ref}/"' in page, "A promised day moved on Mon 23 Nov." in page) == (True, True)


def test_its_timeline_tells_the_days_it_moved_between_and_not_how_often(desk):
    order, client = desk.entered(), Client()
    line = desk.lines(order)[0]
    desk.does(line, "redate", promised_on=days(9), reason="supplier")
    client.force_login(desk.ana)
    page = client.get(f"/order-lines/{line.ref}/").content.decode()
    timeline = page[page.index("What happened") :]
    assert ("Promised on" in timeline, "Promised day moved" in timeline) == (True, False)


def test_who_keeps_the_promise_on_today_has_told_them(desk):
    order = desk.entered()
    desk.does(desk.lines(order)[0], "redate", promised_on=days(9), reason="supplier")
    one = Promise.objects.get(kind="orders.tell")
    desk.does(one, "keep", note="Called Kurt")
    assert (untold(order, desk.by), DateChange.objects.get(before=NEXT_WEEK).told_how) == ([], f"as {one.ref} shows")


def test_nobody_is_told_of_what_has_come_meanwhile_or_was_their_own_wish_told_at_once(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "redate", promised_on=days(9), reason="supplier")
    desk.does(desk.fresh(line), "deliver")
    assert [state for _what, _due, state in tellings()] == ["void"]
    other = desk.entered()
    desk.does(desk.lines(other)[0].promise, "redate", due_on=days(9), reason="supplier", customer_told=True)
    assert len(tellings()) == 1


def test_the_customer_sees_the_status_by_link_and_asks(desk):
    order = desk.entered()
    desk.does(desk.lines(order)[0], "deliver", quantity="4")
    desk.does(order, "send-status")
    assert "– 10 × Swivel nut: 4 delivered, promised for 30 Nov 2026" in Mail.objects.get().text
    answer(GuestLink.objects.get(), "ask", {"question": "Can it come on Friday?"}, version=None, key="1", now=NOW)
    (question,) = Promise.objects.filter(kind="orders.question")
    assert (question.owner, question.due_on) == (desk.ana, days(1))


def test_another_team_sees_nothing_of_an_order(desk):
    order = desk.entered()
    stranger = cast.as_actor(cast.person("Stan Strange", "rep", cast.made(Team, name="East")))
    assert not type(order).visible_to(stranger).exists()
