"""A calendar file of very many events comes in as one operation, with what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.operations import records
from client.operations.calendar_import import AT_ONCE, import_calendar
from client.store import Store
from garage.records import Attendee, Event

PERSON = "ATTENDEE;CN=Ben:mailto:ben@example.org\n"


def file_of(titles: dict[str, str], sequence: int = 0, more: str = "") -> bytes:
    """A calendar with an event for each UID."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T000000Z\nSEQUENCE:{sequence}\n"
        f"DTSTART;VALUE=DATE:20261119\nSUMMARY:{title}\n{more}END:VEVENT\n"
        for uid, title in titles.items()
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Club\n{events}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


def state(store: Store) -> tuple[int, str, int]:
    """How many events, what the first is called, and how many take part in any."""
    events = store.read(lambda r: r.all(Event))
    first = next((each.title for each in events if each.uid == "first"), "")
    return len(events), first, len(store.read(lambda r: r.all(Attendee)))


def test_one_undo_takes_back_what_is_new_and_what_was_changed(store: Store) -> None:
    import_calendar(store, file_of({"first": "Evening"}))
    new = {f"{number}@club": f"Evening {number}" for number in range(AT_ONCE + 1)}
    done = import_calendar(store, file_of({"first": "Night", **new}, 1, PERSON))
    after = (AT_ONCE + 2, "Night", AT_ONCE + 2)
    assert (done.added, done.updated) == (AT_ONCE + 1, 1)
    assert state(store) == after
    records.undo(store)
    assert state(store) == (1, "Evening", 0)
    records.redo(store)
    assert state(store) == after
    records.undo(store)
    records.undo(store)
    assert state(store) == (0, "", 0)
