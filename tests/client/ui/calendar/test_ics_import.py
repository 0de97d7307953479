"""A calendar file that is dropped on the window: looked at, then taken, with a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.operations.agenda import calendars
from client.operations.calendars import USUAL_CALENDAR, add_calendar
from client.operations.records import delete
from client.operations.settings import change_settings
from client.store import Query, Store
from client.ui.calendar.ics_import import IcsImport, is_calendar_file
from client.ui.desk import Desk
from garage.records import Event

EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
SEQUENCE:{sequence}
DTSTART;TZID=Europe/Berlin:20261119T083000
DTEND;TZID=Europe/Berlin:20261119T100000
SUMMARY:{title}
END:VEVENT
"""
BROKEN = "BEGIN:VEVENT\nUID:broken\nSUMMARY:No start\nEND:VEVENT\n"


def _file(folder: Path, *events: str, name: str = "Club") -> Path:
    path = folder / "club.ics"
    body = "".join(events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:{name}\n{body}END:VCALENDAR\n"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


def _event(uid: str, title: str, sequence: int = 0) -> str:
    return EVENT.format(uid=uid, title=title, sequence=sequence)


def _titles(store: Store) -> list[str]:
    return sorted(each.title for each in store.read(lambda r: r.all(Event, Query())))


def _open(desk: Desk, path: Path, page: QWidget, settled: Callable[[], None]) -> IcsImport:
    dialog = IcsImport(desk, path, page)
    dialog.open()
    settled()
    return dialog


def _press(dialog: IcsImport) -> None:
    assert dialog.go_button.isVisible()
    dialog.go_button.click()


def test_it_says_what_the_file_brings_and_takes_it_when_told_to(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    path = _file(tmp_path, _event("a", "Evening"), _event("b", "Rally"))
    dialog = _open(desk, path, page, settled)
    assert dialog.words.text() == "Events for “Club”: 2 new · 0 changed · 0 as before"
    assert _titles(store) == []
    _press(dialog)
    settled()
    assert _titles(store) == ["Evening", "Rally"]
    assert [one.name for one in store.read(calendars) if one.of == "events"] == ["Club"]
    store.undo()
    assert _titles(store) == []


def test_a_file_without_a_name_goes_where_the_last_new_event_went(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    ids = [add_calendar(store, {"name": name}).ids[0] for name in ("Beetle club", "Mine")]
    change_settings(store, {USUAL_CALENDAR: ids[1]})
    dialog = _open(desk, _file(tmp_path, _event("a", "Evening"), name=""), page, settled)
    assert dialog.into is not None
    assert dialog.into.currentText() == "Mine"
    assert dialog.words.text().startswith("Events for “Mine”")
    dialog.reject()
    delete(store, [ids[1]])
    dialog = _open(desk, _file(tmp_path, _event("a", "Evening"), name=""), page, settled)
    assert dialog.into is not None
    assert dialog.into.currentText() == "Beetle club"


def test_taken_again_only_what_is_new_changes_anything(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    path = _file(tmp_path, _event("a", "Evening"), _event("b", "Rally"))
    _press(_open(desk, path, page, settled))
    settled()
    again = _open(desk, path, page, settled)
    assert again.words.text() == "Events for “Club”: 0 new · 0 changed · 2 as before"
    assert not again.go_button.isEnabled()
    again.reject()
    _file(tmp_path, _event("a", "Evening with cake", 1), _event("c", "Picnic"))
    third = _open(desk, path, page, settled)
    assert third.words.text() == "Events for “Club”: 1 new · 1 changed · 0 as before"
    _press(third)
    settled()
    assert _titles(store) == ["Evening with cake", "Picnic", "Rally"]


def test_another_calendar_can_be_chosen(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    family = add_calendar(store, {"name": "Family", "colour": "royalblue"}).ids[0]
    dialog = _open(desk, _file(tmp_path, _event("a", "Evening")), page, settled)
    box = dialog.into
    assert box is not None
    at = box.findData(family)
    box.setCurrentIndex(at)
    box.activated.emit(at)
    settled()
    assert dialog.words.text().startswith("Events for “Family”")
    _press(dialog)
    settled()
    (event,) = store.read(lambda r: r.all(Event, Query()))
    assert event.calendar == family


def test_what_is_not_taken_is_named_by_its_line_and_the_rest_comes_in(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    path = _file(tmp_path, _event("a", "Evening"), BROKEN)
    dialog = _open(desk, path, page, settled)
    assert "1 not taken" in dialog.words.text()
    assert dialog.details.text().startswith("Line 12, No start: ")
    _press(dialog)
    settled()
    assert _titles(store) == ["Evening"]
    assert dialog.isVisible()
    assert dialog.words.text().startswith("Imported into “Club”: 1 new")
    _press(dialog)
    assert not dialog.isVisible()


def test_what_is_no_calendar_is_told_and_changes_nothing(
    desk: Desk, store: Store, page: QWidget, settled: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "x.ics"
    path.write_text("not a calendar")
    dialog = _open(desk, path, page, settled)
    assert dialog.wrong.isVisible()
    assert not dialog.go_button.isEnabled()
    dialog.reject()
    assert _titles(store) == []


def test_calendar_files_are_known_by_their_names() -> None:
    assert is_calendar_file(Path("a.ICS"))
    assert not is_calendar_file(Path("a.csv"))
