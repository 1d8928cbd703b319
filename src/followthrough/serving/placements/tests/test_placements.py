"""A placement that was sold waits for its material, goes live with proof, comes down; a slot is sold once."""

import struct
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.notes.queries import notes_on
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.serving.placements.models import Placement, Slot
from followthrough.serving.placements.queries.showing import slot_to_take
from followthrough.serving.placements.rules.pictures import Creative, read_creative
from followthrough.web.showing import reader_of
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.pages.fulfilment import fulfilment_panel, owed_to_see
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = pytest.mark.slow

SIGNED_AT = datetime(2026, 1, 22, 15, tzinfo=UTC)
LATER = datetime(2026, 2, 20, 15, tzinfo=UTC)


def png(width: int, height: int, name: str = "banner.png") -> ContentFile:  # type: ignore[type-arg]
    """The head of a picture of that size."""
    return ContentFile(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + bytes(9), name=name)


def sold(by: Actor, **values: Any) -> Contract:
    """A contract with one banner of four weeks from 2 March, put up by Tech."""
    contract = agreements.drafted()
    tech = cast.made(Team, name="Tech", is_department=True)
    told = {"name": "Banner", "kind": "placement", "department": tech, "first_on": date(2026, 3, 2), "flight_days": 28}
    cast.made(Entitlement, contract=contract, **{**told, **values})
    with clock_at(SIGNED_AT):
        return agreements.signed(by, contract)


def due_by(contract: Contract) -> list[tuple[str, str, str]]:
    """What is owed under it: kind, day, state."""
    kinds = ("contracts.placement", "contracts.material", "placements.take_down")
    rows = Promise.objects.filter(account=contract.account, kind__in=kinds).order_by("due", "pk")
    return [(one.kind.split(".")[1], str(one.due_on), one.state) for one in rows]


@pytest.mark.django_db
def test_a_sold_placement_waits_goes_live_with_proof_and_comes_down() -> None:
    by = agreements.desk()
    contract = sold(by)
    placement = Placement.objects.get(contract=contract)
    assert (placement.starts_on, placement.ends_on) == (date(2026, 3, 2), date(2026, 3, 29))
    assert due_by(contract) == [
        ("material", "2026-02-16", "open"), ("placement", "2026-03-02", "open"), ("take_down", "2026-03-30", "open"),
    ]  # fmt: skip
    slot = cast.made(Slot, medium="The Process Letter", position="Top banner", width=468, height=60)
    with clock_at(LATER):
        cast.does(by, Placement, "take-slot", placement, slot=slot.ref)
        with pytest.raises(Invalid, match="300 × 250 pixels; the slot takes 468 × 60"):
            cast.does(by, Placement, "receive-creative", placement, file=png(300, 250))
        with pytest.raises(Invalid, match="none of PNG"):
            cast.does(by, Placement, "receive-creative", placement, file=ContentFile(b"<html>", name="a.png"))
        cast.does(by, Placement, "receive-creative", placement, file=png(468, 60))
        with pytest.raises(Refused, match="the target address"):
            cast.does(by, Placement, "go-live", placement, note="Up")
        for wrong in ("javascript:alert(1)", "example", "https://a:b@example.com/"):
            with pytest.raises(Invalid):
                cast.does(by, Placement, "set-target", placement, target_url=wrong)
        cast.does(by, Placement, "set-target", placement, target_url="https://example.com/valves")
        assert due_by(contract)[0] == ("material", "2026-02-16", "kept")
        with pytest.raises(Invalid):
            cast.does(by, Placement, "go-live", placement, early="The issue is out early")
        with pytest.raises(Invalid, match="Its first day is 2 Mar"):
            cast.does(by, Placement, "go-live", placement, link="https://example.com/page")
        shown = {"link": "https://example.com/page", "early": "The issue is out early"}
        cast.does(by, Placement, "go-live", placement, **shown)
    assert [one.text for one in notes_on(placement, by)] == [
        "Live before its first day, 2 Mar 2026: The issue is out early"
    ]
    promise = Promise.objects.get(pk=placement.promise_id)
    assert (promise.state, [one.url for one in promise.evidence.all()]) == ("kept", ["https://example.com/page"])
    cast.does(by, Placement, "take-down", placement)
    assert [state for _kind, _day, state in due_by(contract)] == ["kept", "kept", "kept"]


@pytest.mark.django_db
def test_an_ad_page_waits_for_its_artwork_alone() -> None:
    by = agreements.desk()
    contract = sold(by, name="Full page", stands_as="ad_page")
    placement = Placement.objects.get(contract=contract)
    assert (placement.kind, placement.needs_target) == ("ad_page", False)
    assert Promise.objects.get(kind="contracts.material").what == "Artwork for: Full page"
    with clock_at(LATER):
        cast.does(by, Placement, "receive-creative", placement, file=ContentFile(b"%PDF-1.7", name="page.pdf"))
        assert due_by(contract)[0] == ("material", "2026-02-16", "kept")
        cast.does(by, Placement, "go-live", placement, note="Page 3", early="The issue is out early")


@pytest.mark.django_db
def test_why_it_is_live_is_asked_before_its_first_day_alone(client: Client) -> None:
    by = agreements.desk()
    placement = Placement.objects.get(contract=sold(by))
    cast.set_to(placement, creative="banner.png", target_url="https://example.com/valves")
    client.force_login(User.objects.get(pk=by.user_id))

    def asked(at: datetime) -> bool:
        with clock_at(at):
            page = client.get(f"/placements/{placement.ref}/do/go-live", HTTP_HX_REQUEST="true").content.decode()
        return 'name="early"' in page

    assert (asked(LATER), asked(datetime(2026, 3, 2, 15, tzinfo=UTC))) == (True, False)


@pytest.mark.django_db
def test_the_free_slot_of_the_issue_in_its_flight_is_proposed() -> None:
    by = agreements.desk()
    contract = sold(by, name="Full page", stands_as="ad_page", place="The Process Letter, page 3")
    placement = Placement.objects.get(contract=contract)
    page = {"medium": "The Process Letter", "issue": "March", "kind": "ad_page", "appears_on": date(2026, 3, 2)}
    third, _cover = (cast.made(Slot, position=position, **page) for position in ("Page 3", "Back cover"))
    cast.made(Slot, position="Page 3", **{**page, "issue": "April", "appears_on": date(2026, 4, 1)})
    assert slot_to_take(placement, by) == {"slot": third}
    cast.made(Placement, contract=contract, name="Another", kind="ad_page", starts_on=date(2026, 3, 2), slot=third)
    assert slot_to_take(placement, by) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["slot", "edit"])
def test_a_wait_is_over_once_no_address_is_needed(how: str) -> None:
    by = agreements.desk()
    contract = sold(by)
    placement = Placement.objects.get(contract=contract)
    with clock_at(LATER):
        cast.does(by, Placement, "receive-creative", placement, file=ContentFile(b"%PDF-1.7", name="page.pdf"))
        assert due_by(contract)[0] == ("material", "2026-02-16", "open")
        if how == "slot":
            slot = cast.made(Slot, medium="The Process Letter", issue="March", position="Page 3", kind="ad_page")
            cast.does(by, Placement, "take-slot", placement, slot=slot.ref)
        else:
            cast.does(by, Placement, "edit", placement, needs_target=False)
    assert due_by(contract)[0] == ("material", "2026-02-16", "kept")


@pytest.mark.django_db
def test_a_cancelled_placement_frees_its_slot_and_a_contract_that_ends_cancels_the_rest() -> None:
    by = agreements.desk()
    contract = sold(by, recurrence="FREQ=MONTHLY", needs_days=5)
    slot = cast.made(Slot, medium="Flow & Fitting", issue="March", position="Back cover")
    first, second, third = Placement.objects.filter(contract=contract).order_by("starts_on")[:3]
    with clock_at(LATER):
        cast.does(by, Placement, "take-slot", first, slot=slot.ref)
        with pytest.raises(Refused, match="sold already"):
            cast.does(by, Placement, "take-slot", second, slot=slot.ref)
        cast.does(by, Placement, "cancel", first, reason="They have no budget")
        cast.does(by, Placement, "take-slot", second, slot=slot.ref)
        cast.does(by, Placement, "move", third, starts_on=date(2026, 5, 11), ends_on=date(2026, 5, 24))
        cast.does(by, Contract, "terminate", contract, terminated_on=date(2026, 6, 30), reason="Agreed")
    states = [one.state for one in Placement.objects.filter(contract=contract).order_by("pk")]
    assert states == ["cancelled", *["booked"] * 3, *["cancelled"] * 7]
    downs = Promise.objects.filter(kind="placements.take_down").order_by("pk")
    assert [one.state for one in downs] == ["waived", *["open"] * 3, *["void"] * 7]
    moved = Promise.objects.get(pk=third.promise_id)
    assert (moved.due_on, moved.state) == (date(2026, 5, 11), "open")


@pytest.mark.slow
@pytest.mark.django_db
def test_pages_show_placements_in_every_look_and_each_figure_opens_its_rows() -> None:
    by = agreements.desk()
    contract = sold(by, recurrence="FREQ=MONTHLY")
    reader, client = reader_of(by), Client()
    client.force_login(User.objects.get(pk=by.user_id))
    for look in ("", "as=board", "as=calendar", "as=timeline"):
        answer = client.get(f"/placements/?{look}")
        assert (answer.status_code, b"Banner" in answer.content) == (200, True), look
    (panel,) = fulfilment_panel(contract, owed_to_see(contract, reader), reader)
    figures = [one for group in panel.content.groups for row in group.rows for one in row.figures]
    figures += panel.content.figures
    opened = {one.url: int(one.text) for one in figures if one.url}
    kind, rows = type_of(Promise), Promise.visible_to(by)
    told = {url: narrowed(kind, rows, dict(parse_qsl(urlsplit(url).query)), by).count() for url in opened}
    assert told == opened  # each number opens exactly its rows
    assert len(opened) >= 6
    answer = client.get(f"/contracts/{contract.ref}/")
    assert b"What was sold, and who owes it" in answer.content


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_want_the_back_cover_one_gets_it() -> None:
    by = agreements.desk()
    contract = sold(by)
    slot = cast.made(Slot, medium="Flow & Fitting", issue="March", position="Back cover")
    values = {"contract": contract.ref, "name": "Ad", "starts_on": "2026-12-01", "slot": slot.ref}
    together = Barrier(50)

    def take(_number: int) -> str:
        together.wait()
        try:
            return str(cast.does(by, Placement, "create", **values).ref)
        except Refused as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as callers:
        answers = list(callers.map(take, range(50)))
    assert (answers.count("refused"), Placement.objects.filter(slot=slot).count()) == (49, 1)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (png(728, 90).read(), Creative("PNG", 728, 90)),
        (b"GIF89a" + struct.pack("<HH", 300, 250), Creative("GIF", 300, 250)),
        (b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x0b\x08" + struct.pack(">HH", 60, 468) + b"\1", Creative("JPEG", 468, 60)),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x3f\1\0\xc7\0\0", Creative("WebP", 320, 200)),
        (b"%PDF-1.7", Creative("PDF")),
        (b"\xff\xd8\xff\xe0\xff\xffcut", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_creative_is_known_by_its_bytes(head: bytes, found: Creative | None) -> None:
    assert read_creative(head) == found
