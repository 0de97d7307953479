"""A field that this version has gained: what an earlier one kept of it unknown is shown."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from client.store import DATABASE_NAME
from client.store.schema import VERSION
from garage.records import PlanItem, WorkLine
from tests.client.store.making import fixed_id, found, open_store, row_stamps, stamp

SEVEN = Path(__file__).parent / "released" / "version-7.sql"
HERS = stamp(1_940_000_000_000)
LATER = stamp(1_940_000_000_001)
CARD, BARE, LINE = fixed_id(71), fixed_id(72), fixed_id(73)


def written_by_seven(folder: Path) -> None:
    """Its database with two cards of another's, one of a newer version, and a part of that."""
    raw = sqlite3.connect(folder / DATABASE_NAME)
    raw.executescript(SEVEN.read_text(encoding="utf-8"))
    (space,) = raw.execute("SELECT id FROM space WHERE home = 1").fetchone()
    (car,) = raw.execute("SELECT id FROM k_vehicle WHERE name = 'Herbie'").fetchone()
    told = "space, id, deleted, author, born, seq, stamp, stamps, extra, title"
    for n, id_, extra, stamps in (
        (9001, CARD, '{"assignee":"Karl","hover":1}', f'{{"assignee":"{LATER}"}}'),
        (9002, BARE, None, None),
    ):
        raw.execute(
            f"INSERT INTO k_plan_item (n, {told}, vehicle, state) "
            "VALUES (?, ?, ?, 0, 'ann', 8, 8, ?, ?, ?, 'Axle', ?, 'doing')",
            (n, space, id_, HERS, stamps, extra, car),
        )
    raw.execute(
        f"INSERT INTO k_work_line (n, {told}, work, type) "
        "VALUES (9003, ?, ?, 0, 'ann', 9, 9, ?, NULL, NULL, 'Joint', ?, 'part')",
        (space, LINE, HERS, CARD),
    )
    raw.commit()
    raw.close()


def test_who_does_it_is_there_with_its_stamp_and_nothing_waits(tmp_path: Path) -> None:
    written_by_seven(tmp_path)
    with open_store(tmp_path) as store:
        waiting = store.read(lambda reader: reader.waiting())
        cards = {each.id: each for each in store.read(lambda reader: reader.all(PlanItem))}
        assert (cards[CARD].assignee, cards[CARD].extra) == ("Karl", {"hover": 1})
        assert (cards[BARE].assignee, cards[BARE].extra) == ("", {})
        assert row_stamps(store, CARD, "plan_item")["assignee"] == LATER
        assert CARD in found(store, "karl")
        (line,) = store.read(lambda reader: [x for x in reader.all(WorkLine) if x.id == LINE])
        assert line.work == CARD
        version = "PRAGMA user_version"
        assert store.read(lambda r: r.connection.exec_driver_sql(version).scalar()) == VERSION
    with open_store(tmp_path) as store:
        assert store.read(lambda reader: reader.get(PlanItem, CARD)).assignee == "Karl"
        # Seven of the release wait there; what others wrote does not.
        assert store.read(lambda reader: reader.waiting()) == waiting == 7
