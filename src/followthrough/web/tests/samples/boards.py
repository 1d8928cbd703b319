"""The pipeline as a board, as in design/pipeline.html."""

# fmt: off

from followthrough.web.shapes import (
    ActionButton,
    BoardFigure,
    BoardPage,
    Card,
    Chip,
    Lane,
    Link,
    MoveChoice,
    Person,
    Ring,
    Segment,
    StackBar,
)
from followthrough.web.shapes.parts import Tone
from followthrough.web.tests.samples.sheet import ANA, MARCUS, PRIYA, TOM, Sheet, shell

STAGES = (
    ("qualify", "Qualify"),
    ("needs", "Needs agreed"),
    ("quoted", "Quoted"),
    ("negotiating", "Negotiating"),
    ("signing", "Signing"),
)


def deal(
    id: int, lane: str, title: str, text: str, amount: str, closes: str, by: Person, ring: Ring | None, foot: str
) -> Card:
    """One card."""
    moves = tuple(
        MoveChoice(key, name, "Needs a signed quote" if key == "signing" else "") for key, name in STAGES if key != lane
    )
    tone: Tone = "late" if ring and ring.state == "late" else "due" if not ring or ring.state == "due" else "plain"
    add = None if ring else Link("Add", "/form")
    return Card(
        str(id), title, "/record", text, amount, f"closes {closes}", by, ring=ring, foot=foot, foot_tone=tone, foot_link=add,
        move_url="/moved", version="3", moves=moves,
    )  # fmt: skip


def lanes() -> tuple[Lane, ...]:
    """The five stages."""
    return (
        Lane("qualify", "Qualify", (
            deal(1, "qualify", "Nordhavn Pumps", "PlantBase Nordics", "$24,000", "Feb", PRIYA, Ring("open", 20), "Call Hana, Wed 25"),
            deal(2, "qualify", "Corvane Valves", "6 full pages 2027", "$31,200", "Jan", PRIYA, None, "No next promise"),
            deal(3, "qualify", "Ridgeway Foods", "PlantBase Midwest trial", "$9,800", "Jan", MARCUS, Ring("open", 40), "Send sample, Mon 30"),
        ), "3", "10% likely", "$65,000", "$6,500 weighted"),
        Lane("needs", "Needs agreed", (
            deal(4, "needs", "Tessaro Ingeniería", "PlantBase Spain and Portugal", "$18,500", "Dec", PRIYA, Ring("open", 30), "Quote, Wed 25"),
            deal(5, "needs", "Pacific Weld Supply", "JIC adapters, yearly call-off", "$64,000", "Jan", MARCUS, Ring("open", 45), "Visit, Fri 27"),
            deal(6, "needs", "Hartmoor Seals", "Banner and 2 half pages", "$11,400", "Dec", PRIYA, Ring("due", 70), "Reply, today 17:00"),
        ), "3", "30% likely", "$93,900", "$28,170 weighted"),
        Lane("quoted", "Quoted", (
            deal(7, "quoted", "Bremer Fluid Systems", "Hydraulic adapters, Q-3187", "$6,515", "Nov", ANA, Ring("due", 78), "Send quote, today 11:00"),
            deal(8, "quoted", "Kestrel Media", "Full pages, Jan and Mar", "$22,400", "Dec", PRIYA, Ring("due", 62), "Rate card, today 12:41"),
            deal(9, "quoted", "Sable Ridge Mining", "ORFS hose kits", "$48,200", "Dec", MARCUS, Ring("late"), "Follow up, 2 days late"),
        ), "3", "50% likely", "$77,115", "$38,558 weighted"),
        Lane("negotiating", "Negotiating", (
            deal(10, "negotiating", "Juniper Process Controls", "Renewal 2027", "$118,000", "Jan", TOM, Ring("open", 71), "Offer, Fri 27"),
            deal(11, "negotiating", "Oakfield Co-op Supply", "PlantBase, 2 more regions", "$15,600", "Dec", PRIYA, Ring("open", 40), "Answer legal, Wed 25"),
        ), "48", "70% likely", "$220,100", "$154,070 weighted", Link("46 more in the list", "/list")),
        Lane("signing", "Signing", (), "0", "90% likely", "none yet", "$0 weighted"),
    )


def page() -> BoardPage:
    """The board."""
    month = "162,600 booked, 74,178 weighted"
    return BoardPage(
        "Deals by stage", lanes(), figures=(
            BoardFigure("November", "$236,778", "of $260,000 target", StackBar("November: 162,600 booked, 74,178 weighted, target 260,000", ((0.6, "f1"), (0.27, "aw")), 0.96), ((f"${month}", "plain"),)),
            BoardFigure("December", "$151,590", "of $240,000 target", StackBar("December: 96,400 booked", ((0.38, "f1"), (0.22, "aw")), 0.96), (("$96,400 booked, $55,190 weighted", "plain"),)),
            BoardFigure("January", "$237,450", "of $230,000 target", StackBar("January: 71,000 booked", ((0.29, "f1"), (0.68, "aw")), 0.93), (("$71,000 booked, $166,450 weighted", "plain"),)),
            BoardFigure("Promises on open deals", "14", "deals", lines=(("1 late", "late"), ("1 deal has no next promise", "due"))),
        ),
        chips=(Chip("Closes", "Nov to Feb", "?x", "calendar"),), clear_url="?", path="/board",
        legend=(("Booked", "f1"), ("Weighted", "aw"), ("Target", "tick")),
    )


def pipeline() -> Sheet:
    """The pipeline."""
    top = shell(
        "Pipeline", "/board", note="14 open deals", segments_label="View",
        segments=(Segment("Board", "/board", True, "kanban"), Segment("List", "/list", icon="list")),
        actions=(ActionButton("Excel", "/export.xlsx", "download"), ActionButton("New deal", "/form", "plus", "N", primary=True)),
        new_label="New deal",
    )
    return Sheet("/board", "web/board.html", page(), top)


def moved() -> Sheet:
    """The answer to a move."""
    return Sheet("/moved", "web/parts/board.html", page(), fragment=True)
