"""How long it takes to find a part among a hundred thousand, with what fits, what comes near and what is offered.

Run it as `bin/benchmark fitting`. It starts a database of its own in a scratch folder, fills it with made-up parts in families
of different sizes (the largest holds a fifth of all), each with eight attributes, asks what people ask, and prints p50 and
p95 in milliseconds by the clock and in processor time of this process and the database's.
"""

import argparse
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house
from benchmarks.ground.meter import Cost, measured, middle, p95

ATTRIBUTES = (
    ("Size", "size", "", "same"),
    ("Rating", "rating", "", "higher"),
    ("Face", "text", "", "same"),
    ("Material", "text", "", "same"),
    ("Bore", "length", "mm", "same"),
    ("Length", "length", "mm", "same"),
    ("Pressure", "pressure", "bar", "higher"),
    ("Temperature", "temperature", "°C", "same"),
)
ASKS = {
    "a family opened": (),
    "one need": ("Size=DN50",),
    "two needs": ("Size=DN50", "Rating=300 lb"),
    "four needs": ("Size=DN50", "Rating=300 lb", "Face=f2", "Material=m3"),
    "ranges": ("Bore=40..60 mm", "Length=100 ± 5 mm", "Pressure>=25 bar"),
    "most of them": ("Rating>=300 lb", "Pressure<=40 bar"),
    "loose": ("Rating>=150 lb", "Temperature=20 °C"),
    "nothing fits": ("Size=DN600", "Rating=2500 lb", "Face=f9"),
}
# One part after another: its family grows with its number, so that some families are large and most are not.
PARTS = """
INSERT INTO fitting_partsheet (ref, version, created_at, updated_at, product_id, family_id, problems, designation, custom, values)
SELECT 'DS-9' || n, 1, now(), now(), p.id, f.id, '[]', '', '{}', jsonb_build_object(
  a[1]::text, jsonb_build_array(jsonb_build_object('w', 'DN' || s, 'k', 'DN' || s, 's', 'DN', 'u', 'DN', 'l', s::text, 'h', s::text)),
  a[2]::text, jsonb_build_array(jsonb_build_object('w', r || ' lb', 'k', r || ' lb', 's', 'class', 'u', 'class', 'l', r::text, 'h', r::text)),
  a[3]::text, jsonb_build_array(jsonb_build_object('w', 'f' || n % 4, 'k', 'f' || n % 4, 's', '', 'u', '')),
  a[4]::text, jsonb_build_array(jsonb_build_object('w', 'm' || n % 7, 'k', 'm' || n % 7, 's', '', 'u', '')),
  a[5]::text, jsonb_build_array(jsonb_build_object('w', b || ' mm', 'k', b::text, 's', '', 'u', 'mm', 'l', b::text, 'h', b::text)),
  a[6]::text, jsonb_build_array(jsonb_build_object('w', l || ' mm', 'k', l::text, 's', '', 'u', 'mm', 'l', l::text, 'h', l::text)),
  a[7]::text, jsonb_build_array(jsonb_build_object('w', '≤ ' || t || ' bar', 'k', '..' || t, 's', '', 'u', 'bar',
    'l', '-100000000000000', 'h', t::text)),
  a[8]::text, jsonb_build_array(jsonb_build_object('w', '-20..' || t * 4 || ' °C', 'k', '-20..' || t * 4, 's', '', 'u', '°C',
    'l', '-20', 'h', (t * 4)::text)))
FROM generate_series(1, :size) n JOIN catalogue_product p ON p.code = 'P' || n
CROSS JOIN (SELECT array_agg(id ORDER BY id) a, array_agg(id ORDER BY id) FROM fitting_attribute) x
CROSS JOIN LATERAL (SELECT (ARRAY[15,20,25,32,40,50,65,80,100,125,150,200])[1 + n % 12] s,
  (ARRAY[150,300,600,900])[1 + (n / 12) % 4] r, 10 + n % 97 b, 40 + n % 211 l, (ARRAY[10,16,25,40,64])[1 + n % 5] t) v
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM fitting_partfamily) f
  ON f.place = CASE WHEN n % 5 = 0 THEN 1 ELSE 2 + n % 39 END;
"""


def main() -> int:
    """Fill, ask, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=100_000)
    given.add_argument("--times", type=int, default=10)
    options = given.parse_args()
    with scratch_house():
        move_in()
        fill(options.size)
        _ask(options.times)
    print_load()
    return 0


def fill(size: int) -> None:
    """So many parts in families of different sizes."""
    from django.db import connection, connections

    from followthrough.foundation.catalogue.models import Product
    from followthrough.foundation.fitting.models import Attribute, FamilyAttribute, PartFamily
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of

    now = clock.now()
    with acting(SYSTEM, "fill", surface="benchmark", now=now), connection.cursor() as cursor:

        def made(model: Any, rows: list[dict[str, Any]]) -> list[Any]:
            return create_records(type_of(model), rows, by=SYSTEM, now=now)

        named = [{"name": n, "measure": m, "unit": u, "better": b} for n, m, u, b in ATTRIBUTES]
        attributes = made(Attribute, named)
        families = made(PartFamily, [{"name": f"Family {n:02}"} for n in range(40)])
        links = [{"family": f, "attribute": a, "position": n} for f in families for n, a in enumerate(attributes)]
        made(FamilyAttribute, links)
        made(
            Product,
            [
                {"name": f"Part {n}", "code": f"P{n}", "kind": "part", "lifecycle": "on_sale"}
                for n in range(1, size + 1)
            ],
        )
        cursor.execute(PARTS.replace(":size", str(size)))
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _ask(times: int) -> None:
    from followthrough.foundation.fitting.models import PartFamily
    from followthrough.foundation.fitting.queries.attributes import attributes_by_name
    from followthrough.foundation.fitting.queries.needs import read_needs
    from followthrough.foundation.fitting.queries.selection import Asked, find_parts
    from followthrough.kernel.access.actor import SYSTEM

    names, whole = attributes_by_name(SYSTEM), []
    families = {"a usual family": "Family 07", "the largest family": "Family 00"}
    print(f"{'asked':<20}{'of':<20}{'fit':>8}{'p50 ms':>9}{'p95 ms':>9}{'CPU p50':>9}{'CPU p95':>9}{'of it SQL':>10}")
    for size, family_name in families.items():
        family = PartFamily._default_manager.get(name=family_name)
        for name, lines in ASKS.items():
            asked = Asked(family, tuple(read_needs(list(lines), names)))
            find_parts(asked, SYSTEM)
            runs = [measured(lambda asked=asked: find_parts(asked, SYSTEM)) for _time in range(times)]
            costs = [cost for cost, _answer in runs]
            whole += costs
            _told(name, size, f"{runs[0][1].count:,}", costs)
    _told("all of them", "", "", whole)


def _told(name: str, of: str, count: str, costs: list[Cost]) -> None:
    clock, spent = [cost.clock for cost in costs], [cost.processor for cost in costs]
    figures = (middle(clock), p95(clock), middle(spent), p95(spent))
    said = "".join(f"{one:>9.1f}" for one in figures)
    print(f"{name:<20}{of:<20}{count:>8}{said}{middle([cost.database for cost in costs]):>10.1f}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
