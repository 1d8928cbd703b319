"""What is found, in which order, however it is written."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint, Interaction
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.search.finding import find
from followthrough.winning.pipeline.models import Opportunity
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ada():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def juniper():
    return cast.account("Juniper Process Controls", kind="client", former_id="OLD-0042", city="Köln")


def found(typed, actor=SYSTEM, plural="accounts", **asked):
    """The titles of the records of one kind."""
    return next(
        ([f.record.title for f in one.finds] for one in find(typed, actor, **asked) if one.kind.plural == plural), []
    )


@pytest.mark.parametrize(
    "typed",
    [
        "juniper", "JUNIPER proc", "jun", "controls jun", "júniper", "Juniper  Process   Controls", "old-0042",
        "old0042", "köln juniper", "koln", "junipr", "junpier", "jniper", "juniperr", "proces contrlos", "junniperr",
    ],
)  # fmt: skip
def test_account_is_found_however_its_words_are_written(juniper, typed):
    cast.account("Aspen Pumps")
    assert found(typed) == ["Juniper Process Controls"]


@pytest.mark.parametrize("typed", ["niper", "juniper aspen", "zzz", "j", "", "()", "&"])
def test_nothing_is_found_when_nothing_begins_so(juniper, typed):
    cast.account("Aspen Pumps")
    assert found(typed) == []


@pytest.mark.parametrize(
    "typed", ["(a+)+$", "'", "\\", "a' | 'b", "!a:* & b", "\x00jun", "\ud800", "‮nuj", "a" * 1_000_000]
)
def test_whatever_is_typed_is_taken_as_text(juniper, typed):
    assert isinstance(find(typed, SYSTEM), list)


def test_numbers_are_found_with_and_without_zeros_and_first(juniper):
    deal = cast.made(Opportunity, name="Pumps", account=juniper)
    _letters, year, digits = deal.ref.split("-")
    cast.account(f"Number {int(digits)} Ltd")
    for typed in (
        deal.ref,
        deal.ref.lower(),
        f"d-{year}-{int(digits)}",
        f"D{int(digits)}",
        f"{year}-{digits}",
        f"d{year}{digits}",
    ):
        assert found(typed, plural="opportunities") == ["Pumps"], typed
    assert find(f"#{int(digits)}", SYSTEM)[0].finds[0].rank == 0


@pytest.mark.parametrize(
    "typed",
    ["+1 415 555 0123", "(415) 555-0123", "0014155550123", "415.555.0123", "555-0123", "4155550123", "+1 415 55"],
)
def test_contact_is_found_by_phone_in_any_writing(juniper, typed):
    dana = cast.made(Contact, name="Dana Whitfield", account=juniper)
    cast.made(ContactPoint, contact=dana, channel="phone", value="+14155550123")
    assert found(typed, plural="contacts") == ["Dana Whitfield"]


@pytest.mark.parametrize(
    "typed", ["dana.whitfield@juniper.example", "whitfield@jun", "dana juniper", "DANA.W", "juniper.example"]
)
def test_contact_is_found_by_parts_of_the_address(typed):
    cast.made(Contact, name="Dana", email="dana.whitfield@juniper.example")
    assert found(typed, plural="contacts") == ["Dana"]


def test_order_is_exact_then_beginning_then_words_then_elsewhere_then_misspelt():
    for name, city in (
        ("Acme Junction", ""),
        ("Pumps", "Junction"),
        ("Junction", ""),
        ("Junction Box", ""),
        ("Junktion", ""),
    ):
        cast.account(name, city=city)
    assert found("junction", limit=9) == ["Junction", "Junction Box", "Acme Junction", "Pumps"]
    assert found("junktion", limit=9)[0] == "Junktion"


def test_own_and_visited_records_come_first_among_equals(ada):
    person = cast.person("Rita Rep", "rep", reach="all")
    cast.account("Juniper One", owner=person)
    visited = cast.account("Juniper Two")
    cast.account("Juniper Three")
    assert found("juniper", cast.as_actor(person))[0] == "Juniper One"
    assert found("juniper", ada, visits={("accounts.account", visited.ref)})[0] == "Juniper Two"
    assert found("juniper", ada)[0] == "Juniper Three"


def test_record_is_found_by_its_note_and_the_part_is_told(juniper):
    cast.does(
        cast.as_actor(cast.person("Ana", "manager", reach="all")),
        Account,
        "add-note",
        juniper,
        text="Wants the zeppelin drawing",
    )
    (one,) = find("zeppelin", SYSTEM)
    assert (one.finds[0].record, one.finds[0].via.text) == (juniper, "Wants the zeppelin drawing")


def test_what_changes_is_found_anew_at_once_and_what_is_binned_no_more(ada, juniper):
    cast.does(ada, Account, "edit", juniper, name="Aspen Pumps")
    assert (found("juniper"), found("aspen")) == ([], ["Aspen Pumps"])
    cast.does(ada, Account, "delete", juniper)
    assert found("aspen") == []
    cast.does(ada, Account, "restore", juniper)
    assert found("aspen") == ["Aspen Pumps"]


def test_words_of_many_records_lead_to_those_one_sees():
    rita = cast.person("Rita Rep", "rep", reach="own")
    cast.made(Interaction, kind="call", at="2026-11-20T10:00Z", text="zeppelin", by=rita)
    assert found("zeppelin", cast.as_actor(rita), plural="interactions") != []
