"""What is told to be plainly good is what the whole reading takes too."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from garage.records import kinds
from sync_server.records.checking import plainly_of, readers_of
from sync_server.records.kept import as_text

texts = st.sampled_from(
    ["", "km", "L", "EUR", "5", "-5", "0", "05", "1.50", "1e5", "2024-02-29", "2024-02-30",
     "2024-02-28T23:59", "2024-13-01", "2024-02-1٢", "20٢٤-02-12", "2024-02-12T1٢:00",
     "2024-02-12T12:0٢", "01a213d5-74be-735e-a526-f5b1fe360276"]
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
            if plainly(as_text(value)):
                read(value)


@given(st.data(), st.sampled_from([kind.name for kind in kinds()]))
def test_a_record_is_plainly_good_if_each_of_its_fields_is(data: st.DataObject, kind: str) -> None:
    readers = readers_of(kind)
    names = st.sampled_from([*readers, "tags/summer", "hologram"])
    fields = data.draw(st.dictionaries(names, values | st.none(), max_size=5))
    each = [
        name in readers and (value is None or bool(readers[name][0](as_text(value))))
        for name, value in fields.items()
    ]
    assert bool(plainly_of(kind)(as_text(fields))) == all(each)


def test_what_an_import_brings_is_plainly_good() -> None:
    fields = {
        "vehicle": "01a213d5-74be-735e-a526-f5b1fe360276", "date": "2024-12-31T23:59",
        "odometer": {"value": "311", "unit": "mi"}, "full": True, "station": "Süd 7",
        "volume": {"value": "41.90", "unit": "L", "typed": "41,9"}, "fuel": "petrol",
        "total": {"amount": "70", "currency": "EUR"}, "notes": "cold, \t\"wet\"", "deleted": None,
    }  # fmt: skip
    assert not plainly_of("fill_up")(as_text(fields)), "what is escaped is read whole"
    assert plainly_of("fill_up")(as_text(fields | {"notes": "x" * 10_000}))
