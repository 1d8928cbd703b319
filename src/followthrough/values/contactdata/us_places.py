"""How addresses of the USA name states, kinds of streets and directions, and the short form of each."""

STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS",
    "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ",
    "new mexico": "NM", "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH",
    "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA",
    "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC",
    "puerto rico": "PR",
}  # fmt: skip
STATE_CODES = frozenset(STATES.values())
STREET_KINDS = {
    "allee": "aly", "alley": "aly", "aly": "aly", "avenue": "ave", "av": "ave", "ave": "ave", "avn": "ave",
    "boulevard": "blvd", "boul": "blvd", "blvd": "blvd", "circle": "cir", "cir": "cir", "court": "ct", "ct": "ct",
    "cove": "cv", "cv": "cv", "crescent": "cres", "cres": "cres", "crossing": "xing", "xing": "xing", "drive": "dr",
    "dr": "dr", "drv": "dr", "expressway": "expy", "expy": "expy", "freeway": "fwy", "fwy": "fwy", "highway": "hwy",
    "hwy": "hwy", "hill": "hl", "hl": "hl", "lane": "ln", "ln": "ln", "loop": "loop", "mall": "mall",
    "parkway": "pkwy", "pkwy": "pkwy", "pky": "pkwy", "pike": "pike", "place": "pl", "pl": "pl", "plaza": "plz",
    "plz": "plz", "point": "pt", "pt": "pt", "road": "rd", "rd": "rd", "route": "rte", "rte": "rte", "row": "row",
    "square": "sq", "sq": "sq", "street": "st", "st": "st", "str": "st", "terrace": "ter", "ter": "ter",
    "trail": "trl", "trl": "trl", "turnpike": "tpke", "tpke": "tpke", "walk": "walk", "way": "way", "wy": "way",
}  # fmt: skip
DIRECTIONS = {
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "n": "n", "s": "s", "e": "e", "w": "w", "ne": "ne", "nw": "nw", "se": "se", "sw": "sw",
}  # fmt: skip
