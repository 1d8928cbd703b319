"""A chain of evidence: every change of it is found and located."""

from typing import Any

import pytest

from followthrough.kernel.signatures.chain import Break, breaks, linked
from followthrough.kernel.signatures.tests.sealing import evidence_of


def chain(count: int = 5) -> list[dict[str, Any]]:
    events: Any = evidence_of(b"", count)["events"]
    return list(events)


def test_a_chain_left_alone_has_no_break() -> None:
    events = chain()
    assert list(breaks(events, head=events[-1]["hash"], count=5)) == []


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_event_is_named(number: int) -> None:
    events = chain()
    head = events[-1]["hash"]
    events[number - 1] = {**events[number - 1], "kind": "signed"}
    assert list(breaks(events, head=head, count=5)) == [Break(number, "changed")]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_missing_event_is_named(number: int) -> None:
    events = chain()
    head = events[-1]["hash"]
    del events[number - 1]
    assert list(breaks(events, head=head, count=5)) == [Break(number, "missing")]


def test_moved_events_are_named() -> None:
    events = chain()
    events[1], events[2] = events[2], events[1]
    assert list(breaks(events, count=5)) == [Break(2, "missing"), Break(2, "moved")]


def test_renumbered_events_are_named() -> None:
    events = chain()
    events[1], events[2] = {**events[2], "number": 2}, {**events[1], "number": 3}
    assert [one.number for one in breaks(events, count=5)] == [2, 3, 4]


def test_a_chain_made_anew_does_not_have_the_head_that_was_written_down() -> None:
    events, before = chain(), ""
    head = events[-1]["hash"]
    for place, event in enumerate(events):
        made = {**event, "kind": "declined", "before": before}
        before = linked(made, before)
        events[place] = {**made, "hash": before}
    assert list(breaks(events, count=5)) == []
    assert list(breaks(events, head=head, count=5)) == [Break(5, "changed")]
