"""Limits on plain values: the nearest one holds, what can't be told needs approval, a change is not covered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.keystone.approvals.rules import (
    ABOVE,
    BELOW,
    PRESENT,
    Covered,
    Limit,
    Measured,
    covered_by,
    findings,
    goes_beyond,
    limits_for,
    mark_of,
    next_asked,
    uncovered,
)

D = Decimal
percents = st.decimals(min_value=0, max_value=100, places=2)


def limit(key=1, comparison=ABOVE, allowed="12", **values):
    return Limit(key, "off", comparison, None if allowed is None else D(allowed), "team_manager", **values)


def line(value, part="L-1", **values):
    mark = mark_of([part, D(value)]) if value is not None else "?"
    return Measured("off", None if value is None else D(value), mark, part, **values)


def test_nearest_limit_holds_a_persons_before_a_roles_before_everybodys():
    every, reps, femi = limit(1, allowed="10"), limit(2, role="rep"), limit(3, allowed="20", person=7)
    assert [one.key for one in limits_for([every, reps, femi], "rep", 7)] == [3]
    assert [one.key for one in limits_for([every, reps, femi], "rep", 8)] == [2]
    assert [one.key for one in limits_for([every, reps, femi], "coordinator", 9)] == [1]


def test_limit_for_one_product_leaves_the_general_one_in_force():
    found = limits_for([limit(1), limit(2, allowed="5", product=4, role="rep")], "rep", 1)
    assert [one.key for one in found] == [1, 2]


@given(value=percents, allowed=percents)
def test_value_needs_approval_exactly_beyond_the_limit(value, allowed):
    assert goes_beyond(limit(allowed=str(allowed)), line(value)) == (value > allowed)
    assert goes_beyond(limit(comparison=BELOW, allowed=str(allowed)), line(value)) == (value < allowed)


@pytest.mark.parametrize(
    ("one", "measured", "beyond"),
    [
        (limit(), line(None), True),
        (limit(unit="USD"), line("1", unit="EUR"), True),
        (limit(unit="USD"), line("1", unit="USD"), False),
        (limit(comparison=PRESENT, allowed=None, product=4), line("0", product=4), True),
        (limit(comparison=PRESENT, allowed=None, product=4), line("0", product=5), False),
        (limit(allowed="5", family="Valves"), line("6", family="valves"), True),
        (limit(allowed="5", family="Valves"), line("6", family="Hoses"), False),
    ],
)
def test_what_can_not_be_told_or_compared_needs_approval_and_scopes_narrow(one, measured, beyond):
    assert goes_beyond(one, measured) is beyond


@given(values=st.lists(percents, max_size=6), allowed=percents, data=st.data())
def test_only_what_was_approved_as_it_is_now_is_covered(values, allowed, data):
    lines = [line(value, f"L-{n}") for n, value in enumerate(values)]
    found = findings([limit(allowed=str(allowed))], lines)
    assert [one.measured for one in found] == [one for one in lines if one.value > allowed]
    approved = data.draw(st.sets(st.sampled_from([covered_by(one) for one in found]))) if found else set()
    assert uncovered(found, approved) == [one for one in found if covered_by(one) not in approved]
    changed = {Covered(one.measure, one.part, one.mark + "x", one.authority) for one in approved}
    assert uncovered(found, changed) == found


def test_second_order_is_asked_once_nothing_of_the_first_is_open():
    first, second = limit(1), Limit(2, "off", ABOVE, D(25), "finance", order=2)
    found = findings([first, second], [line("30")])
    assert [one.limit.key for one in next_asked(found, set())] == [1]
    assert next_asked(found, {covered_by(found[0])}) == []
    left = uncovered(found, {covered_by(found[0])})
    assert [one.limit.key for one in next_asked(left, set())] == [2]


@given(number=st.decimals(min_value=0, max_value=10**6, places=3))
def test_equal_numbers_have_the_same_mark(number):
    assert mark_of([number]) == mark_of([number + D("0.0000")])
    assert mark_of([number]) != mark_of([number + 1])
