"""Whatever a line says it is understood somehow, unless it is too long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.quick import QuickContext, understand
from garage.reading import Reading
from garage.records import kind_named
from garage.regions import Preferences
from garage.units import Quantity
from tests.garage.quick.lines import TODAY, context


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueRefused) as refused:
        understand("1 " * 251, context())
    assert refused.value.code == "too_long"


lines = st.lists(
    st.sampled_from(
        ["45.2 l", "45,2", "71.30", "€", "$", "84120", "84.120", "km", "mi", "@1.579", "/l",
         "6/11", "06.11.2026", "30.02.2026", "14:30", "2026-13-45", "full", "missed", "at", "Shell",
         "#tag", "20→80%", "service", "parking", "-", "@", "oil change", "yesterday", "odo", "0",
         "1.579",
         "99999999999999999999999999999999999999999999", "1e5", "½", "٤٥", "l", "kWh", "-5 €"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@settings(max_examples=250)
@given(
    st.one_of(lines, st.text(max_size=80)),
    st.sampled_from(["DE", "US", "JP", "MT"]),
    st.sampled_from([None, Quantity("83313", "km"), Quantity("0", "mi")]),
    st.booleans(),
)
def test_no_line_breaks_it_and_pieces_never_overlap(
    text: str, region: str, last: Quantity | None, electric: bool
) -> None:
    reading = Reading.of(Preferences.for_region(region), today=TODAY)
    known = QuickContext(
        reading, energies=("electric",) if electric else (), last_odometer=last, stations=("Shell",)
    )
    found = understand(text, known)
    at = 0
    for piece in found.pieces:
        assert at <= piece.start < piece.end <= len(text)
        part = text[piece.start : piece.end]
        assert part == part.strip()
        at = piece.end
    kind = kind_named(found.kind)
    assert kind.check(found.values) == dict(found.values)
    for part in found.left:
        assert part in text
