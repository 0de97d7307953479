"""The quick look: what an entry is, and what can be done about it from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.agenda import Entry, agenda
from client.operations.calendars import add_calendar
from client.operations.events import Along, add_event
from client.operations.records import add
from client.store import Store
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.ics_files import write_text
from client.ui.calendar.put_off_popover import PutOffPopover
from client.ui.calendar.quick_look import QuickLook
from client.ui.desk import Desk
from client.ui.vehicles.postpone_popover import PostponePopover
from client.ui.vehicles.reminder_popovers import CompletePopover
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.ics.importing import read_calendar
from garage.records import PlanItem, Reminder, Vehicle, kind_named
from garage.records.agenda_fields import Trigger
from tests.client.ui.calendar.conftest import BERLIN, TODAY

HERE = QRect(100, 100, 80, 40)
TIMES = EventTimes(
    start=datetime(2026, 11, 19, 8, 30), end=datetime(2026, 11, 19, 10), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=19"),),
)  # fmt: skip


@pytest.fixture
def octavia(store: Store) -> str:
    values = {"name": "Octavia", "plate": "M JL 2016", "plate_region": "DE"}
    return add(store, kind_named("vehicle"), values).ids[0]


@pytest.fixture
def inspection(store: Store, octavia: str) -> None:
    calendar = add_calendar(store, {"name": "Legal", "colour": "purple"}).ids[0]
    values = {
        "calendar": calendar, "title": "Inspection", "times": TIMES, "vehicle": octavia,
        "place": "TÜV Süd", "url": "https://example.com", "notes": "Bring the papers.",
    }  # fmt: skip
    along = [
        Along("alarm", values={"trigger": Trigger(Duration(-1)), "action": "display"}),
        Along("attendee", values={"name": "Anna", "address": "mailto:anna@example.com",
                                  "state": "accepted"}),
    ]  # fmt: skip
    add_event(store, values, along)


Looked = Callable[[str], QuickLook]


@pytest.fixture
def look(deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None]) -> Looked:
    def looked(title: str) -> QuickLook:
        deeds.look(page, _entry(store, title), HERE)
        settled()
        assert deeds.look_shown is not None
        return deeds.look_shown

    return looked


def _entry(store: Store, title: str) -> Entry:
    last = date(2027, 3, 1)
    found = store.read(lambda reader: agenda(reader, TODAY, last, BERLIN, today=TODAY))
    return next(each for each in found if each.title == title)


def test_it_tells_all_there_is(look: Looked, inspection: None) -> None:
    popover = look("Inspection")
    assert popover.accessibleName() == "Inspection"
    assert popover.facts == [
        "Octavia", "Every 2 years on 19 November", "TÜV Süd", "1 day before", "Anna (Accepted)",
        "https://example.com", "Bring the papers.", "Legal",
    ]  # fmt: skip


def test_e_edits_and_delete_asks_to_delete(
    look: Looked, deeds: EventDeeds, page: QWidget, qtbot: QtBot, settled: Callable[[], None],
    inspection: None,
) -> None:  # fmt: skip
    qtbot.keyClick(look("Inspection"), Qt.Key.Key_E)
    settled()
    form = page.findChild(EventForm)
    assert isinstance(form, EventForm)
    form.reject()
    popover = look("Inspection")
    with qtbot.waitSignal(deeds.delete_wanted) as wanted:
        qtbot.keyClick(popover, Qt.Key.Key_Delete)
    assert wanted.args is not None
    assert wanted.args[0].title == "Inspection"


def test_a_copy_is_an_event_of_its_own(
    look: Looked, store: Store, page: QWidget, settled: Callable[[], None], inspection: None
) -> None:
    look("Inspection").copy_wanted.emit()
    settled()
    form = page.findChild(EventForm)
    assert isinstance(form, EventForm)
    assert form.entries["title"].text() == "Inspection"
    form.save()
    settled()
    found = store.read(lambda reader: agenda(reader, TODAY, date(2026, 12, 1), BERLIN, today=TODAY))
    assert [each.title for each in found] == ["Inspection", "Inspection"]


def test_escape_closes_and_gives_the_keyboard_back(
    look: Looked, deeds: EventDeeds, page: QWidget, qtbot: QtBot, inspection: None
) -> None:
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    qtbot.keyClick(look("Inspection"), Qt.Key.Key_Escape)
    assert deeds.look_shown is None
    assert page.window().focusWidget() is page


def test_the_systems_calendar_gets_a_file_that_reads_back(
    look: Looked, deeds: EventDeeds, store: Store, settled: Callable[[], None], inspection: None,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[QUrl] = []
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    look("Inspection").hand_over_wanted.emit()
    settled()
    path = Path(opened[0].toLocalFile())
    assert path.name == "Inspection.ics"
    read = read_calendar(path.read_bytes())
    (event,) = read.events
    assert event.values["title"] == "Inspection"
    assert event.values["times"].rules == TIMES.rules
    assert len(event.alarms) == 1


def test_a_file_has_lines_that_end_as_the_format_asks(
    desk: Desk, page: QWidget, settled: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "a.ics"
    with qtbot.waitSignal(desk.said):
        write_text(desk, page, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", file)
    assert file.read_bytes() == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_a_due_reminder_is_done_or_put_off_from_here(
    look: Looked, store: Store, page: QWidget, settled: Callable[[], None], octavia: str
) -> None:
    values = {"vehicle": octavia, "title": "Oil", "due": date(2026, 11, 20)}
    add(store, kind_named("reminder"), values)
    look("Oil").later_wanted.emit()
    settled()
    later = page.findChild(PostponePopover)
    assert isinstance(later, PostponePopover)
    later.put_off_days(30)
    later.keep()
    settled()
    assert _entry(store, "Oil").start == date(2026, 12, 20)
    look("Oil").done_wanted.emit()
    settled()
    done = page.findChild(CompletePopover)
    assert isinstance(done, CompletePopover)
    done.keep()
    settled()
    (reminder,) = store.read(lambda reader: reader.all(Reminder))
    assert reminder.finished


def test_a_plan_item_is_put_off_from_here(
    look: Looked, store: Store, page: QWidget, settled: Callable[[], None], octavia: str
) -> None:
    values = {"vehicle": octavia, "title": "New tyres", "due": date(2026, 11, 20)}
    add(store, kind_named("plan_item"), values)
    popover = look("New tyres")
    assert not popover.edit_button.isVisible()
    popover.later_wanted.emit()
    settled()
    later = page.findChild(PutOffPopover)
    assert isinstance(later, PutOffPopover)
    later.keep()
    settled()
    (item,) = store.read(lambda reader: reader.all(PlanItem))
    assert item.due == date(2026, 11, 27)


def test_a_plan_item_of_the_last_of_all_days_can_still_be_asked_about(
    store: Store, desk: Desk, page: QWidget, octavia: str
) -> None:
    values = {"vehicle": octavia, "title": "One day", "due": date(9999, 12, 31)}
    id_ = add(store, kind_named("plan_item"), values).ids[0]
    car, item = store.read(lambda reader: (reader.get(Vehicle, octavia), reader.get(PlanItem, id_)))
    later = PutOffPopover(desk, page, car, item, Shown(desk.preferences, TODAY, desk.months))
    later.put_off(90)
    assert later.fields["due"].text() == "31 Dec 9999"


def test_links_are_named_in_few_words_and_lead_where_they_say(
    look: Looked, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices,
        "openUrl",
        lambda url: opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)),
    )
    calendar = add_calendar(store, {"name": "Club"}).ids[0]
    values = {
        "calendar": calendar, "title": "Rally", "times": EventTimes(start=date(2026, 11, 20)),
        "conferences": ("https://meet.example.com/abc?pw=1",),
        "attachments": ("https://example.com/files/route%20map.pdf", "file:///etc/passwd"),
    }  # fmt: skip
    add_event(store, values)
    popover = look("Rally")
    links = {each.text(): each for each in popover.findChildren(LinkButton)}
    links["Take part: meet.example.com"].click()
    links["route map.pdf"].click()
    # What is no page is told, and not opened.
    next(each for words, each in links.items() if "passwd" in words).click()
    assert opened == ["https://meet.example.com/abc?pw=1",
                      "https://example.com/files/route%20map.pdf"]  # fmt: skip
