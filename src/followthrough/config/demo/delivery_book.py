"""What the departments of Fathom & Vale deliver this week, what customers said of it, and what went wrong."""

from dataclasses import dataclass

CAPACITY = {"Design": 2, "Tech": 3, "Production": 3, "Warehouse": 4}
WAREHOUSE = ("Warehouse", "warehouse@fathomvale.example")  # nobody of it signs in: it gets the daily letter


@dataclass(frozen=True)
class Delivery:
    """Something a department owes on a day of this week (0 is Monday)."""

    day: int
    department: str
    account: str
    what: str
    shown: str
    by: str = "Yuki"
    hour: float = 0.0


WEEK = (
    Delivery(0, "Production", "Tamarack Pipe Works", "120 couplings VC-40", "Two pallets, receipt signed."),
    Delivery(0, "Production", "Oldford Milling", "Sample file, 500 rows", "Sent, and opened the same day."),
    Delivery(0, "Design", "Harrow & Quill Media", "Half page, proof 1", "Proof approved by Meredith."),
    Delivery(0, "Warehouse", "Maplewright Canada", "Parcel 1 of the October order", "Parcel number is on the order."),
    Delivery(1, "Production", "Saltmarsh Desalination", "Six gasket sets", "Sent by courier."),
    Delivery(1, "Design", "Almazara del Segura", "Anuncio de media página, prueba", "Prueba aprobada.", by="Lucía"),
    Delivery(1, "Tech", "Bluestem Growers Exchange", "Match of 8,200 accounts", "Matched, 94 % found.", hour=16.0),
    Delivery(1, "Warehouse", "Lakemont Dairy Systems", "2 pallets of brackets", "Receipt signed."),
    Delivery(1, "Warehouse", "Maplewright Canada", "Parcel 2 of the October order", "Handed to the carrier."),
    Delivery(1, "Accounting", "Ashgrove Valve Supply", "Booth bill at 15% off", "Bill sent with the discount."),
    Delivery(2, "Production", "Tamarack Pipe Works", "Second half of the couplings", "One pallet, receipt signed."),
    Delivery(2, "Production", "Grünwald Armaturwerk", "Test pieces VC-80", "Three pieces sent.", by="Lucía"),
    Delivery(2, "Design", "Harrow & Quill Media", "Full page, final", "Files are with the printer.", hour=15.0),
    Delivery(2, "Design", "Elbkontor Agrardaten", "Banner set, three sizes", "Three sizes sent.", by="Lucía"),
    Delivery(2, "Design", "Lakemont Dairy Systems", "Banner for the valves page", "Banner sent."),
    Delivery(2, "Tech", "Oldford Milling", "October traffic report", "Report sent."),
    Delivery(2, "Warehouse", "Cinder Creek Foundry", "Rush order of elbows", "Left at noon.", hour=14.0),
    Delivery(2, "Accounting", "Pellworth Analytics", "Bill for the extra records", "Bill sent."),
    Delivery(3, "Production", "Quarry Hill Aggregates", "Wear plates, first lot", "Sent."),
    Delivery(3, "Tech", "Havelmühle", "Access to the weekly file", "Access opened.", by="Lucía"),
    Delivery(3, "Tech", "Pellworth Analytics", "Usage report of last month", "Report is in their portal."),
    Delivery(3, "Trade shows", "Northgate Brewing Supply", "Two seats at the supper", "Seats are booked."),
    Delivery(4, "Production", "Molinos Valdeoca", "Muestra de Grainline Iberia", "Muestra enviada.", by="Lucía"),
    Delivery(4, "Design", "Harrow & Quill Media", "Cover of the catalogue", "Cover sent."),
    Delivery(4, "Tech", "Pellworth Analytics", "Check of three links", "All three work."),
    Delivery(4, "Warehouse", "Ashgrove Valve Supply", "60 elbows", "Sent."),
)
# of what is due today, for each coordinator: what departments still have before them, and customers still to be asked
STILL_OUT, STILL_TO_ASK = 2, 1
ASKED = {"en": "Asked by phone: all of it is as it should be.", "es": "Preguntado por teléfono: todo está bien."}
# who coordinates, how many kept deliveries back, on time, as expected, in their words
SAID = (
    ("Yuki", 2, "yes", "yes", "Exactly what we needed."),
    ("Yuki", 4, "yes", "yes", ""),
    ("Lucía", 1, "yes", "partly", "El texto en español tenía dos erratas."),
    ("Yuki", 6, "no", "yes", "Two days later than planned, but good."),
    ("Lucía", 3, "yes", "yes", "Todo perfecto."),
)
MISSED = ("Design", "Harrow & Quill Media", "Banner in the September newsletter", "The file came after the newsletter.")
MADE_GOOD = ("A banner in the next two newsletters", "480.00", 6)
# who, what was wrong, what it saved
CAUGHT = (
    ("Yuki", "The quote held last year's price of VC-40.", "A quote 9 % too low"),
    ("Yuki", "The delivery address was the old plant.", "A pallet sent 300 km too far"),
    ("Lucía", "La factura llevaba el IVA de otro país.", "Una factura rectificativa"),
)
