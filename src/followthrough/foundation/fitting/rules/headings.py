"""What a heading of a parts table means in the trade, and what a file's name says of all its rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from followthrough.values.measures import Measure, Unmeasurable, read_measure
from followthrough.values.measures.reading import fold
from followthrough.values.measures.units import UNITS, unit_named

# By the name of an attribute: what it measures, and how tables head it.
TRADE: Mapping[str, tuple[Measure, str]] = {
    "Size": (
        Measure.SIZE,
        "size;nominal size;pipe size;p size;psize;nps;dn;nominal diameter;nennweite;diametro nominal;tamano",
    ),
    "Outside diameter": (
        Measure.LENGTH,
        "od;outside diameter;outer diameter;o d;pipe od;aussendurchmesser;diametro exterior",
    ),
    "Inside diameter": (
        Measure.LENGTH,
        "id;inside diameter;inner diameter;i d;bore;innendurchmesser;diametro interior",
    ),
    "Wall thickness": (Measure.LENGTH, "thk;wall;wt;wall thickness;thickness;wandstarke;espesor"),
    "Rating": (Measure.RATING, "rating;class;pressure class;pressure rating;f class;fclass;lbs;pn;druckstufe;clase"),
    "Schedule": (Measure.SCHEDULE, "schedule;sch;wall schedule;cedula"),
    "Standard": (Measure.STANDARD, "standard;norm;norma;spec;specification"),
    "Thread": (Measure.THREAD, "thread;thread size;gewinde;rosca"),
    "Connection": (Measure.TEXT, "conn;connection;end connection;ends;end;anschluss;conexion"),
    "Facing": (Measure.TEXT, "face;facing;flange face;cara"),
    "Gender": (Measure.TEXT, "gender;male female"),
    "Material": (Measure.TEXT, "material;werkstoff;mat;grade"),
    "Type": (Measure.TEXT, "type;flange type;valve type;v type;vtype;typ;tipo"),
    "Bend angle": (Measure.ANGLE, "bend angle;angle;ang;winkel;angulo"),
    "Bend radius": (Measure.LENGTH, "bend radius;radius;radio"),
    "Length": (Measure.LENGTH, "length;lange;longitud;overall length"),
    "Height": (Measure.LENGTH, "height;hohe;altura"),
    "Weight": (Measure.MASS, "weight;mass;gewicht;peso"),
    "Working pressure": (Measure.PRESSURE, "pressure;working pressure;max pressure;druck;presion"),
    "Temperature": (Measure.TEMPERATURE, "temperature;temp;temperature range;temperatur;temperatura"),
    "Flow coefficient": (Measure.NUMBER, "kv;kvs;cv;flow coefficient"),
}
KNOWN: Mapping[str, tuple[str, Measure]] = {
    heading: (name, measure) for name, (measure, headings) in TRADE.items() for heading in headings.split(";")
}
UNIT_IN_HEADING = re.compile(r"(.+?)\s*(?:[(\[]\s*([^)\]]+?)\s*[)\]]|[,/_]\s*([^\s,/_]+))\s*")
OTHER_END = re.compile(r"(.+?)[\s_.-]*(?:2|ii|branch|outlet|reduced)", re.IGNORECASE)
RATED = re.compile(r"(\d{2,5}\s*lbs?|class\s*\d+|pn\s*\d+)[ _-]?(RF|FF|RTJ)?", re.IGNORECASE)
SCHEDULED = re.compile(r"sch(?:edule)?[ _-]?(?:\d{1,3}S?|STD|XXS|XS)", re.IGNORECASE)
STANDARDS = "ASME|ANSI|ASTM|API|DIN|EN|ISO|BS|JIS|GOST|MSS|AS|NF|UNI"
STANDARD = re.compile(rf"(?:{STANDARDS})(?:[ _-](?:EN|ISO|SP))*(?:[ _-]?[A-Z]?\d[\d.-]*)?", re.IGNORECASE)
ENDS = ("SW", "BW", "TH", "NPT", "BSP", "THD")


def name_key(text: str) -> str:
    """What names of attributes are told apart by: words without case and signs, letters of a drawing as they are.

    On a drawing D and d, or T1 and t1, are two dimensions.
    """
    plain = text.strip()
    return plain if len(plain) <= 3 and sum(sign.isalpha() for sign in plain) == 1 else fold(plain)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading understood: the attribute's name, its measure if the trade knows it, its unit, and which end."""

    name: str
    measure: Measure | None = None
    unit: str = ""
    other_end: bool = False


def read_heading(text: str) -> Heading:
    """ "OD (mm)", "PSize2", "Weight kg" as a name, a measure and a unit; unknown ones keep their name."""
    plain = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("*", " ")).split())
    if whole := _known(plain) or _known(text):
        return whole
    name, unit = _with_unit(plain)
    if found := _known(name) or _known(name.replace(" ", "")):
        return Heading(found.name, found.measure, _fitting_unit(found.measure, unit))
    if (far := OTHER_END.fullmatch(name)) and (found := _known(far[1]) or _known(far[1].replace(" ", ""))):
        return Heading(found.name, found.measure, _fitting_unit(found.measure, unit), True)
    for measure in UNITS if unit else ():
        if named := _fitting_unit(measure, unit):
            return Heading(name, measure, named)
    return Heading(text.strip() if not unit else plain)


def _known(text: str) -> Heading | None:
    key = fold(text)
    if key in KNOWN:
        name, measure = KNOWN[key]
        unit = key.upper() if key in ("dn", "nps", "pn") else ""
        return Heading(name, measure, unit)
    if key in ("kg", "lb") and text.strip() == key:
        return Heading("Weight", Measure.MASS, key)
    return None


def _with_unit(plain: str) -> tuple[str, str]:
    if found := UNIT_IN_HEADING.fullmatch(plain):
        return found[1], found[2] or found[3]
    name, _space, unit = plain.rpartition(" ")
    return (name, unit) if name and any(unit in units for units in UNITS.values()) else (plain, "")


def _fitting_unit(measure: Measure | None, unit: str) -> str:
    if measure is Measure.SIZE and unit:
        return "DN" if unit.lower() in ("dn", "mm") else "in" if unit.lower() in ("in", "inch", '"', "nps") else ""
    try:
        return unit_named(measure, unit) if measure and unit else ""
    except Unmeasurable:
        return ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says of its rows: their family, and values they share by attribute."""

    family: str
    same: Mapping[str, str]


def read_file_name(name: str) -> Named:
    """ "Flange_SO-RF-150lb.csv" tells of flanges, 150 lb, RF, of the type SO; a person looks at it before it counts."""
    rest = PurePath(name).name.split(".csv")[0].split(".xls")[0].split(".txt")[0].split(".ods")[0]
    rest = re.sub(r"[_ ]+", " ", rest)
    same: dict[str, str] = {}
    if (found := RATED.search(rest)) and (found.start() == 0 or not rest[found.start() - 1].isalnum()):
        same["Rating"] = re.sub(r"(\d)\s*lbs?", r"\1 lb", found[1], flags=re.IGNORECASE)
        if found[2]:
            same["Facing"] = found[2].upper()
        rest = rest.replace(found[0], " ", 1)
    for attribute, pattern in (("Schedule", SCHEDULED), ("Standard", STANDARD)):
        found = re.search(rf"(?<![A-Za-z0-9])(?:{pattern.pattern})(?![A-Za-z0-9])", rest, re.IGNORECASE)
        if found:
            same[attribute] = re.sub(r"[ _-]+", " ", found[0]).strip()
            rest = rest.replace(found[0], " ", 1)
    words = [word for word in re.split(r"[\s-]+", rest) if word]
    return Named(words[0] if words else name, same | _of_words(words[1:], same))


def _of_words(words: Sequence[str], same: Mapping[str, str]) -> dict[str, str]:
    told: dict[str, str] = {}
    left = []
    for word in words:
        if word.upper() in ENDS and "Connection" not in told:
            told["Connection"] = word
        elif word.upper() in ("RF", "FF", "RTJ") and "Facing" not in same:
            told["Facing"] = word.upper()
        else:
            left.append(word)
    return told | ({"Type": " ".join(left)} if left else {})


def measure_of(cells: Sequence[str], unit: str = "") -> Measure:
    """What the values of a column look like, where its heading does not tell."""
    for measure in (Measure.NUMBER, Measure.SIZE, Measure.RATING, Measure.THREAD):
        if cells and all(_reads(cell, measure, unit) for cell in cells):
            return measure
    units = [measure for measure in UNITS if cells and all(_reads(cell, measure) for cell in cells)]
    return units[0] if units else Measure.TEXT


def reads_as(cells: Sequence[str], measure: Measure, unit: str, share: float = 0.8) -> bool:
    """Whether most values of a column can be read so."""
    return not cells or sum(_reads(cell, measure, unit) for cell in cells) >= share * len(cells)


def _reads(cell: str, measure: Measure, unit: str = "") -> bool:
    try:
        for part in cell.split(">"):
            read_measure(part, measure, unit)
    except Unmeasurable:
        return False
    return True
