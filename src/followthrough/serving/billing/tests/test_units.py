"""Units of invoice lines: words for people, codes in the e-invoice."""

import pytest
from django.utils import translation

from followthrough.serving.billing.queries.units import NAMES, unit_coded, unit_said

TYPED = {
    "piece": "C62", "Pieces": "C62", "pieza": "C62", "piezas": "C62", "hours": "HUR", "horas": "HUR", "meses": "MON",
    "year": "ANN", "años": "ANN", "square metres": "MTK", "metros cuadrados": "MTK", "unidades": "", "c62": "C62",
    "H87": "H87", "zz": "ZZ", "a": "", "every hour": "",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_unit_is_typed_by_its_name_or_its_code(typed: str) -> None:
    if TYPED[typed]:
        assert unit_coded(typed) == TYPED[typed]
    else:
        with pytest.raises(ValueError, match="piece, hour or year"):
            unit_coded(typed)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_name_is_read_back_as_its_code(language: str) -> None:
    with translation.override(language):
        assert {unit_coded(unit_said(code)) for code in NAMES} == NAMES.keys()
        assert len({unit_said(code) for code in NAMES}) == len(NAMES)
        assert unit_said("H87") == "H87"
