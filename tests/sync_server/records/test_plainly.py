"""What is told to be plainly good is what the whole reading takes too."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from garage.records import kinds
from sync_server.records.checking import readers_of

texts = st.sampled_from(
    ["", "km", "L", "EUR", "5", "-5", "0", "05", "1.50", "1e5", "2024-02-29", "2024-02-30",
     "2024-02-28T23:59", "2024-13-01", "01a213d5-74be-735e-a526-f5b1fe360276"]
) | st.text(max_size=5)  # fmt: skip
values = (
    st.booleans() | st.integers(-5, 5) | texts | st.lists(texts, max_size=2)
    | st.dictionaries(
        st.sampled_from(["value", "unit", "amount", "currency", "typed", "more"]),
        texts | st.integers(), max_size=4,
    )
)  # fmt: skip


@given(values)
def test_what_is_plainly_good_is_good(value: Any) -> None:
    for kind in kinds():
        for plainly, read in readers_of(kind.name).values():
            if plainly is not None and plainly(value):
                read(value)
