"""The words of accounts agree with each other."""

from followthrough.foundation.accounts import models
from followthrough.foundation.accounts.rules import (
    DEFAULT_CADENCE_DAYS,
    OUTCOMES,
    AccountKind,
    AccountStatus,
    ChannelKind,
    InteractionKind,
    Outcome,
    Segment,
    Validity,
    failure_of,
    is_contact,
    may_use,
    needs_repair,
)


def test_each_segment_has_its_cadence_and_major_accounts_the_shortest() -> None:
    assert DEFAULT_CADENCE_DAYS == {Segment.MAJOR: 14, Segment.KEY: 30, Segment.STANDARD: 90, Segment.NONE: None}


def test_an_address_is_usable_or_broken_or_left_alone() -> None:
    assert [validity for validity in Validity if may_use(validity)] == [Validity.WORKS, Validity.NOT_CHECKED]
    assert [validity for validity in Validity if not may_use(validity) and not needs_repair(validity)] == [
        Validity.OPTED_OUT
    ]
    assert all(needs_repair(failure_of(channel)) for channel in ChannelKind)


def test_each_outcome_belongs_to_a_kind_of_interaction() -> None:
    assert {outcome for outcomes in OUTCOMES.values() for outcome in outcomes} == set(Outcome)
    assert set(OUTCOMES) == set(InteractionKind)


def test_only_a_conversation_restarts_the_contact_cadence() -> None:
    counted = [
        (kind, outcome) for kind, outcomes in OUTCOMES.items() for outcome in outcomes if is_contact(kind, outcome)
    ]
    assert counted == [
        (InteractionKind.CALL, Outcome.REACHED),
        (InteractionKind.CALL, Outcome.CALL_BACK),
        (InteractionKind.MEETING, Outcome.HELD),
        (InteractionKind.VISIT, Outcome.HELD),
    ]
    assert (is_contact(InteractionKind.EMAIL, None), is_contact(InteractionKind.NOTE, None)) == (True, False)


def test_stored_words_of_the_tables_are_those_of_the_rules() -> None:
    assert set(models.AccountKind.values) == {*AccountKind}
    assert set(models.AccountStatus.values) == {*AccountStatus}
    assert set(models.Validity.values) == {*Validity}
    assert set(models.InteractionKind.values) == {*InteractionKind}
    assert set(models.Outcome.values) == {*Outcome}
    assert set(models.Channel.values) == {*ChannelKind} - {ChannelKind.POST}
