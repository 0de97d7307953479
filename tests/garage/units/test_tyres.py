"""Tyre sizes as on the sidewall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.units import TyreSize


@pytest.mark.parametrize(
    ("text", "width", "aspect", "construction", "rim", "load", "speed"),
    [
        ("205/55R16 91V", 205, 55, "R", 16, 91, "V"),
        ("205/55 r 16", 205, 55, "R", 16, None, None),
        ("P205/55R16", 205, 55, "R", 16, None, None),
        ("LT265/70R17 121/118S", 265, 70, "R", 17, 121, "S"),
        ("255/35ZR19 (96Y) XL", 255, 35, "R", 19, 96, "Y"),
        ("195/70R15C 104/102R", 195, 70, "R", 15, 104, "R"),
        ("120/70ZR17 M/C (58W)", 120, 70, "R", 17, 58, "W"),
        ("185/70VR14", 185, 70, "R", 14, None, "V"),
        ("165 R 15", 165, 82, "R", 15, None, None),
        ("5.60-15", 142.24, 95, "D", 15, None, None),
        ("31x10.50R15", 266.7, 76, "R", 15, None, None),
        ("31×10,50-15 LT", 266.7, 76, "D", 15, None, None),
        ("245/70R19.5", 245, 70, "R", 19.5, None, None),
    ],
)
def test_a_sidewall_is_read(text, width, aspect, construction, rim, load, speed):
    size = TyreSize.parse(text)
    assert (size.width_mm, size.aspect, size.construction) == (width, aspect, construction)
    assert (size.rim_in, size.load, size.speed) == (rim, load, speed)


def test_the_circumference_follows_from_the_size():
    size = TyreSize.parse("205/55R16 91V")
    assert size.diameter_mm == pytest.approx(631.9)
    assert size.circumference_mm == pytest.approx(1985.2, abs=0.1)
    assert size.rolling_circumference_mm == pytest.approx(1927.3, abs=0.1)
    assert TyreSize.parse("31x10.50R15").diameter_mm == pytest.approx(787.4)


def test_an_assumed_height_says_that_it_is_assumed():
    assert TyreSize.parse("205/55R16").aspect_marked
    assert not TyreSize.parse("165R15").aspect_marked


@pytest.mark.parametrize(
    "text", ["", "banana", "205", "205/55", "205/55R160000", "999/55R16", "205/5R16", "0.00-15",
             "10x10.50R15", "205/55R16 91V nonsense"],
)  # fmt: skip
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ValueRefused) as refused:
        TyreSize.parse(text)
    assert refused.value.hint


@given(st.text("0123456789/.RrZxX- LTPCM()V", max_size=80))
def test_any_text_is_a_size_with_a_circumference_or_is_refused(text):
    try:
        size = TyreSize.parse(text)
    except ValueRefused:
        return
    assert size.circumference_mm > size.rolling_circumference_mm > 0
    assert TyreSize.parse(size.text) == size
