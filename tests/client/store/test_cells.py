"""The short ways between rows and JSON give what the long ways over values give."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from client.operations.sample import sample_rows
from client.store.cells import cells_of
from client.store.codec import codec
from client.store.flat import flat_of
from garage.records import ElementsField, Kind, kind_named, kinds
from garage.sync.merge import Json

FILL_UP, WORK = kind_named("fill_up"), kind_named("service")

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.sampled_from(
        [
            "2024-03-10", "2024-3-10", "20240310", "2024-03-10T16:01", "2024-02-31", " x", "x\n",
            "petrol", "01890a5d-ac96-774b-bcce-b302099a8057", "", "P6M", "48.1,11.5",
            {"value": "45.20", "unit": "L"}, {"value": "45.20", "unit": "km"},
            {"value": "-1", "unit": "km"}, {"value": "00", "unit": "L"}, {"value": 1, "unit": "L"},
            {"value": "1", "unit": "L", "typed": "1 l"}, {"value": "1" * 60, "unit": "L"},
            {"value": "0", "unit": "mpg_uk"}, {"amount": "7.30", "currency": "EUR"},
            {"amount": "7.30", "currency": "XXQ"}, {"amount": "-7", "currency": "EUR"},
            {"amount": "1.5", "currency": "EUR", "per": "L"}, {"amount": "1.5", "currency": "EUR",
            "per": "x"}, {"how": "typed"}, {"how": "a\tb"},
            {"how": "imported", "format": "csv", "file": "a", "line": 3},
            {"how": "imported", "format": "csv", "file": "a", "line": True}, [], ["petrol"], {},
        ]
    ),
)  # fmt: skip


def the_long_way(kind: Kind, flat: dict[str, Json]) -> tuple[list[Any], tuple[str, str], Any]:
    values, extra = kind.read_json(flat)
    return codec(kind).cells(values), kind.words(values), extra


@given(st.dictionaries(st.sampled_from([f.name for f in FILL_UP.fields]), ODD, max_size=8))
def test_the_short_way_takes_only_what_comes_out_the_same(flat: dict[str, Json]) -> None:
    found = cells_of(FILL_UP)(flat)
    if found is not None:
        assert (*found, {}) == the_long_way(FILL_UP, flat)


@given(st.dictionaries(st.sampled_from([f.name for f in WORK.fields]), ODD, max_size=8))
def test_of_another_kind_too(flat: dict[str, Json]) -> None:
    found = cells_of(WORK)(flat)
    if found is not None:
        assert (*found, {}) == the_long_way(WORK, flat)


def test_a_whole_garage_goes_to_json_and_back_to_the_same_cells() -> None:
    short = whole = 0
    for row in sample_rows("0" * 36, date(2026, 11, 22), zone=UTC):
        kind = row.kind
        flat = {n: j for n, j in kind.fields_json(row.values).items() if j is not None}
        coding = codec(kind)
        found = cells_of(kind)(flat)
        if found is not None:
            assert (*found, {}) == the_long_way(kind, flat)
            short += 1
        whole += 1
        cells = [row.cells[coding.names.index(f.name)] for f in kind.fields]
        read = flat_of(kind)((1, row.id, 0, None, *cells, "0" * 32, None))
        assert read == (flat, {"": "0" * 32})
    assert short > 0.9 * whole


def test_the_rows_of_a_list_read_as_each_of_them_alone() -> None:
    rows: dict[Kind, list[list[Any]]] = {}
    for row in sample_rows("0" * 36, date(2026, 11, 22), zone=UTC):
        of_kind = rows.setdefault(row.kind, [])
        cells = dict(zip(codec(row.kind).names, row.cells, strict=True))
        extra = '{"later":1}' if len(of_kind) % 3 == 1 else None
        cells |= {"id": row.id, "space": "0" * 36, "deleted": len(of_kind) % 2, "extra": extra}
        of_kind.append([cells[each.name] for each in codec(row.kind).select().selected_columns])
    assert len(rows) > 20
    for kind, cells in rows.items():
        together, alone = codec(kind).records(cells), [*map(codec(kind).record, cells)]
        assert [vars(record) for record in together] == [vars(record) for record in alone]
        assert {type(record) for record in together} == {kind.type}
        apart = [id(inner) for record in together for inner in (record.extra, record.custom)]
        assert len(apart) == len(set(apart))
    assert codec(FILL_UP).records([]) == []


def test_every_field_has_its_way() -> None:
    for kind in kinds():
        assert cells_of(kind)({}) is not None
        assert any(isinstance(field.type, ElementsField) for field in kind.fields)
