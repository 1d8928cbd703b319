"""Measures are read as the trade writes them, and what is said is read back the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.measures import Measure, Unmeasurable, read_measure, read_measures, say_measure
from followthrough.values.measures.sizes import DN_OF_NPS

MM = Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("text", "measure", "unit", "low", "high", "key"),
    [
        ("1/2 in", Measure.LENGTH, "", Fraction(127, 10), Fraction(127, 10), "12.7"),
        ('1-1/4"', Measure.LENGTH, "", Fraction(3175, 100), Fraction(3175, 100), "31.75"),
        ("1 ½ in", Measure.LENGTH, "", Fraction(381, 10), Fraction(381, 10), "38.1"),
        ("12,7", Measure.LENGTH, "mm", Fraction(127, 10), Fraction(127, 10), "12.7"),
        ("10-20 mm", Measure.LENGTH, "", Fraction(10), Fraction(20), "10..20"),
        ("-20 to 200 °C", Measure.TEMPERATURE, "", Fraction(-20), Fraction(200), "-20..200"),
        ("-20..200", Measure.TEMPERATURE, "°C", Fraction(-20), Fraction(200), "-20..200"),
        ("212 °F", Measure.TEMPERATURE, "", Fraction(100), Fraction(100), "100"),
        ("≤ 16 bar", Measure.PRESSURE, "", None, Fraction(16), "..16"),
        ("max. 16", Measure.PRESSURE, "bar", None, Fraction(16), "..16"),
        ("38 ± 0.5 mm", Measure.LENGTH, "", Fraction(375, 10), Fraction(385, 10), "37.5..38.5"),
        ("37°", Measure.ANGLE, "", Fraction(37), Fraction(37), "37"),
        ("37°30'", Measure.ANGLE, "", Fraction(75, 2), Fraction(75, 2), "37.5"),
        ("DN15", Measure.SIZE, "", Fraction(15), Fraction(15), "DN15"),
        ('1/2"', Measure.SIZE, "", Fraction(15), Fraction(15), "DN15"),
        ("NPS 1-1/4", Measure.SIZE, "", Fraction(32), Fraction(32), "DN32"),
        ("1.5", Measure.SIZE, "in", Fraction(40), Fraction(40), "DN40"),
        ("PVC-16", Measure.SIZE, "", Fraction(16), Fraction(16), "PVC 16"),
        ("150lb", Measure.RATING, "", Fraction(150), Fraction(150), "150 lb"),
        ("600 lb", Measure.RATING, "", Fraction(600), Fraction(600), "600 lb"),
        ("Class 300", Measure.RATING, "", Fraction(300), Fraction(300), "300 lb"),
        ("PN 16", Measure.RATING, "", Fraction(16), Fraction(16), "PN16"),
        ("M20x1.5", Measure.THREAD, "", Fraction(20), Fraction(20), "M20x1-1/2"),
        ("1/2 NPT", Measure.THREAD, "", Fraction(127, 10), Fraction(127, 10), "NPT 1/2"),
        ("BSPP 1/2", Measure.THREAD, "", Fraction(127, 10), Fraction(127, 10), "G 1/2"),
        ("UNF 3/4-16", Measure.THREAD, "", Fraction(1905, 100), Fraction(1905, 100), "UNF 3/4-16"),
        ("sch-40", Measure.SCHEDULE, "", None, None, "SCH 40"),
        ("asme-b16.5", Measure.STANDARD, "", None, None, "asme b16 5"),
    ],
)
def test_a_value_is_read_as_the_trade_writes_it(text, measure, unit, low, high, key):
    found = read_measure(text, measure, unit)
    assert (found.low, found.high, found.key, found.written) == (low, high, key, text)


@pytest.mark.parametrize(
    ("text", "measure", "unit", "why"),
    [
        ("12", Measure.LENGTH, "", "unit_missing"),
        ("12 kg", Measure.LENGTH, "mm", "unit"),
        ("1,250 mm", Measure.LENGTH, "", "comma"),
        ("abc", Measure.LENGTH, "mm", "number"),
        ("1/0 in", Measure.LENGTH, "", "number"),
        ("9/16", Measure.SIZE, "in", "size"),
        ("15", Measure.SIZE, "", "unit_missing"),
        ("heavy", Measure.RATING, "", "rating"),
        ("20-10 mm", Measure.LENGTH, "", "number"),
        ("9" * 40, Measure.NUMBER, "", "long"),
    ],
)
def test_what_can_not_be_told_is_refused_and_says_why(text, measure, unit, why):
    with pytest.raises(Unmeasurable) as caught:
        read_measure(text, measure, unit)
    assert caught.value.why == why


def test_several_values_in_a_cell_keep_their_order():
    assert [one.key for one in read_measures("DN15>DN20>DN25", Measure.SIZE)] == ["DN15", "DN20", "DN25"]
    assert [one.key for one in read_measures("1/2 in | 3/4 in", Measure.LENGTH)] == ["12.7", "19.05"]


@given(st.integers(-(10**9), 10**9), st.sampled_from(["mm", "cm", "m"]))
def test_a_length_said_in_millimetres_is_read_back(millionths, unit):
    length = millionths * MM
    said = say_measure(length, length, Measure.LENGTH, unit)
    assert read_measure(said, Measure.LENGTH).low == length


@given(st.integers(1, 64 * 200))
def test_a_length_in_64ths_of_an_inch_is_said_and_read_back_as_the_same_fraction(sixtyfourths):
    length = Fraction(sixtyfourths, 64) * Fraction(254, 10)
    assert read_measure(say_measure(length, length, Measure.LENGTH, "in"), Measure.LENGTH).low == length


@given(st.fractions(-500, 500, max_denominator=1000), st.fractions(0, 500, max_denominator=1000))
def test_a_range_is_said_and_read_back_to_the_ninth_decimal(low, width):
    found = read_measure(say_measure(low, low + width, Measure.TEMPERATURE, "°C"), Measure.TEMPERATURE)
    assert abs(found.low - low) < Fraction(1, 10**9)
    assert abs(found.high - low - width) < Fraction(1, 10**9)


@given(st.sampled_from(sorted(DN_OF_NPS)))
def test_every_nominal_size_is_the_same_in_dn_and_nps(nps):
    dn = read_measure(f"DN{DN_OF_NPS[nps]}", Measure.SIZE)
    inches = read_measure(say_measure(dn.low, dn.low, Measure.SIZE, "NPS", "DN"), Measure.SIZE)
    assert (inches.key, inches.low) == (dn.key, dn.low)


@given(st.text(max_size=40), st.sampled_from(list(Measure)), st.sampled_from(["", "mm", "DN", "bar", "°C"]))
def test_nothing_that_can_be_typed_breaks_the_reading(text, measure, unit):
    try:
        found = read_measure(text, measure, unit)
    except Unmeasurable as refused:
        assert refused.why in {"number", "unit", "unit_missing", "comma", "size", "rating", "text", "long"}
    else:
        assert found.key
