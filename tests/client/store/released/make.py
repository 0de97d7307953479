"""Writes the database of this version as SQL text, for all later versions to open.

Run once for a release, from the project's folder, and never again for that version:
    python -m tests.client.store.released.make
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from client.operations import records
from client.store import DATABASE_NAME, Store
from client.store.layers import Envelope, confirm
from client.store.schema import VERSION
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import kind_named
from garage.units import Quantity
from tests.client.store import making

HERE = Path(__file__).parent


def fill(store: Store) -> None:
    """A little of everything that a store keeps."""
    herbie = making.add_vehicle(
        store, "Herbie", type="car", make="Volkswagen", model="Käfer", year=1963, plate="OFP 857",
        energies="petrol", purchased="1968-12-24", purchase_price=Money("80.00", "USD"),
        tags="racing, white", custom={"Number": "53", "Ordered": date(1962, 9, 1)},
        odometer_offset=Quantity("-12", "mi"), uses_hours=False,
    )  # fmt: skip
    kept = {"vehicle": herbie, "date": Moment.parse("2024-03-10T16:01+01:00")}
    fuel = making.only(
        records.add(
            store,
            making.FILL_UP,
            {
                **kept, "volume": Quantity("45.20", "L", "45,20 l"), "total": Money("71.30", "EUR"),
                "price": UnitPrice("1.577", "EUR", "L"), "station": "Müller",
                "odometer": Quantity("120034", "km"), "full": True,
            },
        )
    )  # fmt: skip
    note = making.only(records.add(store, kind_named("note"), {**kept, "title": "Flies"}))
    reminder = {"vehicle": herbie, "title": "Oil", "every": Period(6, "M")}
    known = kind_named("reminder").by_name
    records.add(store, kind_named("reminder"), {n: v for n, v in reminder.items() if n in known})
    records.edit(store, fuel, {"notes": "with the window open", "station": None})
    records.delete(store, [note])
    records.edit(store, herbie, {"colour": "white"})
    records.undo(store)
    making.import_vehicles(store, 2)
    space = store.read(lambda reader: reader.home()[0])
    strange = Envelope(space, making.fixed_id(99), "hovercraft", {"lift": 3}, {"": "0" * 32})
    store.layered(lambda t: confirm(t, strange))
    making.take(store, herbie, hover=({"height": 1}, "0" * 32))
    records.edit(store, herbie, {"trim": "Deluxe"})
    store.set_settings({"region": "DE", "units": {"distance": "mi"}})
    store.name_home("Our garage")


def statements(connection: sqlite3.Connection) -> Iterator[str]:
    """The SQL that makes the database again; the full-text index by its rows, not its pages."""
    yield f"PRAGMA user_version = {VERSION}"
    schema = "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
    parts = connection.execute(schema).fetchall()
    for name, type_, sql in parts:
        if name.startswith("search_") and name != "search_words":
            continue
        yield sql.replace("\t", "    ")
        if type_ == "table" and name != "search_words":
            columns = "*" if name != "search" else "rowid, *"
            cursor = connection.execute(f"SELECT {columns} FROM {name} ORDER BY rowid")
            names = ", ".join(f'"{column[0]}"' for column in cursor.description)
            for row in cursor:
                yield f"INSERT INTO {name} ({names}) VALUES ({', '.join(map(_literal, row))})"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


def main() -> None:
    """Write version-N.sql beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        with Store(Path(folder), making.Clock()) as store:
            fill(store)
        connection = sqlite3.connect(Path(folder) / DATABASE_NAME)
        text = "".join(f"{statement};\n" for statement in statements(connection))
        connection.close()
    (HERE / f"version-{VERSION}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
