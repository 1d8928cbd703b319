"""Doubles among made-up people with typing errors are found as often as measured, and hardly a stranger with them."""

import pytest

from benchmarks.doubles import found_of, shares

# Measured from 75 %: precision 100 % in both, recall 87 % of 500 pairs and 75 % of 6,538. Identity numbers and birth
# dates, which these files also hold, are left out: contacts have none. What is missed has another given or family name.
FLOORS = {"febrl_dataset1": (0.99, 0.85), "febrl_dataset3": (0.99, 0.73)}


@pytest.mark.realdata
@pytest.mark.parametrize("name", FLOORS)
def test_doubles_are_found_as_often_as_measured(name: str) -> None:
    _count, found, true, _seconds = found_of(name)
    precision, recall = shares(found, true, 75)
    print(f"{name}: precision {precision:.1%}, recall {recall:.1%}")  # noqa: T201 -- finding
    assert precision >= FLOORS[name][0]
    assert recall >= FLOORS[name][1]
