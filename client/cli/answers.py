"""What a command that wrote says of it: the records as they are now, and doubts about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from client.cli.lines import line_of
from client.cli.output import say, say_json, say_note
from client.operations.doubts import doubt_json, doubts_about
from client.operations.shapes import record_json

if TYPE_CHECKING:
    from client.cli.session import Session
    from client.store import Changes, Reader
    from garage.records import Record
    from garage.rules.cautions import Caution

_LISTED = 20


def say_written(session: Session, id_: str, what: str, also: str = "") -> None:
    """A record that was added or changed; what looks wrong about it is said, and was kept.

    `also` is the id of another record that was written with it, to be doubted too.
    """
    today = session.today()

    def read(reader: Reader) -> tuple[Record, str, list[Caution]]:
        record = reader.find(id_)
        written = [record, *([reader.find(also)] if also else [])]
        doubts = [doubt for one in written for doubt in doubts_about(reader, one, today)]
        return record, line_of(reader, record), doubts

    record, line, doubts = session.store.read(read)
    if session.as_json:
        say_json(record_json(record) | {"warnings": [doubt_json(doubt) for doubt in doubts]})
        return
    say(f"{what} {line}")
    for doubt in doubts:
        say_note(doubt.text)


def say_changed(session: Session, changes: Changes, ids: list[str], what: str) -> None:
    """Records that were deleted, brought back, undone or done again.

    With --json one record is that record; several, or none, are {"operation", "title", "records"}.
    """

    def read(reader: Reader) -> tuple[list[Record], list[str]]:
        records = [reader.find(id_) for id_ in ids]
        return records, [line_of(reader, record) for record in records[:_LISTED]]

    records, lines = session.store.read(read)
    if session.as_json:
        shapes = [record_json(record) for record in records]
        several: dict[str, Any] = {
            "operation": changes.operation,
            "title": changes.title,
            "records": shapes,
        }
        say_json(shapes[0] if len(shapes) == 1 else several)
        return
    for line in lines:
        say(f"{what} {line}")
    if len(records) > len(lines):
        say(f"{what} {len(records) - len(lines)} more")
    if not records:
        say(f"{what} {changes.title}")
