"""`GET /parts`: find a part by what is needed; `GET /parts/cross-references`: by another maker's number."""

from collections.abc import Mapping
from typing import Any

from followthrough.api.questions import Question, question
from followthrough.foundation.fitting.queries.crossing import crossed
from followthrough.foundation.fitting.queries.told import told
from followthrough.kernel.access.actor import Actor


def _crossed(given: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    found = crossed(given.get("number", ""), actor)
    return {
        "items": [
            {
                "maker": one.maker,
                "number": one.number,
                "ref": one.product.ref,
                "name": one.product.name,
                "likeness": one.likeness,
                "note": one.note,
            }
            for one in found
        ]
    }


question(
    Question(
        "/parts",
        "find_parts",
        "products.view",
        "Find parts by what is needed",
        {
            "family": "The number or the name of a part family.",
            "need": "Needs separated by semicolons, such as `Size=DN50; Rating>=150 lb; Bore=38 ± 0.5 mm; Face=RF|FF`.",
            "fits": "The number of a product the parts shall fit to.",
            "limit": "So many parts, 0 to 200, usually 50.",
            "offset": "So many fitting parts are left out first.",
        },
        told,
    )
)
question(
    Question(
        "/parts/cross-references",
        "find_by_other_number",
        "products.view",
        "Find our product by another maker's number",
        {"number": "Their number; blanks, signs and case do not matter."},
        _crossed,
    )
)
