"""What Fathom & Vale owes at this moment and is owed, told as a list; days are working days from today."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Owed:
    """One open promise: made by `by` so many days ago; due on a day, or today at an hour.

    `owner` is a first name or a department; `after` what happened to it since, in words that `promised.py` knows.
    """

    by: str
    owner: str
    account: str
    what: str
    made: int
    due: int
    hour: float = 0.0
    wait: bool = False
    after: tuple[tuple[str, ...], ...] = ()


PRESENT = (
    # late
    Owed("Yuki", "Yuki", "Lakemont Dairy Systems", "Send the corrected delivery note for the June couplings", -6, -2),
    Owed(
        "Yuki",
        "Yuki",
        "Maplewright Canada",
        "Answer whether VC-65 stands 90 °C in cleaning",
        -5,
        -1,
        after=(("note", "Paulina measured 94 °C on the bench; waiting for her sheet."),),
    ),
    Owed("Yuki", "Design", "Harrow & Quill Media", "Finish artwork for the newsletter banner, week after next", -7, -1),
    Owed("Lucía", "Lucía", "Almazara del Segura", "Enviar el fichero de octubre corregido", -4, -1),
    Owed(
        "Femi",
        "Femi",
        "Wexcombe Foods",
        "Send three references from grain buyers",
        -8,
        -3,
        after=(("redate", "-3", "capacity", "Second week of the fair; they know."),),
    ),
    # today
    Owed("Yuki", "Yuki", "Oldford Milling", "Call about the sample file before their planning meeting", -2, 0, 11.5),
    Owed("Femi", "Yuki", "Pellworth Analytics", "Send the API usage of last month", -3, 0, 16.5),
    Owed("Yuki", "Yuki", "Tamarack Pipe Works", "Confirm delivery date of 400 VC-40", -4, 0),
    Owed(
        "Claire",
        "Claire",
        "Ashgrove Valve Supply",
        "Send the distributor price list, new edition",
        -6,
        0,
        after=(("note", "Price list is final; Gareth signed it off."),),
    ),
    Owed("Yuki", "Tech", "Bluestem Growers Exchange", "Load the autumn file of Grainline Midwest", -9, 0, 15.0),
    Owed("Jonas", "Jonas", "Grünwald Armaturwerk", "Send the test report for VC-80", -3, 0),
    Owed("Lucía", "Lucía", "Prensa Industrial Ebro", "Confirmar la fecha del anuncio de media página", -2, 0, 12.0),
    # this week and later
    Owed("Yuki", "Yuki", "Bluestem Growers Exchange", "Walk the new analyst through the autumn file", -2, 1, 14.0),
    Owed("Yuki", "Yuki", "Harrow & Quill Media", "Send click report for the September banners", -3, 1),
    Owed("Yuki", "Trade shows", "Northgate Brewing Supply", "Reserve two seats at the brewers' supper", -5, 2),
    Owed("Yuki", "Yuki", "Oldford Milling", "Prepare figures for the yearly review", -4, 3),
    Owed("Yuki", "Production", "Saltmarsh Desalination", "Ship the six replacement gasket sets", -3, 2),
    Owed("Femi", "Femi", "Corbel Instruments", "Visit the plant in Ann Arbor", -6, 4, 10.0),
    Owed("Jonas", "Tech", "Elbkontor Agrardaten", "Open the test access to the API", -4, 3),
    Owed("Jonas", "Jonas", "Havelmühle", "Send the offer for the weekly file", -2, 2),
    Owed("Lucía", "Lucía", "Molinos Valdeoca", "Llamar para cerrar la renovación", -3, 5),
    Owed("Gareth", "Gareth", "Oldford Milling", "Thank the board for the reference, by hand", -1, 4),
    Owed("Yuki", "Accounting", "Cinder Creek Foundry", "Send the statement of the two open invoices", -6, 1),
    Owed("Claire", "Claire", "Quarry Hill Aggregates", "Send drawings of the wear plates", -7, 6),
    # out of sight for a while
    Owed(
        "Yuki", "Yuki", "Ferncliff Ingredients", "Ask how the first data file is used", -8, 8, after=(("snooze", "5"),)
    ),
    Owed(
        "Yuki", "Yuki", "Kettle River Cooperative", "Call after their harvest meeting", -10, 7, after=(("snooze", "4"),)
    ),
    # handed over
    Owed(
        "Femi",
        "Femi",
        "Saltmarsh Desalination",
        "Find out who signs for the spare parts contract",
        -6,
        2,
        after=(("hand", "Yuki", "You know their front desk better than I do."),),
    ),
    Owed(
        "Yuki",
        "Yuki",
        "Lakemont Dairy Systems",
        "Draw the bracket they sketched on the phone",
        -5,
        4,
        after=(("hand", "Design", "Sketch is attached."), ("file", "bracket-sketch.pdf")),
    ),
    # they owe us
    Owed(
        "Yuki",
        "",
        "Maplewright Canada",
        "Purchase order number for the October shipment",
        -11,
        -3,
        wait=True,
        after=(
            ("push", "-8", "Mail to purchasing; they wait for a stamp."),
            ("push", "-4", "Called. New person in purchasing, starts Monday."),
        ),
    ),
    Owed(
        "Yuki",
        "",
        "Harrow & Quill Media",
        "Logo as vector file",
        -6,
        1,
        wait=True,
        after=(("push", "-2", "Their designer is back on Thursday."),),
    ),
    Owed("Yuki", "", "Tamarack Pipe Works", "Signed drawing for the flange", -4, 3, wait=True),
    Owed(
        "Jonas",
        "",
        "Isarwerk Dichtungen",
        "Mixing instructions for the EPDM seal",
        -9,
        -2,
        wait=True,
        after=(("push", "-5", "Asked again by mail."),),
    ),
    Owed(
        "Lucía",
        "",
        "Vinhedo Alto",
        "Contrato firmado",
        -7,
        2,
        wait=True,
        after=(("push", "-3", "Llamada: lo firma el director el lunes."),),
    ),
    Owed("Femi", "", "Elmhurst Print & Mail", "Proof of the buyer's guide cover", -3, 1, wait=True),
)

# a promise of ours that waits for one of theirs
BLOCKED = (
    (
        "Send the order confirmation for October",
        "Yuki",
        "Maplewright Canada",
        -10,
        2,
        "Purchase order number for the October shipment",
    ),
    ("Set the banner with the new logo", "Design", "Harrow & Quill Media", -5, 3, "Logo as vector file"),
)

# what comes round again: owner or department, minder, account, words, rule
STANDING = (
    ("Tech", "Yuki", "Oldford Milling", "Deliver the monthly Grainline Midwest file", "FREQ=MONTHLY;BYMONTHDAY=28"),
    (
        "Tech",
        "Lucía",
        "Almazara del Segura",
        "Entregar el fichero mensual de Grainline Iberia",
        "FREQ=MONTHLY;BYMONTHDAY=26",
    ),
    ("Yuki", "Yuki", "Harrow & Quill Media", "Send the click report", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("Accounting", "Yuki", "Ashgrove Valve Supply", "Send the distributor's statement", "FREQ=MONTHLY;BYDAY=-1FR"),
)

# what is promised in conversations: said, promised next, kept with
CALLS = (
    (
        "Asked for the technical sheet of the coupling.",
        "Send the technical sheet",
        "Sheet sent by mail, opened the same day.",
    ),
    (
        "The last file had two empty columns.",
        "Send the file again, complete",
        "New file delivered; they checked the row count with us.",
    ),
    (
        "Wants to know when the parts leave our house.",
        "Tell them the shipping date",
        "Told by phone; pallet leaves on the date given.",
    ),
    (
        "Thinks about a second placement in spring.",
        "Send the media kit with spring dates",
        "Media kit sent with the three free dates marked.",
    ),
    (
        "New colleague needs access to the data portal.",
        "Open access for the new colleague",
        "Access opened, first sign-in seen.",
    ),
    (
        "Invoice shows the old address.",
        "Send the corrected invoice",
        "Corrected invoice sent; accounts payable confirmed it.",
    ),
    (
        "Compared our price with another house.",
        "Send the volume price for 500 pieces",
        "Volume price sent as agreed with Gareth.",
    ),
    (
        "Asked for a visit at the plant.",
        "Propose two dates for a visit",
        "Two dates proposed; the second one is taken.",
    ),
    ("Happy with the autumn figures.", "Ask for a sentence we may quote", "Quote received by mail."),
    (
        "Seal leaked after four weeks; wants to know why.",
        "Report what the bench test shows",
        "Report sent: torque was too low, video attached.",
    ),
    ("Wants the sample for Iberia before deciding.", "Send the sample of Grainline Iberia", "Sample of 500 rows sent."),
    (
        "Their board meets next week.",
        "Send one page for the board",
        "One page sent, with the two figures they asked for.",
    ),
)
MAILS = (
    "Thanks for the quick answer, that settles it.",
    "Attached our new delivery address, valid from the first of the month.",
    "Could you confirm the quantity once more?",
    "The file arrived and loads without errors.",
    "We will be at the fair on the second day; coffee at your booth?",
    "Please use the project number in all papers from now on.",
    "Our purchasing changes to the portal in January; nothing to do for you yet.",
)

# what departments did in the past months: department, who of it, asked by, words, shown by
DEPARTMENT_WORK = (
    ("Design", "Hetty", "Yuki", "Draw the half page for the next issue", "Approved proof attached to the job."),
    ("Design", "Hetty", "Lucía", "Adapt the banner to Spanish", "Three sizes delivered."),
    ("Tech", "Radek", "Yuki", "Load the weekly file and check its totals", "Totals agree with the source to the row."),
    ("Tech", "Radek", "Lucía", "Repair the empty columns of the file", "File delivered again; check run is green."),
    ("Production", "Paulina", "Yuki", "Ship the couplings of this week's order", "Two pallets, receipt signed."),
    (
        "Production",
        "Paulina",
        "Yuki",
        "Measure the returned seal on the bench",
        "Measured twice; sheet is on the server.",
    ),
    ("Trade shows", "Stellan", "Yuki", "Book the booth corner and the power line", "Booking confirmed by the fair."),
    ("Accounting", "Marguerite", "Lucía", "Send the corrected invoice", "Corrected invoice sent, old one cancelled."),
)
