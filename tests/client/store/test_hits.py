"""What stands behind the hits of a search is read together, as one by one."""

from __future__ import annotations

from client.operations import records
from client.store import Hit, Reader, Store
from client.store.hits import records_of
from garage.money import Money
from garage.records import Record, find_kind
from tests.client.store import making
from tests.client.store.making import TODAY, add_vehicle


def one_by_one(reader: Reader, text: str) -> dict[str, Record]:
    """The records of a search's hits, each asked for alone."""
    return {hit.id: reader.find(hit.id) for hit in reader.search(text)}


def test_the_records_of_all_hits_are_read_in_a_statement_a_kind(store: Store) -> None:
    car = add_vehicle(store, "Herbie", make="Volkswagen")
    for n in range(7):
        fill = {"vehicle": car, "station": f"Herbert {n}", "total": Money("71.30", "EUR")}
        records.add(store, making.FILL_UP, fill, today=TODAY)
    asked: list[str] = []

    def together(reader: Reader) -> dict[str, Record]:
        hits = reader.search("her")
        raw = reader.connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(asked.append)
        try:
            return records_of(reader, hits)
        finally:
            raw.set_trace_callback(None)

    found = store.read(together)
    assert found == store.read(lambda reader: one_by_one(reader, "her"))
    assert len(found) == 8
    assert len(asked) == len({find_kind(record.kind) for record in found.values()}) == 2


def test_what_is_imported_is_not_read_before_it_is_whole(store: Store) -> None:
    car = add_vehicle(store, "Car of mine")
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(3))

    def all_of(reader: Reader) -> set[str]:
        rows = reader.connection.exec_driver_sql("SELECT kind, id FROM search").all()
        hits = [Hit(row.kind, row.id, "", "") for row in rows]
        return set(records_of(reader, hits))

    assert store.read(all_of) == {car}
    store.complete_batch(batch, "import")
    assert len(store.read(all_of)) == 4
